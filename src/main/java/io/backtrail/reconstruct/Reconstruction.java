package io.backtrail.reconstruct;

import io.backtrail.model.Table;
import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The story of a case: who was taken over, how, since when, what the attacker set up, read and sent. Made from the events
 * alone; the same events in any order of import give the same tables.
 */
public final class Reconstruction {
    private final Map<String, Table> tables;

    private Reconstruction(Map<String, Table> tables) {
        this.tables = tables;
    }

    /**
     * Reconstructs the case behind {@code reader}.
     *
     * @param settings what the analyst and the case tell
     */
    public static Reconstruction of(CaseReader reader, ReconstructionSettings settings) {
        Knowledge knowledge = Knowledge.builtIn();
        List<Act> acts = new ActReader(reader).read();
        Parts parts = Parts.read(reader, acts);
        Case of = new Case(
                acts,
                ActReader.bySequence(acts),
                parts,
                new Grants(parts, knowledge),
                knowledge,
                Weights.builtIn(),
                ownDomains(acts, settings),
                Devices.added(acts, parts),
                withMessages(reader, settings));
        SystemClass systemClass = new SystemClass(knowledge);
        String[] systemRule = new String[acts.size()];
        List<Act> personal = new ArrayList<>();
        for (Act act : acts) {
            String rule = systemClass.rule(act);
            if (rule == null) {
                personal.add(act);
            } else {
                systemRule[act.no()] = rule;
            }
        }
        Atoms.Stitched stitched = Atoms.of(personal, parts, of.grants(), knowledge);
        Attribution attribution = Attribution.of(of, stitched);
        Story story = new Story(of, attribution, systemRule, stitched.twin());
        Map<String, Table> tables = new TreeMap<>();
        addFacts(reader, story, tables);
        return new Reconstruction(tables);
    }

    /** The result tables by name; each replaces the content of the table of that name. */
    public Map<String, Table> tables() {
        return tables;
    }

    private static void addFacts(CaseReader reader, Story story, Map<String, Table> tables) {
        Windows windows = new Windows(story);
        Persistence persistence = new Persistence(story, windows.takenOver());
        MailItems items = new MailItems(reader, story);
        Fraud fraud = new Fraud(story, items);
        new SessionTables(story, fraud).addTo(tables);
        AccessLedger ledger = new AccessLedger(story, windows, persistence);
        tables.put("persistence", persistence.table());
        tables.put("exposure", new Exposure(story, items, persistence, new Reach(reader, story.of())).table());
        tables.put("fraud", fraud.table());
        tables.put("lateral_movement", new Lateral(story, windows, fraud).table());
        tables.put("capability", ledger.capabilities());
        tables.put("open_item", ledger.openItems());
        new CaseFacts(story, windows, ledger).addTo(tables);
    }

    private static Set<String> ownDomains(List<Act> acts, ReconstructionSettings settings) {
        Set<String> domains = new TreeSet<>();
        settings.ownDomains().forEach(domain -> domains.add(domain.toLowerCase(Locale.ROOT)));
        if (domains.isEmpty()) {
            for (Act act : acts) {
                boolean member =
                        act.actorKind().equals("user") || act.actorKind().equals("admin");
                int at = act.account() == null ? -1 : act.account().lastIndexOf('@');
                if (member && at > 0 && act.succeeded()) {
                    domains.add(act.account().substring(at + 1).toLowerCase(Locale.ROOT));
                }
            }
        }
        return domains;
    }

    /** A message that was reported becomes the event that sent it. */
    private static ReconstructionSettings withMessages(CaseReader reader, ReconstructionSettings settings) {
        List<Seed> seeds = new ArrayList<>();
        for (Seed seed : settings.seeds()) {
            if (!seed.kind().equals("message")) {
                seeds.add(seed);
                continue;
            }
            reader.scan("""
                    SELECT DISTINCT e.event_id FROM mail_item AS m JOIN event_core AS e ON e.event_seq = m.event_seq
                    WHERE m.internet_message_id = ? AND lower(e.operation) IN ('send', 'sendas', 'sendonbehalf')
                    ORDER BY e.event_id
                    """, List.of(seed.value()), row -> seeds.add(new Seed("event", row.text(0))));
        }
        return new ReconstructionSettings(settings.ownDomains(), seeds, settings.judgements());
    }
}
