package io.backtrail.search;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.util.BytesRef;

/** Fills the fields of one document after another; used by one thread at a time. */
final class DocumentForm {
    static final String SEQUENCE = "event_seq";
    static final String EVENT_ID = "event_id";
    static final String SHOWN_ACCOUNT = "shown_account";
    static final String SHOWN_OPERATION = "shown_operation";

    private static final FieldType WORDS = type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, true);
    private static final FieldType NAMES = type(IndexOptions.DOCS, true);
    private static final FieldType WHOLE = type(IndexOptions.DOCS, false);

    private final KeyNames keys = new KeyNames();
    private final TextStream text = new TextStream(new Tokens(Tokens.Side.RECORD, keys));
    private final Field textField = new Field(SearchField.TEXT.label(), text, WORDS);
    private final Field keyField = new Field(SearchField.KEY.label(), new KeyStream(keys), NAMES);
    private final Map<SearchField, TextStream> columns = new EnumMap<>(SearchField.class);

    /** The document's fields; the text comes before the keys, which are met in it. Valid until the next call. */
    List<IndexableField> fill(SearchDocument document) {
        keys.clear();
        text.over(document.raw());
        List<IndexableField> fields = new ArrayList<>(24);
        fields.add(textField);
        fields.add(keyField);
        addSearched(fields, document);
        addShown(fields, document);
        return fields;
    }

    /** The value that stands in the index for a column that is asked as a whole. */
    static String whole(SearchField field, String value) {
        String lower = value.strip().toLowerCase(Locale.ROOT);
        String term = field == SearchField.IP ? address(lower) : lower;
        return term.length() <= Tokens.LONGEST ? term : term.substring(0, Tokens.LONGEST);
    }

    /** One form for each address; an IPv4-mapped one is the IPv4 address. */
    private static String address(String written) {
        String canonical = Ipv6.canonical(written);
        String mapped = canonical == null ? null : Ipv6.mappedIpv4(canonical);
        return mapped != null ? mapped : canonical != null ? canonical : written;
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private void addSearched(List<IndexableField> fields, SearchDocument document) {
        addWords(fields, SearchField.ACCOUNT, document.account());
        addWords(fields, SearchField.OPERATION, document.operation());
        addWords(fields, SearchField.MAILBOX, document.mailbox());
        addWords(fields, SearchField.SUBJECT, document.subject());
        addWords(fields, SearchField.SUMMARY, document.summary());
        addWhole(fields, SearchField.IP, document.clientIp());
        addWhole(fields, SearchField.SESSION, document.sessionId());
        addWhole(fields, SearchField.APP, document.appId());
        addWhole(fields, SearchField.RESULT, document.result());
        addWhole(fields, SearchField.WORKLOAD, document.workload());
        addWhole(fields, SearchField.ID, document.eventId());
    }

    private static void addShown(List<IndexableField> fields, SearchDocument document) {
        long time = micros(document.eventTime());
        fields.add(new LongPoint(SearchField.TIME.label(), time));
        fields.add(new NumericDocValuesField(SearchField.TIME.label(), time));
        fields.add(new NumericDocValuesField(SEQUENCE, document.eventSeq()));
        fields.add(new StoredField(EVENT_ID, document.eventId()));
        fields.add(new SortedDocValuesField(SHOWN_OPERATION, bytes(document.operation())));
        if (document.account() != null) {
            fields.add(new SortedDocValuesField(SHOWN_ACCOUNT, bytes(document.account())));
        }
    }

    private void addWords(List<IndexableField> fields, SearchField field, String value) {
        if (value != null) {
            TextStream stream =
                    columns.computeIfAbsent(field, f -> new TextStream(new Tokens(Tokens.Side.COLUMN, new KeyNames())));
            fields.add(new Field(field.label(), stream.over(value), WORDS));
        }
    }

    private static void addWhole(List<IndexableField> fields, SearchField field, String value) {
        if (value != null) {
            fields.add(new Field(field.label(), whole(field, value), WHOLE));
        }
    }

    /** Lucene refuses longer ones, and nobody reads them. */
    private static BytesRef bytes(String value) {
        return new BytesRef(value.length() <= 4096 ? value : value.substring(0, 4096));
    }

    private static FieldType type(IndexOptions options, boolean tokenized) {
        FieldType type = new FieldType();
        type.setIndexOptions(options);
        type.setOmitNorms(true);
        type.setTokenized(tokenized);
        type.freeze();
        return type;
    }
}
