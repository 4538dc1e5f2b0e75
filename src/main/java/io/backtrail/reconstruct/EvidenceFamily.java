package io.backtrail.reconstruct;

import java.util.List;

/** One family of evidence: looks at an atom in one way only. Families are taken as independent; {@link Tally} bounds them. */
interface EvidenceFamily {
    /** The family's name as the table {@code reason} writes it. */
    String name();

    /** What this family says for and against the atom; empty if it says nothing. */
    List<Reason> weigh(Atom atom, Baseline baseline, TenantFacts tenant);
}
