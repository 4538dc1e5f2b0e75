package io.backtrail.normalize;

import io.backtrail.model.Actor;
import io.backtrail.model.Client;
import io.backtrail.model.MailItem;
import io.backtrail.model.Outcome;
import io.backtrail.model.Result;
import io.backtrail.model.Target;
import io.backtrail.model.Touched;
import java.util.List;

/** What is known of an audit record when its summary is written. */
record Told(
        UalRecord record,
        Actor actor,
        Client client,
        Outcome outcome,
        Touched touched,
        List<MailItem> items,
        List<String> recipients,
        List<Target> targets) {

    /** The actor for a sentence. */
    String who() {
        if (actor.account() != null) {
            return Words.cut(actor.account());
        }
        return actor.userId() == null ? "someone" : Words.cut(actor.userId());
    }

    /** The mailbox with its preposition, or nothing when it is the actor's own. */
    String inMailbox(String preposition) {
        String mailbox = touched.mailbox();
        boolean own = mailbox == null || mailbox.equals(actor.account());
        return own ? "" : " " + preposition + " " + Words.cut(mailbox);
    }

    /** The target for a sentence. */
    String what() {
        return touched.target() == null ? "an unnamed object" : Words.cut(touched.target());
    }

    /** A remark when it did not work. */
    String failed() {
        return outcome.result() == Result.FAILURE ? " (failed)" : "";
    }
}
