package io.backtrail.intake;

import io.backtrail.evidence.Evidence;
import io.backtrail.evidence.EvidenceInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds out whether the last page of a paged answer says that there are more: {@code @odata.nextLink} or
 * {@code moreRecordsAvailable} beside the list of records. Looks at brackets, quotes and names only.
 */
final class PageMarks {
    private static final int BLOCK = 1 << 16;
    private static final int LONGEST_NAME = 40;

    private final byte[] name = new byte[LONGEST_NAME];
    private int length;
    private int depth;
    private boolean inText;
    private boolean escaped;
    private boolean nextLink;
    private boolean moreRecords;
    private Awaited awaits = Awaited.NOTHING;

    private PageMarks() {}

    /** {@code next-link} or {@code more-records}; empty when there is no such mark, or the file has no pages. */
    static Optional<String> left(EvidenceInput input, Evidence evidence) throws IOException {
        boolean hasPages =
                evidence.dialect().equals("json wrapper") || evidence.dialect().equals("json documents");
        if (!hasPages || evidence.encoding().startsWith("UTF-16")) {
            return Optional.empty();
        }
        PageMarks marks = new PageMarks();
        try (InputStream in = input.open()) {
            byte[] block = new byte[BLOCK];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                for (int i = 0; i < read; i++) {
                    marks.take(block[i]);
                }
            }
        }
        if (marks.nextLink) {
            return Optional.of("next-link");
        }
        return marks.moreRecords ? Optional.of("more-records") : Optional.empty();
    }

    private void take(byte b) {
        if (inText) {
            inText(b);
            return;
        }
        switch (b) {
            case '"' -> {
                nextLink |= awaits == Awaited.LINK;
                awaits = Awaited.NOTHING;
                inText = true;
                length = 0;
            }
            case '{' -> open();
            // A list outside of all objects holds pages, and is none.
            case '[' -> depth += depth == 0 ? 0 : 1;
            case '}', ']' -> depth = Math.max(0, depth - 1);
            case ':' -> awaits = depth == 1 && length <= LONGEST_NAME ? awaitedBehind() : Awaited.NOTHING;
            case ' ', '\t', '\r', '\n' -> {
                // Blanks stand anywhere.
            }
            default -> {
                moreRecords |= awaits == Awaited.TRUTH && b == 't';
                awaits = Awaited.NOTHING;
            }
        }
    }

    /** An object outside of all others is a page; only what the last one says counts. */
    private void open() {
        if (depth == 0) {
            nextLink = false;
            moreRecords = false;
        }
        depth++;
    }

    private void inText(byte b) {
        if (escaped) {
            escaped = false;
        } else if (b == '\\') {
            escaped = true;
        } else if (b == '"') {
            inText = false;
            return;
        }
        if (length < LONGEST_NAME) {
            name[length] = b;
        }
        length++;
    }

    private Awaited awaitedBehind() {
        return switch (new String(name, 0, length, StandardCharsets.US_ASCII)) {
            case "@odata.nextLink", "nextLink", "NextPageUri" -> Awaited.LINK;
            case "moreRecordsAvailable" -> Awaited.TRUTH;
            default -> Awaited.NOTHING;
        };
    }

    /** The value that tells of more pages. */
    private enum Awaited {
        NOTHING,
        LINK,
        TRUTH
    }
}
