package io.backtrail.investigate.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a Sigma condition, as {@code selection and not 1 of filter_*}, and gives it as SQL. */
final class SigmaCondition {
    private static final Pattern WORD = Pattern.compile("\\(|\\)|\\||[^\\s()|]+");
    private static final int DEEPEST = 50;

    private final List<String> words = new ArrayList<>();
    private final List<String> selections;
    private final Function<String, SqlPart> translate;
    private int at;
    private int depth;

    private SigmaCondition(String text, List<String> selections, Function<String, SqlPart> translate) {
        Matcher match = WORD.matcher(text);
        while (match.find()) {
            words.add(match.group());
        }
        this.selections = selections;
        this.translate = translate;
    }

    /**
     * The SQL of a condition.
     *
     * @param selections names that {@code them} stands for
     * @param translate the SQL of one selection
     * @throws UntranslatableException if the condition is no condition, or counts (which a correlation does since 2.0)
     */
    static SqlPart sql(String text, List<String> selections, Function<String, SqlPart> translate) {
        SigmaCondition condition = new SigmaCondition(text, selections, translate);
        SqlPart part = condition.either();
        if (condition.at < condition.words.size()) {
            String rest = String.join(" ", condition.words.subList(condition.at, condition.words.size()));
            throw new UntranslatableException(
                    rest.startsWith("|")
                            ? "the aggregation '" + rest + "' of Sigma 1; write it as a correlation"
                            : "the condition from '" + rest + "' on");
        }
        return part;
    }

    private SqlPart either() {
        List<SqlPart> parts = new ArrayList<>(List.of(both()));
        while (next("or")) {
            parts.add(both());
        }
        return parts.size() == 1 ? parts.get(0) : SqlPart.joined("OR", parts);
    }

    private SqlPart both() {
        List<SqlPart> parts = new ArrayList<>(List.of(single()));
        while (next("and")) {
            parts.add(single());
        }
        return parts.size() == 1 ? parts.get(0) : SqlPart.joined("AND", parts);
    }

    private SqlPart single() {
        if (++depth > DEEPEST) {
            throw new UntranslatableException("a condition nested more than " + DEEPEST + " deep");
        }
        SqlPart part;
        if (next("not")) {
            part = single().negated();
        } else if (next("(")) {
            part = either();
            if (!next(")")) {
                throw new UntranslatableException("a condition whose parentheses do not close");
            }
        } else {
            part = named(take());
        }
        depth--;
        return part;
    }

    private SqlPart named(String word) {
        String quantity = word.toLowerCase(Locale.ROOT);
        if ((quantity.equals("1") || quantity.equals("any") || quantity.equals("all")) && next("of")) {
            List<SqlPart> parts = matching(take()).stream().map(translate).toList();
            return SqlPart.joined(quantity.equals("all") ? "AND" : "OR", parts);
        }
        if (!selections.contains(word)) {
            throw new UntranslatableException("the condition names '" + word + "', which is no selection");
        }
        return translate.apply(word);
    }

    private List<String> matching(String pattern) {
        String shape = pattern.equalsIgnoreCase("them") ? "*" : pattern;
        // Selections whose names begin with an underscore stand aside from "them".
        String regex = Pattern.quote(shape).replace("*", "\\E.*\\Q");
        List<String> found = selections.stream()
                .filter(name -> name.matches(regex) && !(shape.equals("*") && name.startsWith("_")))
                .toList();
        if (found.isEmpty()) {
            throw new UntranslatableException("the condition asks for '" + pattern + "', and no selection is so named");
        }
        return found;
    }

    private boolean next(String word) {
        if (at < words.size() && words.get(at).equalsIgnoreCase(word)) {
            at++;
            return true;
        }
        return false;
    }

    private String take() {
        if (at == words.size()) {
            throw new UntranslatableException("a condition that ends too early");
        }
        return words.get(at++);
    }
}
