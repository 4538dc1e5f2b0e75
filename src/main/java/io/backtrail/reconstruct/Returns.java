package io.backtrail.reconstruct;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Attackers who came back: everything known to be open was closed, tokens had time to run out, and then they were inside
 * again. Both visits stand; something that nobody knew of had stayed open.
 */
final class Returns {
    /**
     * One return.
     *
     * @param account into which
     * @param back the first act inside again
     * @param text what is known and what to look for, as a sentence
     */
    record Return(String account, Act back, String text) {}

    /**
     * A way in with its times.
     *
     * @param opened milliseconds
     * @param closed milliseconds, or null while it is open
     */
    record Span(long opened, Long closed) {}

    private Returns() {}

    /**
     * The first return into the account, or null.
     *
     * @param spans all ways into it
     * @param grace how long tokens live on after everything is closed, milliseconds
     */
    static Return of(Story story, String account, List<Span> spans, long grace) {
        Set<Long> closings = new TreeSet<>();
        spans.stream().filter(span -> span.closed() != null).forEach(span -> closings.add(span.closed()));
        for (long closing : closings) {
            boolean allClosed = spans.stream()
                    .filter(span -> span.opened() <= closing)
                    .allMatch(span -> span.closed() != null && span.closed() <= closing);
            Act back = allClosed ? inside(story, account, closing + grace) : null;
            if (back != null) {
                return new Return(account, back, text(account, closing, back));
            }
        }
        return null;
    }

    private static Act inside(Story story, String account, long after) {
        List<Act> later = new ArrayList<>();
        for (Atom atom : story.attribution().atoms()) {
            if (account.equals(atom.account())
                    && story.attribution().verdict(atom).attacker()) {
                atom.acts().stream()
                        .filter(act -> act.time() > after && !act.attempt())
                        .findFirst()
                        .ifPresent(later::add);
            }
        }
        return later.stream().min(ActReader.inOrder()).orElse(null);
    }

    private static String text(String account, long closed, Act back) {
        return "returned: everything known to be open of " + account + " was closed at "
                + Instant.ofEpochMilli(closed) + ", and the attacker was inside again at "
                + Instant.ofEpochMilli(back.time()) + "; look for a way in that was missed";
    }
}
