package io.backtrail.search;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.search.WildcardQuery;

/** Lucene's parser, asking each field the way it is indexed. Read once, then thrown away. */
final class CaseQueryParser extends QueryParser {
    private static final Pattern PAIR = Pattern.compile("([A-Za-z][A-Za-z0-9_]*):(?!//)(.+)");

    private final Countries countries;

    CaseQueryParser(Countries countries) {
        super(SearchField.TEXT.label(), new QueryAnalyzer());
        setDefaultOperator(Operator.AND);
        setAllowLeadingWildcard(true);
        setSplitOnWhitespace(true);
        this.countries = countries;
    }

    @Override
    protected Query getFieldQuery(String field, String text, boolean quoted) throws ParseException {
        SearchField asked = SearchField.of(field);
        return switch (asked.kind()) {
            case PLACE -> countries.named(text);
            case WHOLE -> new TermQuery(new Term(field, DocumentForm.whole(asked, text)));
            case INSTANT -> within(span(text), span(text), true, true);
            case WORDS -> {
                Matcher pair = PAIR.matcher(text);
                boolean split = asked == SearchField.TEXT && !quoted && pair.matches() && Ipv6.canonical(text) == null;
                yield split
                        ? both(field, pair.group(1), pair.group(2))
                        : orKey(asked, super.getFieldQuery(field, text, true));
            }
        };
    }

    /** {@code UserId:alice@north.example}: the name of a member does not stand beside its value in the index. */
    private Query both(String field, String name, String value) throws ParseException {
        Query found = getFieldQuery(field, value, false);
        Query named = getFieldQuery(field, name, true);
        return found == null
                ? named
                : new BooleanQuery.Builder()
                        .add(named, BooleanClause.Occur.MUST)
                        .add(found, BooleanClause.Occur.MUST)
                        .build();
    }

    @Override
    protected Query getFieldQuery(String field, String text, int slop) throws ParseException {
        return SearchField.of(field).kind() == SearchField.Kind.WORDS
                ? super.getFieldQuery(field, text, slop)
                : getFieldQuery(field, text, true);
    }

    @Override
    protected Query getRangeQuery(String field, String from, String to, boolean withFrom, boolean withTo)
            throws ParseException {
        SearchField asked = SearchField.of(field);
        if (asked.kind() == SearchField.Kind.INSTANT) {
            return within(from == null ? null : span(from), to == null ? null : span(to), withFrom, withTo);
        }
        String low = from == null ? null : DocumentForm.whole(asked, from);
        String high = to == null ? null : DocumentForm.whole(asked, to);
        if (asked.kind() == SearchField.Kind.PLACE) {
            return countries.between(low, high, withFrom, withTo);
        }
        return TermRangeQuery.newStringRange(field, low, high, withFrom, withTo);
    }

    @Override
    protected Query getPrefixQuery(String field, String text) throws ParseException {
        return getWildcardQuery(field, escape(text) + "*");
    }

    @Override
    protected Query getWildcardQuery(String field, String pattern) throws ParseException {
        SearchField asked = SearchField.of(field);
        if (asked.kind() == SearchField.Kind.INSTANT) {
            throw new ParseException("a time takes no wildcards: write a range, time:[2026-09-01 TO 2026-09-30]");
        }
        if (pattern.equals("*") && asked == SearchField.TEXT) {
            return new MatchAllDocsQuery();
        }
        if (asked.kind() == SearchField.Kind.PLACE) {
            return countries.like(getAnalyzer().normalize(field, pattern).utf8ToString());
        }
        if (asked.kind() == SearchField.Kind.WHOLE) {
            return pattern(asked, getAnalyzer().normalize(field, pattern).utf8ToString());
        }
        return all(
                asked, Wildcards.parts(getAnalyzer().normalize(field, pattern).utf8ToString()));
    }

    @Override
    protected Query getFuzzyQuery(String field, String text, float minSimilarity) throws ParseException {
        if (SearchField.of(field).kind() == SearchField.Kind.PLACE) {
            throw new ParseException("a country takes no ~: write country:NL or country:(NL OR SE)");
        }
        return super.getFuzzyQuery(field, text, minSimilarity);
    }

    /** No term holds a separator, so a pattern with some in it asks for each part. */
    private Query all(SearchField field, List<String> parts) throws ParseException {
        List<Query> queries = new ArrayList<>();
        for (String part : parts) {
            boolean wild = Wildcards.isWild(part);
            Query query = wild ? pattern(field, part) : getFieldQuery(field.label(), Wildcards.unescaped(part), true);
            if (query != null) {
                queries.add(query);
            }
        }
        if (queries.size() == 1) {
            return queries.get(0);
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        queries.forEach(query -> all.add(query, BooleanClause.Occur.MUST));
        return queries.isEmpty() ? null : all.build();
    }

    private Query pattern(SearchField field, String pattern) {
        boolean prefix = pattern.endsWith("*") && !Wildcards.isWild(pattern.substring(0, pattern.length() - 1));
        Query found = prefix
                ? new PrefixQuery(
                        new Term(field.label(), Wildcards.unescaped(pattern.substring(0, pattern.length() - 1))))
                : new WildcardQuery(new Term(field.label(), pattern));
        return field == SearchField.TEXT
                ? either(found, new WildcardQuery(new Term(SearchField.KEY.label(), pattern)))
                : found;
    }

    /** The names of JSON members are text too, only kept elsewhere; a name is one word. */
    private static Query orKey(SearchField field, Query query) {
        boolean word = field == SearchField.TEXT && query instanceof TermQuery;
        return word
                ? either(
                        query,
                        new TermQuery(new Term(
                                SearchField.KEY.label(),
                                ((TermQuery) query).getTerm().bytes())))
                : query;
    }

    private static Query either(Query text, Query key) {
        return new DisjunctionMaxQuery(List.of(text, key), 0);
    }

    private static TimeSpan span(String text) throws ParseException {
        try {
            return TimeSpan.parse(text);
        } catch (DateTimeException e) {
            throw new ParseException("\"" + text + "\" is no time: write 2026-09-07 or 2026-09-07T12:00:00Z, in UTC");
        }
    }

    private static Query within(TimeSpan from, TimeSpan to, boolean withFrom, boolean withTo) {
        long low = from == null ? Long.MIN_VALUE : DocumentForm.micros(withFrom ? from.start() : from.end());
        long high = to == null ? Long.MAX_VALUE : DocumentForm.micros(withTo ? to.end() : to.start()) - 1;
        return LongPoint.newRangeQuery(SearchField.TIME.label(), low, high);
    }
}
