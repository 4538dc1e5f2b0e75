package io.backtrail.example;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes to the text of a record that hold for every log: times moved, fields emptied. */
final class LineText {
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
    private static final String VALUE = "(?:[^\"\\\\]|\\\\.)*";

    private LineText() {}

    /** Moves every time in the text; what stands for no time at all, as 1601, stays. */
    static String moved(String text, Duration by) {
        return TIME.matcher(text).replaceAll(found -> {
            LocalDateTime time = LocalDateTime.parse(found.group());
            return time.getYear() < 2000
                    ? found.group()
                    : Recorder.zoneless(time.plus(by).toInstant(ZoneOffset.UTC));
        });
    }

    /** Empties fields of these names (joined with {@code |}), as keys and as names of pairs of Name and Value. */
    static UnaryOperator<String> emptied(String keys, String names) {
        Pattern key = Pattern.compile("(\"(?:" + keys + ")\":)\"" + VALUE + "\"");
        Pattern pair =
                Pattern.compile("(\"(?:Name|key)\":\"(?:" + names + ")\",\"(?:Value|value)\":)\"" + VALUE + "\"");
        Pattern inner = Pattern.compile("(\\\\\"(?:" + names + ")\\\\\":)\\\\\"(?:(?!\\\\\").)*\\\\\"");
        return text -> {
            String keysGone = key.matcher(text).replaceAll("$1\"\"");
            String pairsGone = pair.matcher(keysGone).replaceAll("$1\"\"");
            return inner.matcher(pairsGone).replaceAll(found -> Matcher.quoteReplacement(found.group(1) + "\\\"\\\""));
        };
    }
}
