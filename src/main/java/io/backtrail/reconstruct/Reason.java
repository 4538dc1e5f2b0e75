package io.backtrail.reconstruct;

import java.util.List;

/**
 * One reason for a verdict.
 *
 * @param family family of evidence
 * @param db what it weighs, in decibans; above 0 speaks for an attacker
 * @param text the reason in words
 * @param events ids of events that show it, in order of time
 */
record Reason(String family, int db, String text, List<String> events) {
    Reason {
        events = List.copyOf(events);
    }
}
