package io.backtrail.evaluate;

import static io.backtrail.evaluate.ScoreTable.share;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Every cell of scenario and era whose figure is below its goal, with the goal and the fault that weighs most. */
final class Shortfalls {
    private record Goal(
            String name,
            String goal,
            Predicate<Overall> missed,
            Function<Overall, String> value,
            Predicate<String> fault) {}

    private static final List<Goal> GOALS = List.of(
            new Goal(
                    "events F1",
                    "≥ 0.950",
                    all -> all.strict().f1() < 0.95,
                    all -> share(all.strict().f1()),
                    fault -> fault.contains(" x ")),
            new Goal(
                    "innocents accused",
                    "0",
                    all -> all.accused() > 0,
                    all -> Integer.toString(all.accused()),
                    fault -> fault.startsWith("innocent called attacker")),
            new Goal(
                    "innocents suspected",
                    "< 2 %",
                    all -> all.suspected() * 50 >= all.innocents() && all.suspected() > 0,
                    all -> all.suspected() + " of " + all.innocents(),
                    fault -> fault.startsWith("innocent called suspect")),
            new Goal(
                    "taken over, not noticed",
                    "0",
                    all -> all.unnoticed() > 0,
                    all -> Integer.toString(all.unnoticed()),
                    fault -> fault.startsWith("not noticed")),
            new Goal(
                    "set up, recall",
                    "≥ 0.990",
                    all -> all.persistence().recall() < 0.99,
                    all -> share(all.persistence().recall()),
                    fault -> fault.startsWith("persistence not found")),
            new Goal(
                    "set up, precision",
                    "≥ 0.970",
                    all -> all.persistence().precision() < 0.97,
                    all -> share(all.persistence().precision()),
                    fault -> fault.startsWith("persistence that is none")),
            new Goal(
                    "first success",
                    "≤ 1 min",
                    all -> all.firstSuccessMinutes() != null && all.firstSuccessMinutes() > 1,
                    all -> all.firstSuccessMinutes() + " min",
                    fault -> fault.startsWith("first success")),
            new Goal(
                    "way in",
                    "≥ 0.900",
                    all -> all.entryVector() < 0.9,
                    all -> share(all.entryVector()),
                    fault -> fault.startsWith("entry vector")));

    private Shortfalls() {}

    /** Lines of Markdown. */
    static List<String> lines(List<Score> scores) {
        Map<String, List<Score>> cells = new LinkedHashMap<>();
        scores.forEach(score -> cells.computeIfAbsent(
                        score.subject().scenario().word() + " | "
                                + score.subject().eraWord(),
                        key -> new ArrayList<>())
                .add(score));
        List<String> rows = new ArrayList<>();
        cells.forEach((cell, of) -> {
            Overall all = Overall.of(of);
            for (Goal goal : GOALS) {
                if (goal.missed().test(all)) {
                    rows.add("| "
                            + String.join(
                                    " | ", cell, goal.name(), goal.value().apply(all), goal.goal(), fault(of, goal))
                            + " |");
                }
            }
        });
        if (rows.isEmpty()) {
            return List.of("Every cell reaches its goals.");
        }
        List<String> lines = new ArrayList<>(List.of(
                rows.size() + " of " + cells.size() * GOALS.size() + " figures are below their goals:",
                "",
                "| scenario | era | figure | value | goal | what weighs most in it |",
                "|---|---|---|---|---|---|"));
        lines.addAll(rows);
        return lines;
    }

    private static String fault(List<Score> scores, Goal goal) {
        return scores.stream()
                .flatMap(score -> score.faults().stream())
                .filter(goal.fault())
                .max((one, other) -> Integer.compare(times(one), times(other)))
                .orElse("–")
                .replace("|", "\\|");
    }

    /** The number before the x of a fault that stands for several records. */
    private static int times(String fault) {
        int x = fault.indexOf(" x ");
        return x > 0 && fault.substring(0, x).matches("[0-9]{1,9}") ? Integer.parseInt(fault.substring(0, x)) : 1;
    }
}
