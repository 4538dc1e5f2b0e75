package io.backtrail.evidence;

import java.nio.charset.StandardCharsets;

/** What a file is by its first bytes, when it is no text. */
final class Magic {
    private static final int SNIFFED = 4096;

    private Magic() {}

    static boolean isZip(byte[] head) {
        return starts(head, 'P', 'K', 3, 4) || starts(head, 'P', 'K', 5, 6);
    }

    static boolean isGzip(byte[] head) {
        return starts(head, 0x1F, 0x8B);
    }

    /** Whether a zip archive is a document of Office, by the first names in it. */
    static boolean isOffice(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        return isZip(head) && (text.contains("[Content_Types].xml") || text.contains("_rels/.rels"));
    }

    /** What stands there and what to do, as a sentence; null when the bytes may be text. */
    static String foreign(byte[] head) {
        if (isOffice(head)) {
            return "an Excel workbook or other Office document; export CSV again at the source, since Excel cuts cells at"
                    + " 32,767 characters and rewrites dates";
        }
        if (isZip(head) || isGzip(head)) {
            return "an archive inside an archive; unpack it and import the files";
        }
        if (starts(head, 0xD0, 0xCF, 0x11, 0xE0)) {
            return "an old Office document or Outlook message; export CSV again at the source";
        }
        if (starts(head, 0x89, 'P', 'N', 'G') || starts(head, 0xFF, 0xD8, 0xFF) || starts(head, 'G', 'I', 'F', '8')) {
            return "a picture; import the export that it shows";
        }
        if (starts(head, '%', 'P', 'D', 'F')) {
            return "a PDF document; import the export that it was made from";
        }
        if (starts(head, 'P', 'A', 'R', '1')) {
            return "a Parquet file; export it as CSV or JSON";
        }
        return null;
    }

    /** Whether the start of a file that is not UTF-16 has bytes that no text has. */
    static boolean isBinary(byte[] head) {
        int looked = Math.min(head.length, SNIFFED);
        int zeros = 0;
        for (int i = 0; i < looked; i++) {
            zeros += head[i] == 0 ? 1 : 0;
        }
        // A zero byte or two stand in text that was damaged, or made to be refused.
        return zeros * 100 > looked;
    }

    private static boolean starts(byte[] head, int... magic) {
        if (head.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
