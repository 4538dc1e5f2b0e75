package io.backtrail.investigate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at the words of a query: one SELECT, the same answer every time, in one order. */
final class SelectCheck {
    private static final Pattern VOLATILE = Pattern.compile(
            "\\b(?:(?:now|random|uuid|gen_random_uuid|today|get_current_timestamp|get_current_time|nextval|setseed"
                    + "|transaction_timestamp)\\s*\\(|current_date\\b|current_time\\b|current_timestamp\\b|localtime\\b"
                    + "|localtimestamp\\b)");
    private static final Pattern OTHER_STATEMENT = Pattern.compile("\\b(?:insert\\s+into|delete\\s+from|update\\s+\\w+"
            + "\\s+set|merge\\s+into|copy|attach|create|drop|alter|install|load|pragma|set\\s+variable)\\b");
    /** Aggregates that take whichever of several rows comes first. */
    private static final Pattern LOOSE =
            Pattern.compile("\\b(?:any_value|mode|first|last)\\s*\\((?![^()]*order by)[^()]*\\)");
    /** What only DuckDB knows among the engines that the SQL may be carried to. */
    private static final Pattern DUCKDB = Pattern.compile(
            "\\b(?:qualify|asof|unnest|string_split|string_agg|list\\w*|array_agg|regexp_\\w+|epoch)\\b");

    private final Investigation said;
    private final SqlText sql;
    private final Teller teller;

    SelectCheck(Investigation said, SqlText sql, Teller teller) {
        this.said = said;
        this.sql = sql;
        this.teller = teller;
    }

    void all() {
        oneSelect();
        steady();
        ordered();
        engine();
    }

    private void oneSelect() {
        String text = sql.words().strip();
        String body = text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
        boolean reads = body.startsWith("select") || body.startsWith("with");
        int second = body.indexOf(';');
        Matcher other = OTHER_STATEMENT.matcher(sql.outermost());
        if (!reads || second >= 0) {
            int line = second >= 0 ? sql.line(sql.words().indexOf(';')) : 1;
            String found =
                    body.isEmpty() ? "nothing" : body.substring(second + 1).strip();
            teller.tell("query.statement", line, "exactly one SELECT", found, "keep one SELECT a file");
        } else if (other.find()) {
            int line = sql.line(other.start());
            teller.tell("query.statement", line, "a SELECT that only reads", other.group(), "take it out");
        }
    }

    private void steady() {
        Matcher match = VOLATILE.matcher(sql.words());
        while (match.find()) {
            String help = "evidence has no now; take a parameter";
            teller.tell("query.volatile", sql.line(match.start()), "the same answer every day", match.group(), help);
        }
        Matcher loose = LOOSE.matcher(sql.words());
        while (loose.find()) {
            String help = "rows come in any order; as mode(x ORDER BY x), or min(x)";
            teller.tell("query.volatile", sql.line(loose.start()), "the same answer every time", loose.group(), help);
        }
    }

    private void ordered() {
        String text = sql.outermost();
        int order = text.lastIndexOf("order by");
        boolean hasId = said.columns().stream().anyMatch(c -> c.name().equals("event_id"));
        if (order < 0 || hasId && !text.substring(order).matches("(?s).*\\bevent_id\\b.*")) {
            int line = order < 0 ? sql.line(sql.words().length()) : sql.line(order);
            String found = order < 0 ? "no ORDER BY" : text.substring(order).strip();
            String help = "equal rows would come in any order; end it with event_id where that is a column";
            teller.tell("query.order", line, "an ORDER BY that leaves nothing open", found, help);
        }
    }

    private void engine() {
        Matcher match = DUCKDB.matcher(sql.words());
        if (match.find() && !said.sql().contains("--| engine:")) {
            String help = "say '--| engine: duckdb' in the head";
            teller.tell("query.engine", sql.line(match.start()), "SQL of every engine", match.group(), help);
        }
    }

    /** Hears of a fault. */
    interface Teller {
        void tell(String code, int line, String expected, String found, String help);
    }
}
