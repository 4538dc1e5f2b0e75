package io.backtrail.example;

import java.util.regex.Pattern;

/** Makes other people of a record's people: other accounts, mailboxes and networks, the same service. */
final class Strangers {
    private static final Pattern ACCOUNT = Pattern.compile("([a-z0-9.'-]+)@north\\.example");
    private static final Pattern SITE = Pattern.compile("personal/([a-z0-9_]+)_north_example");
    private static final Pattern ADDRESS =
            Pattern.compile("(\"(?:ClientIP|ClientIPAddress|ActorIpAddress)\":\")(\\d+\\.\\d+\\.\\d+\\.\\d+)\"");

    private Strangers() {}

    static Entry of(Entry entry) {
        return new Entry(
                entry.time(),
                entry.id(),
                entry.kind(),
                entry.operation(),
                names(entry.userId()),
                text(entry),
                entry.label());
    }

    private static String text(Entry entry) {
        String named = names(entry.auditData()).replace("3418207761", "2418207762");
        return entry.label().truth().equals("system")
                ? named
                : ADDRESS.matcher(named).replaceAll(found -> found.group(1) + address(found.group(2)) + '"');
    }

    private static String names(String text) {
        String accounts = ACCOUNT.matcher(text).replaceAll("other.$1@north.example");
        return SITE.matcher(accounts).replaceAll("personal/other_$1_north_example");
    }

    /** An address of the range set aside for measurements, the same for the same address. */
    private static String address(String other) {
        int hash = other.hashCode();
        return "198." + (18 + (hash >>> 16 & 1)) + '.' + (hash >>> 8 & 255) + '.' + (hash & 255);
    }
}
