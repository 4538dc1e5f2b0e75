package io.backtrail.reconstruct;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How applications came in and how they went: who let each of them at mail or files, what led there, who removed it. */
final class Consents {
    private static final long RESCUE_BEFORE = 7 * 86_400_000L;
    private static final long RESCUE_AFTER = 86_400_000L;

    private final Map<String, List<Act>> given = new HashMap<>();
    private final Map<String, List<Act>> removed = new HashMap<>();
    private final Map<String, List<Act>> rescues = new HashMap<>();
    private final Grants grants;
    private final Clicks clicks;

    /** Looks through all acts of the case. */
    Consents(Case of, Clicks clicks) {
        this.grants = of.grants();
        this.clicks = clicks;
        Changes changes = new Changes(of);
        for (Act act : of.acts()) {
            if (act.succeeded()) {
                keep(act, changes);
            }
        }
    }

    /** The first successful consent to the application, given by the account or, failing that, by anybody for it; or null. */
    Act given(String app, String account) {
        Act first = null;
        for (Act act : given.getOrDefault(app, List.of())) {
            if (Objects.equals(act.account(), account)) {
                return act;
            }
            first = first == null ? act : first;
        }
        return first;
    }

    /** True if the consent opens mail or files, or names an application known for takeovers. */
    boolean telling(Act consent) {
        return grants.risky(consent) || grants.rogue(consent);
    }

    /** The link in a mail that who gave the consent opened in the minutes before, or null. */
    Act lure(Act consent) {
        return clicks.before(consent);
    }

    /** The removal of the application by another account than the one that consented, or null. */
    Act removal(String app, Act consent) {
        for (Act act : removed.getOrDefault(app, List.of())) {
            if (act.no() > consent.no() && !Objects.equals(act.account(), consent.account())) {
                return act;
            }
        }
        return null;
    }

    /** True if anybody removed the application after the consent. */
    boolean removed(String app, Act consent) {
        return removed.getOrDefault(app, List.of()).stream().anyMatch(act -> act.no() > consent.no());
    }

    /** Another account's reset of the password or the sessions of who consented, around the removal; or null. */
    Act rescue(Act consent, Act removal) {
        for (Act act : rescues.getOrDefault(consent.account(), List.of())) {
            boolean around = act.time() > consent.time()
                    && removal.time() - act.time() <= RESCUE_BEFORE
                    && act.time() - removal.time() <= RESCUE_AFTER;
            if (around && !Objects.equals(act.account(), consent.account())) {
                return act;
            }
        }
        return null;
    }

    private void keep(Act act, Changes changes) {
        switch (act.deed()) {
            case CONSENT -> grants.apps(act).forEach(app -> index(given, app, act));
            case CONSENT_REMOVED -> grants.apps(act).forEach(app -> index(removed, app, act));
            case PASSWORD_SET, TOKENS_REVOKED -> index(rescues, changes.account(act), act);
            default -> {
                // Nothing about an application.
            }
        }
    }

    private static void index(Map<String, List<Act>> all, String key, Act act) {
        if (key != null) {
            all.computeIfAbsent(key, k -> new ArrayList<>()).add(act);
        }
    }
}
