package io.backtrail.enrich;

/**
 * A block of addresses in CIDR notation.
 *
 * @param first any address of the block
 * @param bits length of the prefix: 0 to 32, for IPv6 to 128
 */
record AddressBlock(Address first, int bits) {
    AddressBlock {
        if (bits < 0 || bits > (first.v6() ? 128 : 32)) {
            throw new IllegalArgumentException("no such prefix length: " + bits);
        }
    }

    /** Reads {@code 192.0.2.0/24} or {@code 2001:db8::/32}. */
    static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        Address first = slash < 0 ? null : Address.parse(text.substring(0, slash));
        if (first == null) {
            throw new IllegalArgumentException("no block of addresses: " + text);
        }
        return new AddressBlock(first, Integer.parseInt(text.substring(slash + 1)));
    }

    boolean contains(Address address) {
        if (address.v6() != first.v6()) {
            return false;
        }
        return first.v6()
                ? same(address.high(), first.high(), Math.min(bits, 64), 64)
                        && same(address.low(), first.low(), Math.max(bits - 64, 0), 64)
                : same(address.low(), first.low(), bits, 32);
    }

    private static boolean same(long a, long b, int bits, int width) {
        return bits == 0 || (a ^ b) >>> (width - bits) == 0;
    }
}
