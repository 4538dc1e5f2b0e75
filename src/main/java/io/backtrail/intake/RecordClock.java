package io.backtrail.intake;

import io.backtrail.evidence.RawRecord;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at the times of audit records without reading them: in what order they stand, and whether the column CreationDate,
 * which tools print in a zone of their own, shows another time of day than the record.
 */
final class RecordClock {
    private static final String NAME = "\"CreationTime\"";
    private static final int ISO = 19;
    private static final int DAY = 24 * 60;
    private static final int FEWEST = 20;

    /** A time of day that ends the text; a word for noon in another language is not understood, and then nothing is said. */
    private static final Pattern CLOCK =
            Pattern.compile("(?<!\\d)(\\d{1,2})[:.](\\d{2})[:.](\\d{2})(?:\\.\\d+)?Z?(?:\\s*([AaPp])\\.?[Mm]\\.?)?$");

    private final RowNotes notes;
    private String before;
    private long earlier;
    private long later;

    RecordClock(RowNotes notes) {
        this.notes = notes;
    }

    void sees(RawRecord record) {
        String time = time(record.raw());
        if (time == null) {
            return;
        }
        if (before != null) {
            int order = time.compareTo(before);
            earlier += order < 0 ? 1 : 0;
            later += order > 0 ? 1 : 0;
        }
        before = time;
        String printed = record.envelope().get("CreationDate");
        if (printed != null && printed.length() < 64) {
            shift(time, printed, record.recordNo());
        }
    }

    /** {@code unsorted} when times go up and down all the way; empty when they do not, or are too few to tell. */
    Optional<String> order() {
        long changes = earlier + later;
        return changes >= FEWEST && Math.min(earlier, later) * 10 >= changes
                ? Optional.of("unsorted")
                : Optional.empty();
    }

    private void shift(String time, String printed, long recordNo) {
        Matcher clock = CLOCK.matcher(printed.strip().replace('\u202F', ' '));
        if (!clock.find() || !time.substring(17, 19).equals(clock.group(3))) {
            return;
        }
        int hour = Integer.parseInt(clock.group(1));
        if (clock.group(4) != null) {
            hour = hour % 12 + (clock.group(4).toLowerCase(Locale.ROOT).equals("p") ? 12 : 0);
        }
        int utc = Integer.parseInt(time.substring(11, 13)) * 60 + Integer.parseInt(time.substring(14, 16));
        int minutes = Math.floorMod(hour * 60 + Integer.parseInt(clock.group(2)) - utc + DAY / 2, DAY) - DAY / 2;
        if (minutes != 0 && minutes % 15 == 0) {
            String sign = minutes < 0 ? "-" : "+";
            int size = Math.abs(minutes);
            String value = String.format(Locale.ROOT, "%s%02d:%02d", sign, size / 60, size % 60);
            notes.add("clock-shift", value, recordNo);
        }
    }

    /** The first CreationTime as it stands, to the second; null when there is none of that form. */
    private static String time(String raw) {
        int at = raw.indexOf(NAME);
        int open = at < 0 ? -1 : raw.indexOf('"', at + NAME.length());
        if (open < 0 || open + 1 + ISO > raw.length() || open - at > NAME.length() + 8) {
            return null;
        }
        String time = raw.substring(open + 1, open + 1 + ISO);
        return isIso(time) ? time : null;
    }

    private static boolean isIso(String time) {
        for (int i = 0; i < ISO; i++) {
            char c = time.charAt(i);
            boolean fits = switch (i) {
                case 4, 7 -> c == '-';
                case 10 -> c == 'T' || c == ' ';
                case 13, 16 -> c == ':';
                default -> c >= '0' && c <= '9';
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
