package io.backtrail.evidence;

/** Counts what is UTF-8 in a stream of bytes and what is not, block by block. */
final class Utf8Census {
    private long sequences;
    private long strays;
    private int missing;

    void add(byte[] block, int length) {
        for (int i = 0; i < length; i++) {
            int b = block[i];
            if (b >= 0 && missing == 0) {
                continue;
            }
            if (missing > 0) {
                if ((b & 0xC0) == 0x80) {
                    missing--;
                    sequences += missing == 0 ? 1 : 0;
                    continue;
                }
                strays++;
                missing = 0;
            }
            lead(b & 0xFF);
        }
    }

    private void lead(int b) {
        if (b < 0x80) {
            return;
        }
        if (b >= 0xC2 && b <= 0xDF) {
            missing = 1;
        } else if (b >= 0xE0 && b <= 0xEF) {
            missing = 2;
        } else if (b >= 0xF0 && b <= 0xF4) {
            missing = 3;
        } else {
            strays++;
        }
    }

    /**
     * UTF-8 unless the stray bytes outweigh the sequences: one damaged byte must not turn a whole file into another
     * encoding. A sequence cut by the end of the file is no stray.
     */
    Encoding encoding() {
        return strays > sequences ? Encoding.WINDOWS_1252 : Encoding.UTF_8;
    }
}
