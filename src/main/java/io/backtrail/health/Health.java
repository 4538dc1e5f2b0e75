package io.backtrail.health;

import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Asks a case what its evidence does not hold. */
public final class Health {
    private static final List<HealthTest> TESTS = List.of(
            new UnreadFiles(),
            new MissingResults(),
            new VoidResults(),
            new RowCaps(),
            new CutTail(),
            new CutCells(),
            new ItemCounts(),
            new Throttling(),
            new PagesLeft(),
            new LogSearches(),
            new RetentionEdge(),
            new NamedRange(),
            new DayEnd(),
            new UnsortedFile(),
            new SilentHours(),
            new ScopeFilters(),
            new AbsentKinds(),
            new AuditState(),
            new AlteredFiles(),
            new Conflicts(),
            new SignInRatio(),
            new UnrecordedMail(),
            new LateTail(),
            new Floods(),
            new SilentMailboxes());

    private static final Comparator<HealthFinding> GRAVEST_FIRST = Comparator.comparingInt(HealthFinding::rank)
            .thenComparing(HealthFinding::code)
            .thenComparing(HealthFinding::from, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(HealthFinding::account, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(HealthFinding::text);

    private Health() {}

    /** Everything: findings and grid. */
    public static HealthReport of(CaseReader reader) {
        return new HealthReport(findings(reader), CoverageGrid.of(reader));
    }

    /** The findings alone, the gravest first. */
    public static List<HealthFinding> findings(CaseReader reader) {
        List<HealthFinding> found = new ArrayList<>();
        for (HealthTest test : TESTS) {
            found.addAll(test.look(reader));
        }
        found.sort(GRAVEST_FIRST);
        return List.copyOf(found);
    }
}
