package io.backtrail.search;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.Token;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;

/** Turns what a person typed into a query, or into a problem with the column where reading stopped. */
final class QueryReader {
    private static final Pattern LEXICAL = Pattern.compile("line 1, column ([0-9]+)");
    private static final String HELP =
            "close every quote and bracket, put text with signs in double quotes; fields are " + SearchField.labels();

    private final Countries countries;

    QueryReader(Countries countries) {
        this.countries = countries;
    }

    /** @throws ProblemException {@code search.query} */
    Query read(String typed) {
        QueryText text = new QueryText(typed);
        try {
            Query query = new CaseQueryParser(countries).parse(text.escaped());
            if (query instanceof BooleanQuery all && all.clauses().isEmpty()) {
                throw problem(1, "a word to look for", Problem.quote(typed), "name a word, an address or an id");
            }
            return query;
        } catch (ParseException e) {
            throw unreadable(typed, text, e);
        } catch (IndexSearcher.TooManyClauses | TooComplexToDeterminizeException e) {
            throw problem(1, "a query of fewer parts", Problem.quote(typed), "use fewer words or fewer * and ?");
        }
    }

    private static ProblemException unreadable(String typed, QueryText text, ParseException e) {
        if (e.getCause() instanceof ParseException cause && cause.currentToken != null) {
            Token token = cause.currentToken.next;
            int column = text.column(token.beginColumn);
            String found =
                    column > typed.length() ? "the end of the query" : Problem.quote(typed.substring(column - 1));
            return problem(column, "a word, a quoted text or a field", found, HELP);
        }
        Matcher place = LEXICAL.matcher(String.valueOf(e.getMessage()));
        if (place.find()) {
            // Lucene counts here from the character behind the last one it took.
            int column = text.column(Integer.parseInt(place.group(1)));
            return problem(column, "the end of a quoted text or range", "the end of the query", HELP);
        }
        String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
        return problem(1, "a query", Problem.quote(typed), String.valueOf(reason));
    }

    private static ProblemException problem(int column, String expected, String found, String help) {
        return new ProblemException(new Problem("search.query", "query, column " + column, expected, found, help));
    }
}
