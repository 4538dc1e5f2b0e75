package io.backtrail.normalize;

import io.backtrail.evidence.Evidence;
import io.backtrail.evidence.EvidenceFinder;
import io.backtrail.evidence.EvidenceInput;
import io.backtrail.evidence.EvidenceReader;
import io.backtrail.evidence.RawRecord;
import io.backtrail.evidence.RecordSink;
import io.backtrail.evidence.RejectedRow;
import io.backtrail.evidence.Shape;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file of evidence read to its end, and all that was understood of it as text. */
final class Fixture implements RecordSink {
    private final Normalizer normalizer = new Normalizer();
    final StringBuilder told = new StringBuilder();
    final List<Object> understood = new ArrayList<>();
    final List<String> refused = new ArrayList<>();
    Evidence evidence;
    long rows;

    /** Reads a file of one input as what its content says. */
    static Fixture of(Path file) throws IOException {
        return of(file, null);
    }

    static Fixture of(Path file, Shape as) throws IOException {
        EvidenceInput input = EvidenceFinder.find(file, problem -> {
                    throw new IllegalStateException(problem.toString());
                })
                .get(0);
        Fixture read = new Fixture();
        read.evidence = EvidenceReader.identify(input, as);
        if (read.evidence.shape() != Shape.UNKNOWN) {
            read.rows = EvidenceReader.read(input, read.evidence, read, bytes -> {});
        }
        return read;
    }

    @Override
    public void record(RawRecord record) {
        try {
            Shape shape = evidence.shape();
            Object known = shape.isState() ? normalizer.state(shape, record) : normalizer.normalize(shape, record);
            understood.add(known);
            told.append(record.recordNo()).append('\n');
            write(known, "  ");
        } catch (BadRecordException e) {
            refuse(record.recordNo(), e.code(), e.reason());
        }
    }

    @Override
    public void reject(RejectedRow row) {
        refuse(row.recordNo(), row.code(), row.reason());
    }

    private void refuse(long number, String code, String reason) {
        refused.add(code);
        told.append(number)
                .append("\n  ")
                .append(code)
                .append(": ")
                .append(reason)
                .append('\n');
    }

    /** Writes every component that holds something, one a line, a record inside a record further to the right. */
    private void write(Object record, String indent) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value;
            try {
                value = component.getAccessor().invoke(record);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
            if (value == null || value.equals(List.of()) || value.equals(false)) {
                continue;
            }
            told.append(indent).append(component.getName());
            if (value instanceof List<?> list) {
                told.append('\n');
                list.forEach(each -> told.append(indent)
                        .append("  ")
                        .append(each.toString().replace("\n", "\\n"))
                        .append('\n'));
            } else if (value instanceof Record inner) {
                told.append('\n');
                write(inner, indent + "  ");
            } else {
                told.append(' ').append(value).append('\n');
            }
        }
    }
}
