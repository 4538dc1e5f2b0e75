package io.backtrail.evaluate;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.example.Alteration;
import io.backtrail.example.Answers;
import io.backtrail.example.Scale;
import io.backtrail.store.CaseReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One tenant reconstructed from its plain exports, and again from each alteration of them that must not matter. */
public final class Metamorphosis {
    private static final int MOST_EXAMPLES = 5;

    private final Evaluation evaluation;
    private final Subject subject;
    private final Scale scale;
    private final Path folder;
    private final String who;
    private Answers answers;
    private Map<String, Said> plain;

    private record Said(String verdict, long score) {
        boolean accused() {
            return verdict.equals("attacker") || verdict.equals("suspect");
        }
    }

    /**
     * Works in {@code folder}, which does not exist yet.
     *
     * @param who name for the locks of the cases
     */
    public Metamorphosis(Evaluation evaluation, Subject subject, Scale scale, Path folder, String who) {
        this.evaluation = evaluation;
        this.subject = subject;
        this.scale = scale;
        this.folder = folder;
        this.who = who;
    }

    /** Reconstructs the tenant and its alterations, and compares record by record. */
    public List<Sameness> run(List<Alteration> alterations) throws IOException {
        plain = verdicts(Alteration.NONE);
        answers = Answers.read(folder.resolve(Alteration.NONE.word()).resolve("labels"));
        List<Sameness> all = new ArrayList<>();
        for (Alteration alteration : alterations) {
            all.add(compare(alteration, verdicts(alteration)));
        }
        return all;
    }

    private Map<String, Said> verdicts(Alteration alteration) throws IOException {
        CaseDirectory made = evaluation.reconstruct(subject, scale, alteration, folder.resolve(alteration.word()), who);
        Map<String, Said> verdicts = new TreeMap<>();
        try (CaseReader reader = CaseReader.open(made.database())) {
            reader.scan(
                    "SELECT e.family, e.event_id, v.verdict, v.score FROM verdict AS v JOIN event_core AS e USING (event_seq)",
                    List.of(),
                    row -> verdicts.put(Answers.key(row.text(0), row.text(1)), new Said(row.text(2), row.number(3))));
        }
        return verdicts;
    }

    private Sameness compare(Alteration alteration, Map<String, Said> now) {
        int[] counts = new int[5];
        List<String> examples = new ArrayList<>();
        plain.forEach((key, before) -> {
            String label = answers.labels().get(key);
            if (label == null) {
                return;
            }
            Said after = now.getOrDefault(key, new Said("gone", Long.MIN_VALUE));
            boolean guilty = label.equals("attacker");
            counts[0]++;
            counts[4] += before.score() == after.score() ? 0 : 1;
            if (!before.verdict().equals(after.verdict())) {
                counts[1]++;
                counts[2] += guilty && before.accused() && !after.accused() ? 1 : 0;
                counts[3] += !guilty && !before.accused() && after.accused() ? 1 : 0;
                if (examples.size() < MOST_EXAMPLES) {
                    examples.add(key + " of the " + label + ": " + before.verdict() + ' ' + before.score() + " became "
                            + after.verdict() + ' ' + after.score());
                }
            }
        });
        return new Sameness(subject, alteration, counts[0], counts[1], counts[2], counts[3], counts[4], examples);
    }
}
