package io.backtrail.enrich;

import io.backtrail.model.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Kind of network behind an address. Reserved blocks come first, then the ranges that Microsoft publishes for its front
 * ends, then the operator. Microsoft's network number alone is not Microsoft at work: whoever rents a machine in Azure has it
 * too, so outside those ranges it is hosting.
 */
final class NetworkKinds {
    /** Blocks of RFC 6890 and RFC 6598 that no host on the internet has; documentation blocks are left to be unknown. */
    private static final List<String> RESERVED = List.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "240.0.0.0/4",
            "::/127",
            "fc00::/7",
            "fe80::/10");

    /** An operator that no list names, but that says itself what it sells. */
    private static final Pattern SELLS_VPN = Pattern.compile("(?i)\\bvpn\\b");

    private static final Pattern SELLS_MACHINES = Pattern.compile(
            "(?i)\\b(?:hosting|webhosting|vps|vds|dedicated servers?|virtual servers?|data ?cent(?:er|re)s?|colocation)\\b");

    private final List<AddressBlock> reserved;
    private final List<AddressBlock> microsoft;
    private final Map<Long, Network> operators;

    private NetworkKinds(List<AddressBlock> microsoft, Map<Long, Network> operators) {
        this.reserved = RESERVED.stream().map(AddressBlock::parse).toList();
        this.microsoft = microsoft;
        this.operators = operators;
    }

    /**
     * Made from rows of packs.
     *
     * @param networks AS number, operator, kind
     * @param microsoftRanges block of addresses
     */
    static NetworkKinds of(List<List<String>> networks, List<List<String>> microsoftRanges) {
        Map<Long, Network> operators = new HashMap<>();
        for (List<String> row : networks) {
            Network kind = Network.valueOf(row.get(2).toUpperCase(Locale.ROOT));
            operators.put(Long.valueOf(row.get(0)), kind == Network.MICROSOFT ? Network.HOSTING : kind);
        }
        List<AddressBlock> blocks = new ArrayList<>();
        microsoftRanges.forEach(row -> blocks.add(AddressBlock.parse(row.get(0))));
        return new NetworkKinds(blocks, operators);
    }

    /**
     * The kind of network.
     *
     * @param asn number of the network, or null
     * @param asOrg who runs it, or null
     */
    Network of(Address address, Long asn, String asOrg) {
        if (isIn(reserved, address)) {
            return Network.PRIVATE;
        }
        if (isIn(microsoft, address)) {
            return Network.MICROSOFT;
        }
        Network known = asn == null ? null : operators.get(asn);
        return known == null ? ofName(asOrg) : known;
    }

    private static Network ofName(String asOrg) {
        if (asOrg == null) {
            return Network.UNKNOWN;
        }
        if (SELLS_VPN.matcher(asOrg).find()) {
            return Network.VPN;
        }
        return SELLS_MACHINES.matcher(asOrg).find() ? Network.HOSTING : Network.UNKNOWN;
    }

    private static boolean isIn(List<AddressBlock> blocks, Address address) {
        for (AddressBlock block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
