package io.backtrail.example;

/**
 * A range of public IPv4 addresses that one provider gives out.
 *
 * @param base first address
 * @param prefix length of the prefix in bits, 8 to 30
 */
record Range(String base, int prefix) {
    /** An address of the range that is neither its first nor its last of a /24. */
    String address(Dice dice) {
        long value = 0;
        for (String part : base.split("\\.")) {
            value = value << 8 | Integer.parseInt(part);
        }
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
