package io.backtrail.example;

/**
 * A range of public IPv4 addresses that one provider gives out.
 *
 * @param base first address
 * @param prefix length of the prefix in bits, 8 to 30
 */
record Range(String base, int prefix) {
    /** True for an IPv4 address within. */
    boolean holds(String address) {
        int shift = 32 - prefix;
        return number(address) >> shift == number(base) >> shift;
    }

    private static long number(String address) {
        long value = 0;
        for (String part : address.split("\\.")) {
            value = value << 8 | Integer.parseInt(part);
        }
        return value;
    }

    /** An address of the range that is neither its first nor its last of a /24. */
    String address(Dice dice) {
        long value = number(base);
        int free = 32 - prefix;
        int host = dice.between(0, (1 << Math.min(free, 24)) - 1);
        value += host;
        int last = (int) (value & 0xFF);
        if (last == 0 || last == 255) {
            value += last == 0 ? 7 : -7;
        }
        return (value >>> 24) + "." + (value >>> 16 & 0xFF) + "." + (value >>> 8 & 0xFF) + "." + (value & 0xFF);
    }
}
