package io.backtrail.health;

import io.backtrail.model.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Numbers, times and names as sentences have them. */
final class Words {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Words() {}

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 row}, {@code 1,200 rows}. */
    static String count(long number, String one, String many) {
        return number(number) + " " + (number == 1 ? one : many);
    }

    static String time(Instant time) {
        return MINUTE.format(time);
    }

    /** The last part of a path, which is what people call a file. */
    static String file(Row row, int column) {
        String path = row.text(column);
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    /** The names with commas, cut after some. */
    static String list(List<String> names, int most) {
        List<String> shown = names.subList(0, Math.min(most, names.size()));
        return String.join(", ", shown)
                + (names.size() > most ? " and " + number(names.size() - (long) most) + " more" : "");
    }
}
