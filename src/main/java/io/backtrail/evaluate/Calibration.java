package io.backtrail.evaluate;

import io.backtrail.example.Answers;
import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often a score is right: of the events and sessions in each band of scores, how many are the attacker's. Activity that a
 * rule set aside as the service's own has no score and is left out.
 *
 * @param bands from the highest scores to the lowest
 * @param squares sum of the squared differences between the chance that an event's score stands for and the truth
 */
public record Calibration(List<Band> bands, double squares) {
    private static final int[] FLOORS = {20, 13, 5, 0, -9, -14, Integer.MIN_VALUE};
    private static final String[] SCORES = {
        "+20 and more", "+13 to +19", "+5 to +12", "0 to +4", "−9 to −1", "−14 to −10", "−15 and less"
    };
    private static final String[] WORDS = {
        "attacker, high: over 90 %",
        "attacker, medium: 80–90 %",
        "suspect, medium: 55–75 %",
        "suspect, low: 40–50 %",
        "unresolved: no statement",
        "owner, medium: 10–20 %",
        "owner, high: under 5 %"
    };

    /**
     * One band of scores.
     *
     * @param scores which
     * @param says the verdict and the likelihood that it is given in words
     * @param events labelled events
     * @param attackers those of them that are the attacker's
     * @param sessions sessions with labelled events
     * @param attackerSessions those of them of whose events most are the attacker's
     */
    public record Band(String scores, String says, long events, long attackers, long sessions, long attackerSessions) {
        private Band plus(Band other) {
            return new Band(
                    scores,
                    says,
                    events + other.events,
                    attackers + other.attackers,
                    sessions + other.sessions,
                    attackerSessions + other.attackerSessions);
        }
    }

    public Calibration {
        bands = List.copyOf(bands);
    }

    /** Counts the labelled events of a reconstructed case. */
    static Calibration of(CaseReader reader, Answers answers) {
        long[][] counts = new long[FLOORS.length][4];
        Map<Long, long[]> sessions = new HashMap<>();
        double[] squares = new double[1];
        String sql = "SELECT e.family, e.event_id, v.score, v.session_no FROM verdict AS v JOIN event_core AS e"
                + " USING (event_seq) WHERE v.verdict <> 'system' ORDER BY v.event_seq";
        reader.scan(sql, List.of(), row -> {
            String label = answers.labels().get(Answers.key(row.text(0), row.text(1)));
            if (label == null) {
                return;
            }
            int score = row.number(2).intValue();
            int guilty = label.equals("attacker") ? 1 : 0;
            counts[band(score)][0]++;
            counts[band(score)][1] += guilty;
            long[] session = sessions.computeIfAbsent(row.number(3), none -> new long[3]);
            session[0] = score;
            session[1]++;
            session[2] += guilty;
            squares[0] += Math.pow(chance(score) - guilty, 2);
        });
        sessions.values().forEach(session -> {
            counts[band((int) session[0])][2]++;
            counts[band((int) session[0])][3] += session[2] * 2 > session[1] ? 1 : 0;
        });
        List<Band> bands = new ArrayList<>();
        for (int i = 0; i < FLOORS.length; i++) {
            bands.add(new Band(SCORES[i], WORDS[i], counts[i][0], counts[i][1], counts[i][2], counts[i][3]));
        }
        return new Calibration(bands, squares[0]);
    }

    /** Both together. */
    Calibration plus(Calibration other) {
        List<Band> sums = new ArrayList<>();
        for (int i = 0; i < bands.size(); i++) {
            sums.add(bands.get(i).plus(other.bands.get(i)));
        }
        return new Calibration(sums, squares + other.squares);
    }

    /** Brier score of the events: 0 is perfect, 0.25 is what always saying one half would get. */
    public double brier() {
        long events = bands.stream().mapToLong(Band::events).sum();
        return events == 0 ? 0 : squares / events;
    }

    /** The chance of an attacker that a score in decibans stands for. */
    private static double chance(int score) {
        return 1 / (1 + Math.pow(10, -score / 10.0));
    }

    private static int band(int score) {
        for (int i = 0; i < FLOORS.length; i++) {
            if (score >= FLOORS[i]) {
                return i;
            }
        }
        throw new IllegalArgumentException("no band for " + score);
    }
}
