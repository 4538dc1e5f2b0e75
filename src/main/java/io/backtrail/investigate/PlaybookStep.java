package io.backtrail.investigate;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One question of the playbook.
 *
 * @param id short name for programs
 * @param question what is asked, so that a finding is bad news
 * @param investigations ids of those that answer it; the first decides what nothing found is worth
 */
public record PlaybookStep(String id, String question, List<String> investigations) {
    public PlaybookStep {
        requireNonNull(id, "id is null");
        requireNonNull(question, "question is null");
        investigations = List.copyOf(investigations);
    }
}
