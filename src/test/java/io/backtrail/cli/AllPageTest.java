package io.backtrail.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.health.Answer;
import io.backtrail.health.Conclusion;
import io.backtrail.health.HealthFinding;
import io.backtrail.investigate.Catalogue;
import io.backtrail.investigate.FindingRow;
import io.backtrail.investigate.Findings;
import io.backtrail.model.Column;
import io.backtrail.model.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AllPageTest {
    private static final Catalogue CATALOGUE = Catalogue.load(List.of(Path.of("queries")), problem -> {});
    private static final HealthFinding CAP =
            new HealthFinding("row-cap", "high", null, null, null, null, "a cap", List.of());

    @Test
    void standsTheAccountWithTheGravestKindsFirstAndItsBestTiedLineOnTop() {
        AllPage page = new AllPage(List.of(
                answer(
                        "signin-new-country",
                        row("high", null, "amy"),
                        row("high", null, "amy"),
                        row("high", null, "jo")),
                answer("mail-accessed-exposure", row("critical", "B", "jo"), row("critical", "A", "jo")),
                answer("password-spray", row("high", null, null)),
                answer("posture-failed-logins", row("info", null, "bo"))));
        assertEquals(
                List.of(
                        "jo critical A 2 mail-accessed-exposure",
                        "jo high null 1 signin-new-country",
                        "(the tenant) high null 1 password-spray",
                        "amy high null 2 signin-new-country"),
                firstCells(page.screen()));
    }

    @Test
    void fitsOnAScreenAndSaysWhatItLeavesOut() {
        List<FindingRow> many = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            many.add(row("high", null, "account" + i));
        }
        AllPage page = new AllPage(List.of(answer("signin-new-country", many.toArray(FindingRow[]::new))));
        assertEquals(24, page.screen().rows().size());
        assertTrue(page.beneath(page.screen()).get(0).startsWith("16 more kinds of findings, 40 accounts in all"));
        assertEquals(40, page.whole().rows().size());
    }

    @Test
    void saysBesideEveryNothingWhatItIsWorth() {
        AllPage page = new AllPage(List.of(
                nothing("password-spray", Conclusion.NOT_FOUND),
                nothing("mailbox-forwarding", Conclusion.CANNOT_TELL, CAP),
                nothing("mailbox-delegation", Conclusion.CANNOT_TELL, CAP)));
        assertEquals(
                List.of(
                        "nothing found, and no hole bears on it: password-spray",
                        "the evidence cannot tell; row-cap (high): mailbox-forwarding, mailbox-delegation"),
                page.beneath(page.screen()));
        assertEquals(3, page.whole().rows().size());
    }

    @Test
    void doesNotCountTwiceWhatAViewOfTheWholeSaysAgain() {
        AllPage page = new AllPage(List.of(answer("ato-timeline", row("critical", null, "jo"))));
        assertEquals(List.of(), page.screen().rows());
        assertEquals(
                List.of("rows about the evidence and the case as a whole: ato-timeline 1"),
                page.beneath(page.screen()));
        assertEquals(1, page.whole().rows().size());
    }

    private static List<String> firstCells(Table table) {
        return table.rows().stream()
                .map(row -> row.get(0) + " " + row.get(1) + " " + row.get(2) + " " + row.get(3) + " " + row.get(4))
                .toList();
    }

    private static FindingRow row(String severity, String grade, String account) {
        return new FindingRow(severity, grade, account, "something happened");
    }

    private static Answer answer(String id, FindingRow... rows) {
        return new Answer(findings(id, rows.length), Arrays.asList(rows), List.of(), true, null, Conclusion.FOUND);
    }

    private static Answer nothing(String id, Conclusion conclusion, HealthFinding... holes) {
        return new Answer(findings(id, 0), List.of(), Arrays.asList(holes), true, null, conclusion);
    }

    private static Findings findings(String id, int rows) {
        List<List<Object>> cells = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            cells.add(List.of("x"));
        }
        return new Findings(
                CATALOGUE.find(id), new TreeMap<>(), new Table(List.of(new Column("x", "varchar")), cells), false);
    }
}
