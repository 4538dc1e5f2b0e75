package io.backtrail.normalize;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;

/**
 * Times as exports write them. A time without a zone is UTC: the audit log knows no other. Dates before 1970, such as
 * year 1 and 1601, are the services' way to say unknown.
 */
final class TimeText {
    private static final int NANO_DIGITS = 9;
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

    private final String text;
    private int at;

    private TimeText(String text) {
        this.text = text;
    }

    /** The instant that {@code text} names in ISO 8601 or as {@code /Date(ms)/}, or null. */
    static Instant iso(String text) {
        return text == null ? null : sane(read(text.strip()));
    }

    /**
     * The instant that a column printed in some culture names, or null. A twelve-hour clock is read month first, a
     * twenty-four-hour clock with slashes day first, unless a number above 12 settles it; dots are always day first.
     */
    static Instant anyCulture(String text) {
        Instant exact = iso(text);
        return exact != null || text == null ? exact : sane(new TimeText(text.strip()).cultural());
    }

    private static Instant sane(Instant instant) {
        return instant == null || instant.getEpochSecond() < 0 ? null : instant;
    }

    private static Instant read(String text) {
        if (text.startsWith("/Date(") || text.startsWith("\\/Date(")) {
            return dotNet(text);
        }
        return new TimeText(text).isoInstant();
    }

    /** Milliseconds since 1970 UTC; an offset behind them says how to print it and moves nothing. */
    private static Instant dotNet(String text) {
        TimeText rest = new TimeText(text);
        rest.at = text.indexOf('(') + 1;
        int start = rest.at;
        long millis = 0;
        while (rest.digit() >= 0 && rest.at - start < 15) {
            millis = millis * 10 + rest.digit();
            rest.at++;
        }
        return rest.at == start ? null : Instant.ofEpochMilli(millis);
    }

    private Instant isoInstant() {
        int year = number(4, 4);
        boolean date = year > 0 && skip('-');
        int month = date ? number(2, 2) : -1;
        date &= skip('-');
        int day = date ? number(2, 2) : -1;
        if (!date || day < 0 || !skip('T') && !skip(' ') && !skip('t')) {
            return null;
        }
        return clock(year, month, day, false);
    }

    /** {@code Jun 1, 2023 @ 13:12:18.000} and {@code Jul 18, 2026 2:08:56 PM}, as pages in English print it. */
    private Instant named() {
        int month = text.length() < 3 ? -1 : MONTHS.indexOf(text.substring(0, 3).toLowerCase(Locale.ROOT));
        if (month < 0 || month % 3 != 0) {
            return null;
        }
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        skipBlanks();
        int day = number(1, 2);
        skip(',');
        skipBlanks();
        int year = number(4, 4);
        skip(',');
        skipBlanks();
        skip('@');
        skipBlanks();
        return day < 0 || year < 0 ? null : clock(year, month / 3 + 1, day, true);
    }

    private Instant cultural() {
        if (!text.isEmpty() && Character.isLetter(text.charAt(0))) {
            return named();
        }
        int first = number(1, 4);
        char mark = at < text.length() ? text.charAt(at) : 0;
        if (first < 0 || mark != '/' && mark != '.' && mark != '-') {
            return null;
        }
        at++;
        int second = number(1, 2);
        if (second < 0 || !skip(mark)) {
            return null;
        }
        int third = number(1, 4);
        if (third < 0) {
            return null;
        }
        skip(',');
        skipBlanks();
        if (first > 31) {
            return clock(first, second, third, true);
        }
        boolean monthFirst = second > 12 || first <= 12 && mark == '/' && saysHalfDay();
        return monthFirst ? clock(third, first, second, true) : clock(third, second, first, true);
    }

    private boolean saysHalfDay() {
        char last = text.charAt(text.length() - 1);
        return last == 'M' || last == 'm';
    }

    private Instant clock(int year, int month, int day, boolean halfDays) {
        int hour = number(1, 2);
        int minute = skip(':') ? number(2, 2) : -1;
        int second = minute >= 0 && skip(':') ? number(2, 2) : 0;
        int nano = second >= 0 && (skip('.') || skip(',')) ? fraction() : 0;
        if (halfDays) {
            hour = wholeDay(hour);
        }
        int offset = offsetSeconds();
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60 || nano < 0) {
            return null;
        }
        if (offset == Integer.MIN_VALUE) {
            return null;
        }
        try {
            long days = LocalDate.of(year, month, day).toEpochDay();
            return Instant.ofEpochSecond(days * 86_400 + hour * 3_600L + minute * 60L + second - offset, nano);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private int wholeDay(int hour) {
        skipBlanks();
        boolean afternoon = text.regionMatches(true, at, "PM", 0, 2);
        if (!afternoon && !text.regionMatches(true, at, "AM", 0, 2)) {
            return hour;
        }
        at += 2;
        return hour < 1 || hour > 12 ? -1 : hour % 12 + (afternoon ? 12 : 0);
    }

    /** Seconds east of Greenwich, 0 without a zone, and MIN_VALUE for what is no zone. */
    private int offsetSeconds() {
        skipBlanks();
        if (at == text.length()) {
            return 0;
        }
        if (text.length() - at == 1 && skip('Z') || text.length() - at == 1 && skip('z')) {
            return 0;
        }
        if (text.regionMatches(true, at, "UTC", 0, 3) && at + 3 == text.length()) {
            return 0;
        }
        int sign = skip('+') ? 1 : skip('-') ? -1 : 0;
        int hours = sign == 0 ? -1 : number(2, 2);
        skip(':');
        int minutes = hours < 0 ? -1 : at == text.length() ? 0 : number(2, 2);
        boolean read = hours >= 0 && hours <= 18 && minutes >= 0 && at == text.length();
        return read ? sign * (hours * 3_600 + minutes * 60) : Integer.MIN_VALUE;
    }

    private int fraction() {
        int nano = 0;
        int digits = 0;
        while (digit() >= 0) {
            nano = digits < NANO_DIGITS ? nano * 10 + digit() : nano;
            digits++;
            at++;
        }
        for (int i = digits; i < NANO_DIGITS; i++) {
            nano *= 10;
        }
        return digits == 0 ? -1 : nano;
    }

    private int number(int fewest, int most) {
        int value = 0;
        int start = at;
        while (at - start < most && digit() >= 0) {
            value = value * 10 + digit();
            at++;
        }
        return at - start < fewest ? -1 : value;
    }

    private int digit() {
        char c = at < text.length() ? text.charAt(at) : 0;
        return c >= '0' && c <= '9' ? c - '0' : -1;
    }

    private boolean skip(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    /** Skips blanks, also the narrow no-break space that newer .NET puts before AM. */
    private void skipBlanks() {
        while (at < text.length()
                && (Character.isWhitespace(text.charAt(at)) || Character.isSpaceChar(text.charAt(at)))) {
            at++;
        }
    }
}
