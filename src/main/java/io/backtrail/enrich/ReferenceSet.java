package io.backtrail.enrich;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** A set of facts that queries may look into: which pack it is made of, and which of the pack's columns say what. */
enum ReferenceSet {
    HIDE_FOLDER("hide-folders", 1),
    FINANCE_WORD("finance-words", 1),
    SECURITY_WORD("security-words", 1),
    SECRET_WORD("secret-words", 1),
    LURE_WORD("lure-words", 1),
    HELPDESK_NAME("helpdesk-names", 1),
    TOOL_AGENT("attack-agents", 2),
    KIT_BUILD("kit-builds", 1),
    CONSUMER_DOMAIN("consumer-domains", -1),
    RISKY_EXTENSION("risky-extensions", 1),
    RISKY_SCOPE("risky-scopes", 2, 1, UnaryOperator.identity()),
    RISKY_APP_ROLE("risky-app-roles", 2, 1, UnaryOperator.identity()),
    TIER0_ROLE("tier0-roles", 1),
    TIER1_ROLE("tier1-roles", 1),
    ROGUE_APP("rogue-apps", 1),
    WATCH_APP("watch-apps", 1),
    FIRST_PARTY_APP("first-party-apps", 1),
    OUTSIDE_CONNECTOR("outside-connectors", 1),
    SYSTEM_ACTOR("system-actors", 1),
    SIGNIN_CODE("signin-codes", 2, -1, SigninCode::group),
    SIGNIN_CODE_KIND("signin-codes", 2),
    CONTAINMENT_OPERATION("containment-operations", 1),
    WEAKENING_SETTING("weakening-settings", 1);

    private final String pack;
    private final int note;
    private final int weight;
    private final UnaryOperator<String> reading;

    ReferenceSet(String pack, int note) {
        this(pack, note, -1, UnaryOperator.identity());
    }

    /**
     * A set whose values are the first column of a pack.
     *
     * @param note column of the note, or -1 for none
     * @param weight column of the weight, or -1 for none
     * @param reading what the set makes of a note
     */
    ReferenceSet(String pack, int note, int weight, UnaryOperator<String> reading) {
        this.pack = pack;
        this.note = note;
        this.weight = weight;
        this.reading = reading;
    }

    /** Its name in queries: {@code hide-folder}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The pack that it is made of. */
    String pack() {
        return pack;
    }

    /** What the pack says, in the order of the pack. */
    List<ReferenceEntry> read() {
        List<ReferenceEntry> entries = new ArrayList<>();
        for (List<String> row : Pack.read(pack + ".csv").rows()) {
            entries.add(new ReferenceEntry(
                    word(),
                    row.get(0).toLowerCase(Locale.ROOT),
                    note < 0 ? "" : reading.apply(row.get(note)),
                    weight < 0 ? 1 : Integer.parseInt(row.get(weight))));
        }
        return entries;
    }
}
