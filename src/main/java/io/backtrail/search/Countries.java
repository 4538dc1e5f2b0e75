package io.backtrail.search;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;
import org.apache.lucene.util.automaton.Operations;

/**
 * The countries of a case with the addresses in each. A record names no country, so none is in the index: a country in a
 * query stands for its addresses as the address data know them today.
 */
final class Countries {
    private final Supplier<Map<String, List<String>>> addresses;

    /** {@code addresses} by country is asked when a query names one. */
    Countries(Supplier<Map<String, List<String>>> addresses) {
        this.addresses = addresses;
    }

    /** Events from a country of this name, in any case. */
    Query named(String name) {
        return from(DocumentForm.whole(SearchField.COUNTRY, name)::equals);
    }

    /** Events from countries whose lower-case names fit. */
    Query like(String pattern) {
        CharacterRunAutomaton fits = new CharacterRunAutomaton(Operations.determinize(
                WildcardQuery.toAutomaton(new Term(SearchField.COUNTRY.label(), pattern)),
                Operations.DEFAULT_DETERMINIZE_WORK_LIMIT));
        return from(fits::run);
    }

    /** Events from countries between these two; null is no bound. */
    Query between(String low, String high, boolean withLow, boolean withHigh) {
        return from(name -> (low == null || name.compareTo(low) >= (withLow ? 0 : 1))
                && (high == null || name.compareTo(high) <= (withHigh ? 0 : -1)));
    }

    private Query from(Predicate<String> fits) {
        List<BytesRef> terms = addresses.get().entrySet().stream()
                .filter(country -> fits.test(DocumentForm.whole(SearchField.COUNTRY, country.getKey())))
                .flatMap(country -> country.getValue().stream())
                .map(address -> new BytesRef(DocumentForm.whole(SearchField.IP, address)))
                .toList();
        return terms.isEmpty()
                ? new MatchNoDocsQuery("no address of the case is there")
                : new TermInSetQuery(SearchField.IP.label(), terms);
    }
}
