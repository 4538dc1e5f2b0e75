package io.backtrail.investigate.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule over the matches of other rules: how many in a span of time, how many different values, or one after the other. A
 * finding is a group of records, told by the first record at which it was complete.
 */
final class SigmaCorrelation {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})\\s*([smhdwMy])");
    private static final Map<String, String> UNITS =
            Map.of("s", "second", "m", "minute", "h", "hour", "d", "day", "w", "week", "M", "month", "y", "year");
    private static final Map<String, String> COMPARISONS =
            Map.of("gt", ">", "gte", ">=", "lt", "<", "lte", "<=", "eq", "=", "neq", "<>");

    private final Map<String, Object> said;
    private final List<SigmaRule> rules;

    private SigmaCorrelation(Map<String, Object> said, List<SigmaRule> rules) {
        this.said = said;
        this.rules = rules;
    }

    /**
     * A SELECT of {@code event_seq} and {@code matches}, one row a finding.
     *
     * @param known the rules that the correlation may refer to
     * @throws UntranslatableException if a part of it, or of a rule it refers to, has no SQL
     */
    static SqlPart findings(SigmaRule rule, List<SigmaRule> known) {
        Map<String, Object> said = rule.document().map("correlation");
        List<SigmaRule> meant = new ArrayList<>();
        for (Object reference : SigmaDocument.asList(said.get("rules"))) {
            String name = String.valueOf(reference);
            meant.add(known.stream()
                    .filter(candidate -> candidate.answersTo(name) && !candidate.isCorrelation())
                    .findFirst()
                    .orElseThrow(() -> new UntranslatableException(
                            "the rule '" + name + "' that it refers to, which is not among the files given")));
        }
        if (meant.isEmpty()) {
            throw new UntranslatableException("a correlation without rules");
        }
        if (said.containsKey("aliases")) {
            throw new UntranslatableException("the aliases of a correlation");
        }
        return new SigmaCorrelation(said, meant).sql();
    }

    private SqlPart sql() {
        String type = String.valueOf(said.get("type")).toLowerCase(Locale.ROOT);
        return switch (type) {
            case "event_count" -> counted("count(*)");
            case "value_count" -> counted("count(DISTINCT val)");
            case "temporal" -> together();
            case "temporal_ordered" -> inOrder();
            default -> throw new UntranslatableException("correlations of type '" + type + "'");
        };
    }

    private SqlPart counted(String count) {
        Map<String, Object> condition = SigmaDocument.asMap(said.get("condition"));
        String field = condition.containsKey("field") ? String.valueOf(condition.get("field")) : null;
        if (count.contains("val") && field == null) {
            throw new UntranslatableException("a count of values that names no field");
        }
        List<String> tests = new ArrayList<>();
        List<Object> limits = new ArrayList<>();
        condition.forEach((word, limit) -> {
            if (COMPARISONS.containsKey(word)) {
                tests.add("n " + COMPARISONS.get(word) + " ?");
                limits.add(whole(limit));
            } else if (!word.equals("field")) {
                throw new UntranslatableException("the condition '" + word + "' of a correlation");
            }
        });
        if (tests.isEmpty()) {
            throw new UntranslatableException("a count without a limit");
        }
        return ending(count, String.join(" AND ", tests), limits, field);
    }

    /** Every rule within the span, in any order. */
    private SqlPart together() {
        return ending("count(DISTINCT rule_no)", "n = ?", List.of((long) rules.size()), null);
    }

    private SqlPart ending(String count, String test, List<Object> limits, String field) {
        SqlPart matches = matches(field);
        List<Object> values = new ArrayList<>(matches.values());
        values.addAll(limits);
        return new SqlPart(
                "WITH found AS (" + matches.text() + "), counted AS (SELECT *, " + count
                        + " OVER (PARTITION BY grp ORDER BY event_time RANGE BETWEEN INTERVAL '" + span()
                        + "' PRECEDING AND CURRENT ROW) AS n FROM found)"
                        + " SELECT arg_min(event_seq, (event_time, event_seq)) AS event_seq, max(n) AS matches"
                        + " FROM counted WHERE " + test + " GROUP BY grp",
                values);
    }

    /** One rule after the other within the span: each step keeps the latest start, which gives the shortest chain. */
    private SqlPart inOrder() {
        SqlPart matches = matches(null);
        StringBuilder text =
                new StringBuilder("WITH found AS (" + matches.text() + "), step0 AS (SELECT grp, event_seq,"
                        + " event_time, event_time AS started FROM found WHERE rule_no = 0)");
        for (int step = 1; step < rules.size(); step++) {
            text.append(", step" + step + " AS (SELECT f.grp, f.event_seq, f.event_time, max(s.started) AS started"
                    + " FROM found AS f JOIN step" + (step - 1) + " AS s ON s.grp IS NOT DISTINCT FROM f.grp"
                    + " AND s.event_time <= f.event_time AND s.event_seq <> f.event_seq"
                    + " AND s.started >= f.event_time - INTERVAL '" + span() + "' WHERE f.rule_no = " + step
                    + " GROUP BY f.grp, f.event_seq, f.event_time)");
        }
        text.append(" SELECT arg_min(event_seq, (event_time, event_seq)) AS event_seq, count(*) AS matches FROM step"
                + (rules.size() - 1) + " GROUP BY grp");
        return new SqlPart(text.toString(), matches.values());
    }

    private SqlPart matches(String field) {
        List<String> groups = SigmaDocument.asList(said.get("group-by")).stream()
                .map(name -> SigmaSelected.text(String.valueOf(name)))
                .toList();
        String group = groups.isEmpty() ? "''" : "concat_ws(chr(31), " + String.join(", ", groups) + ")";
        String value = field == null ? "NULL" : SigmaSelected.text(field);
        List<String> texts = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            SqlPart where = SigmaSelection.where(rules.get(i));
            texts.add("SELECT " + i + " AS rule_no, e.event_seq, e.event_time, " + group + " AS grp, " + value
                    + " AS val FROM event AS e WHERE " + where.text());
            values.addAll(where.values());
        }
        return new SqlPart(String.join(" UNION ALL ", texts), values);
    }

    private String span() {
        Matcher match = SPAN.matcher(String.valueOf(said.get("timespan")).strip());
        if (!match.matches()) {
            throw new UntranslatableException("the timespan '" + said.get("timespan") + "'");
        }
        return Integer.parseInt(match.group(1)) + " " + UNITS.get(match.group(2));
    }

    private static Long whole(Object limit) {
        try {
            return Long.valueOf(String.valueOf(limit));
        } catch (NumberFormatException e) {
            throw new UntranslatableException("the limit '" + limit + "' of a correlation");
        }
    }
}
