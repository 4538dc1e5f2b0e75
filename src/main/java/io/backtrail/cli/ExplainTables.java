package io.backtrail.cli;

import io.backtrail.model.Column;
import io.backtrail.model.Table;
import io.backtrail.print.JsonText;
import io.backtrail.reconstruct.ScoreSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The parts of an explanation as tables, and their place on the page. */
final class ExplainTables {
    private final Backtrail top;

    ExplainTables(Backtrail top) {
        this.top = top;
    }

    /** A heading and its table; nothing for an empty one. */
    void part(String heading, Table table) {
        if (!table.rows().isEmpty()) {
            top.out().println(heading);
            top.print(table);
            top.out().println();
        }
    }

    /** One row a reason, with the sum so far. */
    static Table lines(ScoreSum sum) {
        List<List<Object>> rows = new ArrayList<>();
        int soFar = 0;
        for (ScoreSum.Line line : sum.lines()) {
            soFar += line.db();
            rows.add(List.of(
                    (long) line.ordinal(),
                    line.family(),
                    line.part().word(),
                    (long) line.db(),
                    (long) soFar,
                    line.text(),
                    line.events()));
        }
        return new Table(
                List.of(
                        new Column("ordinal", "bigint"),
                        new Column("family", "varchar"),
                        new Column("part", "varchar"),
                        new Column("db", "bigint"),
                        new Column("sum", "bigint"),
                        new Column("text", "varchar"),
                        new Column("events", "varchar[]")),
                rows);
    }

    /** One row a family. */
    static Table families(ScoreSum sum) {
        List<List<Object>> rows = new ArrayList<>();
        for (ScoreSum.Family family : sum.families()) {
            rows.add(Arrays.asList(
                    family.name(),
                    (long) family.against(),
                    (long) family.owner(),
                    (long) family.adjusted(),
                    (long) family.counted(),
                    number(family.floor()),
                    number(family.cap())));
        }
        return new Table(
                List.of(
                        new Column("family", "varchar"),
                        new Column("for_attacker", "bigint"),
                        new Column("for_owner", "bigint"),
                        new Column("damping", "bigint"),
                        new Column("counted", "bigint"),
                        new Column("floor", "bigint"),
                        new Column("cap", "bigint")),
                rows);
    }

    /** Reasons, families and their sum as fields of the object that is open. */
    static void write(JsonText json, ScoreSum sum) {
        json.field("reasons", lines(sum)).field("families", families(sum)).field("sum", (long) sum.total());
    }

    /** The one row of a table as an object of that name. */
    static void object(JsonText json, String name, Table table) {
        json.name(name).beginObject();
        for (int i = 0; i < table.columns().size(); i++) {
            json.field(table.columns().get(i).name(), table.rows().get(0).get(i));
        }
        json.endObject();
    }

    private static Long number(Integer bound) {
        return bound == null ? null : Long.valueOf(bound);
    }
}
