package io.backtrail.evidence;

import io.backtrail.problem.Problem;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What came out of one file. */
final class Collected implements RecordSink {
    final List<RawRecord> records = new ArrayList<>();
    final List<RejectedRow> rejects = new ArrayList<>();
    final List<Long> order = new ArrayList<>();
    Evidence evidence;
    long returned;

    /** Identifies and reads a file that is no archive of several. */
    static Collected of(Path file) throws IOException {
        return of(file, null);
    }

    static Collected of(Path file, Shape as) throws IOException {
        List<Problem> problems = new ArrayList<>();
        List<EvidenceInput> inputs = EvidenceFinder.find(file, problems::add);
        if (inputs.size() != 1 || !problems.isEmpty()) {
            throw new IllegalStateException("not one readable file: " + file + " " + problems);
        }
        return of(inputs.get(0), as);
    }

    static Collected of(EvidenceInput input, Shape as) throws IOException {
        Collected all = new Collected();
        all.evidence = EvidenceReader.identify(input, as);
        if (all.evidence.shape() != Shape.UNKNOWN) {
            all.returned = EvidenceReader.read(input, all.evidence, all, bytes -> {});
        }
        return all;
    }

    /** Writes the text and reads it back. */
    static Collected of(Path folder, String name, String text, Charset charset) throws IOException {
        return of(Files.write(folder.resolve(name), text.getBytes(charset)));
    }

    List<String> raws() {
        return records.stream().map(RawRecord::raw).toList();
    }

    List<String> codes() {
        return rejects.stream().map(RejectedRow::code).toList();
    }

    @Override
    public void record(RawRecord record) {
        order.add(record.recordNo());
        if (record.damage() == null) {
            records.add(record);
        } else {
            rejects.add(damaged(record));
        }
    }

    /** Here as there a row without its own record is none; what its columns tell is for another room. */
    private RejectedRow damaged(RawRecord record) {
        byte[] bytes = record.raw().replace('\uFFFD', '?').getBytes(Charset.forName(evidence.encoding()));
        String head = record.raw().length() <= 65_536 / 4
                ? record.raw()
                : record.raw().substring(0, record.raw().offsetByCodePoints(0, 16_384));
        return new RejectedRow(
                record.recordNo(),
                record.byteOffset(),
                record.damage().code(),
                record.damage().reason(),
                head,
                bytes.length);
    }

    @Override
    public void reject(RejectedRow row) {
        order.add(row.recordNo());
        rejects.add(row);
    }
}
