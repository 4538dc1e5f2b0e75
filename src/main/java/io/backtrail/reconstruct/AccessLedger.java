package io.backtrail.reconstruct;

import io.backtrail.model.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Every way in that an attacker had: what opened it and what closed it. Only what somebody else than the attacker did
 * closes anything.
 */
final class AccessLedger {
    private static final long TOKEN_GRACE = 90 * 60_000L;
    private static final Set<Deed> CLOSES_PASSWORD = Set.of(Deed.PASSWORD_SET, Deed.USER_REMOVED);
    private static final Set<Deed> CLOSES_SESSION = Set.of(Deed.TOKENS_REVOKED, Deed.USER_REMOVED);

    private record Capability(String account, String kind, String target, Act opened, Act closed) {}

    private final Story story;
    private final Changes changes;
    private final KnownPasswords passwords;
    private final ConsentQuestions questions;
    private final List<Capability> capabilities = new ArrayList<>();
    private final List<Returns.Return> returns = new ArrayList<>();

    AccessLedger(Story story, Windows windows, Persistence persistence) {
        this.story = story;
        this.changes = new Changes(story.of());
        this.passwords = new KnownPasswords(story, windows, changes);
        this.questions = new ConsentQuestions(story, persistence);
        for (Window window : windows.all()) {
            if (window.takenOver()) {
                account(window);
            }
        }
        for (Finding finding : persistence.findings()) {
            if (story.accused(finding)) {
                Act end = persistence.end(finding);
                boolean closed = end != null && !story.accused(end);
                capabilities.add(new Capability(
                        finding.account(), finding.type(), finding.target(), finding.opened(), closed ? end : null));
            }
        }
        windows.takenOver().stream()
                .map(this::returned)
                .filter(Objects::nonNull)
                .forEach(returns::add);
        capabilities.sort(Comparator.comparing(Capability::account)
                .thenComparing(capability -> capability.opened().no())
                .thenComparing(Capability::kind)
                .thenComparing(capability -> String.valueOf(capability.target())));
    }

    private Returns.Return returned(String account) {
        List<Returns.Span> spans = capabilities.stream()
                .filter(capability -> capability.account().equals(account))
                .map(capability -> new Returns.Span(
                        capability.opened().time(),
                        capability.closed() == null ? null : capability.closed().time()))
                .toList();
        return Returns.of(story, account, spans, TOKEN_GRACE);
    }

    /** True if every way into the account is closed and nobody came back; null if nobody got in. */
    Boolean contained(Window window) {
        if (!window.takenOver()) {
            return null;
        }
        long closed = 0;
        for (Capability capability : capabilities) {
            if (capability.account().equals(window.account())) {
                if (capability.closed() == null) {
                    return false;
                }
                closed = Math.max(closed, capability.closed().time());
            }
        }
        return window.lastAttacker() <= closed + TOKEN_GRACE;
    }

    Table capabilities() {
        Results results = Results.with(
                "account varchar",
                "kind varchar",
                "target varchar",
                "opened timestamp",
                "opened_by varchar",
                "closed timestamp",
                "closed_by varchar",
                "verdict varchar");
        for (Capability capability : capabilities) {
            Act closed = capability.closed();
            results.add(
                    capability.account(),
                    capability.kind(),
                    capability.target(),
                    Results.time(capability.opened().time()),
                    capability.opened().id(),
                    closed == null ? null : Results.time(closed.time()),
                    closed == null ? null : closed.id(),
                    story.word(capability.opened()));
        }
        return results.table();
    }

    Table openItems() {
        Results results =
                Results.with("ordinal integer", "account varchar", "kind varchar", "text varchar", "event_id varchar");
        int ordinal = 1;
        for (Capability capability : capabilities) {
            if (capability.closed() == null) {
                results.add(
                        ordinal++,
                        capability.account(),
                        capability.kind(),
                        text(capability),
                        capability.opened().id());
            }
        }
        for (Returns.Return back : returns) {
            results.add(
                    ordinal++,
                    back.account(),
                    "returned",
                    back.text(),
                    back.back().id());
        }
        for (KnownPasswords.Known known : passwords.all()) {
            results.add(
                    ordinal++,
                    known.account(),
                    "password-known",
                    known.text(),
                    known.proof().id());
        }
        for (ConsentQuestions.Question question : questions.all()) {
            Act consent = question.consent();
            results.add(ordinal++, consent.account(), "oauth-grant", question.text(), consent.id());
        }
        return results.table();
    }

    /** What is known of accounts that nobody got into. */
    KnownPasswords passwords() {
        return passwords;
    }

    private static String text(Capability capability) {
        return switch (capability.kind()) {
            case "password" -> "the password of " + capability.account() + " was not changed by anyone else since";
            case "session" -> capability.target() + " was not revoked by the end of the evidence";
            default ->
                capability.kind() + (capability.target() == null ? "" : " " + capability.target())
                        + " was not removed by the end of the evidence";
        };
    }

    private void account(Window window) {
        boolean password = false;
        for (Atom atom : story.attribution().atoms()) {
            boolean own = window.account().equals(atom.account());
            if (!own
                    || atom.attemptOnly()
                    || atom.riskyApp() != null
                    || !story.attribution().verdict(atom).attacker()) {
                continue;
            }
            Act signIn = atom.acts().stream()
                    .filter(act -> act.signIn() && act.succeeded())
                    .findFirst()
                    .orElse(null);
            if (!password && signIn != null && !atom.continued()) {
                password = true;
                add(window.account(), "password", null, signIn, CLOSES_PASSWORD);
            }
            add(window.account(), "session", atom.label(), atom.first(), CLOSES_SESSION);
        }
    }

    private void add(String account, String kind, String target, Act opened, Set<Deed> closing) {
        Act closed = null;
        for (Act act : story.of().acts()) {
            boolean later = act.no() > opened.no() && closing.contains(act.deed()) && act.succeeded();
            if (later && !story.accused(act) && account.equals(subject(act))) {
                closed = act;
                break;
            }
        }
        capabilities.add(new Capability(account, kind, target, opened, closed));
    }

    private String subject(Act act) {
        String account = changes.account(act);
        return account == null ? act.account() : account;
    }
}
