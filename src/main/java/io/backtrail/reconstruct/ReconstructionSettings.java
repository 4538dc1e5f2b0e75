package io.backtrail.reconstruct;

import java.util.List;

/**
 * What the analyst and the case tell the reconstruction.
 *
 * @param ownDomains mail domains of the tenant, lower case; when empty, the domains of the accounts that acted are taken
 * @param seeds what is known to be the attacker's
 * @param judgements what the analyst has decided
 */
public record ReconstructionSettings(List<String> ownDomains, List<Seed> seeds, List<Judgement> judgements) {
    /** Nothing known beforehand. */
    public static final ReconstructionSettings NONE = new ReconstructionSettings(List.of(), List.of(), List.of());

    public ReconstructionSettings {
        ownDomains = List.copyOf(ownDomains);
        seeds = List.copyOf(seeds);
        judgements = List.copyOf(judgements);
    }
}
