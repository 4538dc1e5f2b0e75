package io.backtrail.evaluate;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.example.Alteration;
import io.backtrail.example.Scale;
import io.backtrail.store.CaseReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the reconstruction says of a tenant in which nobody was taken over.
 *
 * @param subject the tenant
 * @param people how many work there
 * @param accounts accounts with a verdict, and those called attacker and suspect
 * @param sessions sessions weighed, and those called so
 * @param events events weighed, and those called so
 * @param faults accounts called so, with the strongest reasons
 */
public record CleanTenant(
        Subject subject, int people, Called accounts, Called sessions, Called events, List<String> faults) {
    /** The smallest firm that the example can live in; smaller ones are a part of one. */
    private static final int SMALLEST = 26;

    private static final int LARGEST = 1_000;

    /** So many in all, so many called attacker, so many called suspect. */
    public record Called(long all, long accused, long suspected) {}

    public CleanTenant {
        faults = List.copyOf(faults);
    }

    /** True for a number of people that an example tenant can have. */
    public static boolean isPossible(int people) {
        return people >= 1 && people <= LARGEST;
    }

    /**
     * Makes the tenant in {@code folder}, which does not exist yet, and reconstructs it.
     *
     * @param subject a scenario without an attack
     * @param who name for the lock of the case
     */
    public static CleanTenant run(Evaluation evaluation, Subject subject, int people, Path folder, String who)
            throws IOException {
        boolean part = people < SMALLEST;
        Scale scale = part ? Scale.demo() : new Scale(people, people > 750 ? 21 : 28);
        Alteration alteration = part ? Alteration.onlyPeople(people) : Alteration.NONE;
        CaseDirectory made = evaluation.reconstruct(subject, scale, alteration, folder, who);
        try (CaseReader reader = CaseReader.open(made.database())) {
            return new CleanTenant(
                    subject,
                    people,
                    called(reader, "account_verdict"),
                    called(reader, "session"),
                    called(reader, "verdict"),
                    reader
                            .query(
                                    "SELECT concat(account, ': ', verdict, ' ', score, '; ', why) FROM account_verdict"
                                            + " WHERE verdict IN ('attacker', 'suspect') ORDER BY score DESC, account",
                                    List.of())
                            .rows()
                            .stream()
                            .map(row -> (String) row.get(0))
                            .toList());
        }
    }

    private static Called called(CaseReader reader, String table) {
        List<Object> counts = reader.query(
                        "SELECT count(*), count(*) FILTER (WHERE verdict = 'attacker'),"
                                + " count(*) FILTER (WHERE verdict = 'suspect') FROM " + table
                                + " WHERE verdict <> 'system'",
                        List.of())
                .rows()
                .get(0);
        return new Called((Long) counts.get(0), (Long) counts.get(1), (Long) counts.get(2));
    }
}
