package io.backtrail.investigate.sigma;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of IPv4 addresses as SQL, without the database's extension for addresses, which a case may not load. */
final class Cidr {
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

    private Cidr() {}

    static SqlPart sql(String column, String range) {
        Matcher match = IPV4.matcher(range.strip());
        if (!match.matches() || Integer.parseInt(match.group(5)) > 32) {
            throw new UntranslatableException("the address range '" + range + "', which is not one of IPv4");
        }
        long address = 0;
        for (int i = 1; i <= 4; i++) {
            address = address << 8 | Integer.parseInt(match.group(i));
        }
        long size = 1L << 32 - Integer.parseInt(match.group(5));
        long first = address / size * size;
        String number = "(SELECT sum(TRY_CAST(part AS BIGINT) * CAST(power(256, 4 - i) AS BIGINT)) FROM (SELECT"
                + " unnest(string_split(" + column + ", '.')) AS part, unnest(range(1, 5)) AS i) AS parts)";
        return SqlPart.of(
                "(" + column + " LIKE '%.%.%.%' AND " + column + " NOT LIKE '%:%' AND " + number + " BETWEEN ? AND ?)",
                first,
                first + size - 1);
    }
}
