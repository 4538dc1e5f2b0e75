package io.backtrail.intake;

import io.backtrail.evidence.RawRecord;
import io.backtrail.store.SourceNote;
import java.util.Optional;

/**
 * Finds out whether a table lost its foreign letters: Export-Csv of Windows PowerShell writes ASCII unless told otherwise and
 * puts a question mark for every other letter. Told by question marks inside words of a file that has no foreign letter left.
 */
final class LostLetters {
    private static final int BACK = 300;

    private boolean hasForeign;
    private long rows;
    private long firstRecord;

    void sees(RawRecord record) {
        if (hasForeign) {
            return;
        }
        String raw = record.raw();
        boolean lost = false;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c >= 0x80) {
                hasForeign = true;
                return;
            }
            lost = lost || c == '?' && isInWord(raw, i);
        }
        if (lost) {
            firstRecord = rows == 0 ? record.recordNo() : firstRecord;
            rows++;
        }
    }

    Optional<SourceNote> note() {
        return hasForeign || rows == 0
                ? Optional.empty()
                : Optional.of(new SourceNote("encoding-loss", "", rows, firstRecord));
    }

    /** Between two letters, and not where an address of the web begins its query. */
    private static boolean isInWord(String raw, int at) {
        boolean between = at > 0
                && at + 1 < raw.length()
                && Character.isLetter(raw.charAt(at - 1))
                && Character.isLetter(raw.charAt(at + 1));
        if (!between) {
            return false;
        }
        for (int i = at - 1; i >= Math.max(0, at - BACK); i--) {
            char c = raw.charAt(i);
            if (c == '"') {
                return true;
            }
            if (c == '/' || c == '.' && raw.indexOf('=', at) > 0 && raw.indexOf('=', at) < raw.indexOf('"', at)) {
                return false;
            }
        }
        return true;
    }
}
