package io.backtrail.reconstruct;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What every family of evidence may look at.
 *
 * @param acts all acts in order
 * @param bySequence the same by {@code event_seq}
 * @param parts their property bags
 * @param grants reads consents
 * @param knowledge facts from outside the case
 * @param weights the table of weights
 * @param ownDomains mail domains of the tenant
 * @param addedDevices devices registered within the evidence
 * @param settings what the analyst knows
 */
record Case(
        List<Act> acts,
        Map<Long, Act> bySequence,
        Parts parts,
        Grants grants,
        Knowledge knowledge,
        Weights weights,
        Set<String> ownDomains,
        Set<String> addedDevices,
        ReconstructionSettings settings) {

    /** True if the mail address belongs to somebody outside the tenant; false for what is no address. */
    boolean outside(String address) {
        int at = address.lastIndexOf('@');
        return at > 0 && !ownDomains.contains(address.substring(at + 1).toLowerCase(java.util.Locale.ROOT));
    }
}
