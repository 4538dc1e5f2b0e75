package io.backtrail.health;

import static java.util.Objects.requireNonNull;

import io.backtrail.investigate.FindingRow;
import io.backtrail.investigate.PlaybookStep;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a case says to one question of the playbook.
 *
 * @param step the question
 * @param answers one for each of its investigations that is installed, in the step's order
 */
public record StepAnswer(PlaybookStep step, List<Answer> answers) {
    private static final int MOST_NAMED = 4;

    public StepAnswer {
        requireNonNull(step, "step is null");
        answers = List.copyOf(answers);
    }

    /**
     * Found if any of its investigations found something; else what the first says, since the others only look deeper. A step
     * none of whose investigations is installed cannot be told.
     */
    public Conclusion conclusion() {
        if (answers.stream().anyMatch(answer -> answer.conclusion() == Conclusion.FOUND)) {
            return Conclusion.FOUND;
        }
        boolean isFirstMissing = answers.isEmpty()
                || !answers.get(0)
                        .findings()
                        .investigation()
                        .id()
                        .equals(step.investigations().get(0));
        return isFirstMissing ? Conclusion.CANNOT_TELL : answers.get(0).conclusion();
    }

    /** Why the conclusion is what it is, in a sentence or two. */
    public String why() {
        List<String> why = new ArrayList<>();
        why.add(conclusion() == Conclusion.FOUND ? counts() : nothing());
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            why.add("not installed and not asked: " + String.join(", ", missing));
        }
        return String.join("; ", why);
    }

    /** The holes that bear on the step, each once, the gravest first. */
    public List<HealthFinding> holes() {
        return answers.isEmpty() ? List.of() : answers.get(0).holes();
    }

    private String counts() {
        List<String> found = new ArrayList<>();
        Set<String> accounts = new LinkedHashSet<>();
        for (Answer answer : answers) {
            List<FindingRow> grave =
                    answer.rows().stream().filter(FindingRow::isGrave).toList();
            if (!grave.isEmpty()) {
                found.add(grave.size() + " by "
                        + answer.findings().investigation().id());
                grave.forEach(row -> accounts.add(row.account() == null ? "the tenant" : row.account()));
            }
        }
        String who = accounts.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        int more = accounts.size() - MOST_NAMED;
        return String.join(", ", found) + "; about " + who + (more > 0 ? " and " + more + " more" : "");
    }

    private String nothing() {
        if (answers.isEmpty()) {
            return "nothing was asked";
        }
        Answer first = answers.get(0);
        if (!first.hasRecords()) {
            return "the case holds no record of the logs in which this would stand";
        }
        if (first.holes().isEmpty()) {
            return "no finding, and no hole that was found bears on it";
        }
        String holes = first.holes().stream()
                .map(HealthFinding::code)
                .distinct()
                .limit(MOST_NAMED)
                .collect(Collectors.joining(", "));
        return conclusion() == Conclusion.NOT_FOUND
                ? "no finding; these holes weaken that: " + holes
                : "no finding, but these holes would hide one: " + holes;
    }

    private List<String> missing() {
        List<String> asked = answers.stream()
                .map(answer -> answer.findings().investigation().id())
                .toList();
        return step.investigations().stream().filter(id -> !asked.contains(id)).toList();
    }
}
