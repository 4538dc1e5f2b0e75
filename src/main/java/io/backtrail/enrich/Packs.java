package io.backtrail.enrich;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The facts that come with the program. Immutable; made once and handed to whoever needs them. Any thread. */
public final class Packs {
    private final List<PackVersion> versions = new ArrayList<>();
    private final SortedMap<Integer, String> recordTypes = new TreeMap<>();
    private final SortedMap<Integer, SigninCode> signinCodes = new TreeMap<>();
    private final Map<String, String> firstPartyApps = new HashMap<>();
    private final SortedMap<String, RogueApp> rogueApps = new TreeMap<>();
    private final SortedMap<String, String> hideFolders = new TreeMap<>();
    private final List<AttackAgent> attackAgents = new ArrayList<>();
    private final SortedSet<String> financeWords;
    private final SortedSet<String> securityWords;
    private final Set<String> consumerDomains;
    private final NetworkKinds networkKinds;

    private Packs() {
        for (List<String> row : rows("record-types")) {
            recordTypes.put(Integer.valueOf(row.get(0)), row.get(1));
        }
        for (List<String> row : rows("signin-codes")) {
            int code = Integer.parseInt(row.get(0));
            signinCodes.put(code, new SigninCode(code, row.get(1), row.get(2), row.get(3)));
        }
        rows("first-party-apps").forEach(row -> firstPartyApps.put(row.get(0), row.get(1)));
        rows("rogue-apps")
                .forEach(
                        row -> rogueApps.put(row.get(0), new RogueApp(row.get(0), row.get(1), row.get(2), row.get(3))));
        rows("hide-folders").forEach(row -> hideFolders.put(row.get(0), row.get(1)));
        rows("attack-agents").forEach(row -> attackAgents.add(new AttackAgent(row.get(0), row.get(1), row.get(2))));
        financeWords = firstCells("finance-words");
        securityWords = firstCells("security-words");
        consumerDomains = new HashSet<>(firstCells("consumer-domains"));
        networkKinds = NetworkKinds.of(rows("networks"), rows("microsoft-ranges"));
        for (ReferenceSet set : ReferenceSet.values()) {
            boolean isListed =
                    versions.stream().anyMatch(version -> version.name().equals(set.pack()));
            if (!isListed) {
                versions.add(Pack.read(set.pack() + ".csv").version());
            }
        }
        versions.sort((a, b) -> a.name().compareTo(b.name()));
    }

    /** Reads all packs; some tens of milliseconds. */
    public static Packs load() {
        return new Packs();
    }

    /** Name of the record type {@code number}, or null if the pack does not know it. */
    public String recordType(int number) {
        return recordTypes.get(number);
    }

    /**
     * Meaning of a sign-in error code, or null if the pack does not know it.
     *
     * @param code the number, with or without {@code AADSTS} before it; null gives null
     */
    public SigninCode signinCode(String code) {
        if (code == null) {
            return null;
        }
        String digits = code.strip().toUpperCase(Locale.ROOT).replaceFirst("^AADSTS", "");
        return digits.matches("[0-9]{1,9}") ? signinCodes.get(Integer.valueOf(digits)) : null;
    }

    /** All sign-in codes by number. */
    public SortedMap<Integer, SigninCode> signinCodes() {
        return Collections.unmodifiableSortedMap(signinCodes);
    }

    /** Whether an application belongs to Microsoft itself. Case does not matter; null is none. */
    public boolean isFirstPartyApp(String appId) {
        return appId != null && firstPartyApps.containsKey(appId.toLowerCase(Locale.ROOT));
    }

    /** What intruders do with an application, or null if it is not one of those. */
    public RogueApp rogueApp(String appId) {
        return appId == null ? null : rogueApps.get(appId.toLowerCase(Locale.ROOT));
    }

    /** The applications that intruders are known to use, by id. */
    public SortedMap<String, RogueApp> rogueApps() {
        return Collections.unmodifiableSortedMap(rogueApps);
    }

    /** Name of an application of Microsoft or of one that intruders use, or null. */
    public String appName(String appId) {
        RogueApp rogue = rogueApp(appId);
        if (rogue != null) {
            return rogue.name();
        }
        return appId == null ? null : firstPartyApps.get(appId.toLowerCase(Locale.ROOT));
    }

    /** Folders in which a rule hides mail, lower case in every language of Outlook that we know. */
    public SortedSet<String> hideFolders() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(hideFolders.keySet()));
    }

    /**
     * What kind of hiding place a folder is: {@code rss}, {@code archive}, {@code conversation-history}, {@code junk},
     * {@code deleted}, {@code notes}, {@code sync-issues}, {@code drafts}, {@code clutter}, {@code outbox}, {@code settings}; null if none.
     *
     * @param folder name or path; its last part counts, in any case
     */
    public String hideFolderKind(String folder) {
        if (folder == null) {
            return null;
        }
        String name = folder.strip().replaceFirst("[\\\\/]+$", "");
        name = name.substring(Math.max(name.lastIndexOf('\\'), name.lastIndexOf('/')) + 1);
        name = name.substring(name.lastIndexOf(':') + 1);
        return hideFolders.get(name.strip().toLowerCase(Locale.ROOT));
    }

    /** Words of payment, lower case, in several languages. */
    public SortedSet<String> financeWords() {
        return Collections.unmodifiableSortedSet(financeWords);
    }

    /** Words of warning, lower case, in several languages. */
    public SortedSet<String> securityWords() {
        return Collections.unmodifiableSortedSet(securityWords);
    }

    /** Domains at which anybody can have a mailbox, lower case. */
    public SortedSet<String> consumerDomains() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(consumerDomains));
    }

    /** Whether anybody can have a mailbox at {@code domain}. */
    public boolean isConsumerDomain(String domain) {
        return domain != null && consumerDomains.contains(domain.toLowerCase(Locale.ROOT));
    }

    /** Words in agent strings that no ordinary user's program has. */
    public List<AttackAgent> attackAgents() {
        return Collections.unmodifiableList(attackAgents);
    }

    /** The most telling such word that an agent string has: attack tools first, then the longest word; null if none. */
    public AttackAgent attackAgent(String text) {
        if (text == null) {
            return null;
        }
        String folded = AgentReader.bounded(text).toLowerCase(Locale.ROOT);
        AttackAgent found = null;
        for (AttackAgent agent : attackAgents) {
            if ((found == null || agent.tellsMoreThan(found)) && agent.isIn(folded)) {
                found = agent;
            }
        }
        return found;
    }

    /** Every pack with its version, by name. */
    public List<PackVersion> versions() {
        return Collections.unmodifiableList(versions);
    }

    NetworkKinds networkKinds() {
        return networkKinds;
    }

    private List<List<String>> rows(String name) {
        Pack pack = Pack.read(name + ".csv");
        versions.add(pack.version());
        return pack.rows();
    }

    private SortedSet<String> firstCells(String name) {
        SortedSet<String> cells = new TreeSet<>();
        rows(name).forEach(row -> cells.add(row.get(0)));
        return cells;
    }
}
