package io.backtrail.reconstruct;

/**
 * The program that a record names, as far as it can be read.
 *
 * @param text user agent or client info as recorded, or null
 * @param family browser or program, or null
 * @param os operating system family, or null
 * @param kind {@code browser}, {@code mail-client}, {@code mobile}, {@code script}, {@code service} or {@code unknown}
 */
record Tool(String text, String family, String os, String kind) {
    /** A record that names no program. */
    static final Tool NONE = new Tool(null, null, null, "unknown");

    /** True if the program is known well enough to compare. */
    boolean known() {
        return family != null && !kind.equals("service") && !exchangeOnly();
    }

    /** Exchange's own word for a front end says nothing of the program behind it. */
    private boolean exchangeOnly() {
        return text.startsWith("Client=") && !text.contains("Mozilla") && !script();
    }

    /** True if it runs on a telephone or a tablet. */
    boolean telephone() {
        return "iOS".equals(os) || "Android".equals(os) || kind.equals("mobile");
    }

    boolean script() {
        return kind.equals("script");
    }

    /** Program and system without versions: {@code Chrome on Windows}; null if unknown. */
    String name() {
        if (!known()) {
            return null;
        }
        return os == null ? family : family + " on " + os;
    }
}
