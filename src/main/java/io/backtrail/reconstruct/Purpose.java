package io.backtrail.reconstruct;

import java.util.ArrayList;
import java.util.List;

/** What an atom was about, in one line. */
final class Purpose {
    private Purpose() {}

    /** The line; never empty. */
    static String of(Atom atom) {
        if (atom.attemptOnly()) {
            return "failed sign-ins only";
        }
        List<String> parts = new ArrayList<>();
        add(parts, atom, "signs in", Deed.SIGN_IN);
        add(parts, atom, "reads mail", Deed.MAIL_READ);
        add(parts, atom, "sends mail", Deed.MAIL_SENT);
        add(parts, atom, "deletes mail", Deed.MAIL_DELETED);
        add(parts, atom, "reads files", Deed.FILE_READ);
        add(parts, atom, "searches", Deed.SEARCHED);
        add(parts, atom, "sets inbox rules", Deed.RULE_SET);
        add(parts, atom, "changes mailbox settings", Deed.MAILBOX_SET);
        add(parts, atom, "changes transport rules or connectors", Deed.TRANSPORT_RULE_SET, Deed.CONNECTOR_SET);
        add(parts, atom, "consents to an application", Deed.CONSENT);
        add(parts, atom, "adds sign-in methods or devices", Deed.MFA_ADDED, Deed.DEVICE_ADDED);
        add(parts, atom, "resets passwords", Deed.PASSWORD_SET);
        add(parts, atom, "grants rights", Deed.ROLE_ADDED, Deed.MAILBOX_GRANT, Deed.FOLDER_GRANT);
        add(parts, atom, "creates accounts", Deed.USER_ADDED);
        add(parts, atom, "shares", Deed.LINK_CREATED, Deed.SHARED);
        return parts.isEmpty() ? "other work" : String.join(", ", parts);
    }

    private static void add(List<String> parts, Atom atom, String words, Deed... deeds) {
        for (Deed deed : deeds) {
            if (atom.has(act -> act.deed() == deed && act.succeeded())) {
                parts.add(words);
                return;
            }
        }
    }
}
