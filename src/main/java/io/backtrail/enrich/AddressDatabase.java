package io.backtrail.enrich;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Metadata;
import com.maxmind.db.Reader;
import com.maxmind.geoip2.DatabaseReader;
import com.maxmind.geoip2.exception.GeoIp2Exception;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * A MaxMind database that an investigator put into a geo folder. The types of MaxMind are read by its own models, all others
 * (flat schemas of other makers) by field name. Whoever opens it closes it. One thread.
 */
final class AddressDatabase implements AutoCloseable {
    private final Path file;
    private final Metadata metadata;
    private final Lookup lookup;
    private final Closeable resource;

    private AddressDatabase(Path file, Metadata metadata, Lookup lookup, Closeable resource) {
        this.file = file;
        this.metadata = metadata;
        this.lookup = lookup;
        this.resource = resource;
    }

    /**
     * Opens {@code file}.
     *
     * @throws ProblemException if it is no MaxMind database or is damaged
     */
    static AddressDatabase open(Path file) {
        try {
            Reader reader = new Reader(file.toFile(), new CHMCache());
            if (TypedLookup.knows(reader.getMetadata().databaseType())) {
                reader.close();
                return typed(file);
            }
            return new AddressDatabase(
                    file, reader.getMetadata(), ip -> FlatAnswer.of(reader.get(ip, Map.class)), reader);
        } catch (IOException | RuntimeException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * What the database says of an address; NONE if nothing. An IPv4 database says nothing of IPv6: asked all the same, the
     * format would walk the first 32 bits and answer for another address.
     *
     * @throws ProblemException if the database is damaged where this address stands
     */
    RangeAnswer look(Address address) {
        if (address.v6() && metadata.ipVersion() == 4) {
            return RangeAnswer.NONE;
        }
        try {
            RangeAnswer answer = lookup.look(address.literal());
            return answer == null ? RangeAnswer.NONE : answer;
        } catch (IOException | GeoIp2Exception | RuntimeException e) {
            throw unreadable(file, e);
        }
    }

    PackVersion version() {
        String built =
                metadata.buildTime().atOffset(ZoneOffset.UTC).toLocalDate().toString();
        String source = metadata.databaseType() + ", put in by the investigator";
        return new PackVersion(name(), built, source, "its maker's", attribution(), 0);
    }

    String name() {
        return String.valueOf(file.getFileName());
    }

    @Override
    public void close() {
        try {
            resource.close();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The line that MaxMind asks of whoever shows results of its free data. */
    private String attribution() {
        return metadata.databaseType().startsWith("GeoLite2")
                ? "This product includes GeoLite2 data created by MaxMind, available from https://www.maxmind.com"
                : null;
    }

    private static AddressDatabase typed(Path file) throws IOException {
        DatabaseReader reader = new DatabaseReader.Builder(file.toFile())
                .withCache(new CHMCache())
                .build();
        return new AddressDatabase(file, reader.metadata(), new TypedLookup(reader), reader);
    }

    private static ProblemException unreadable(Path file, Exception e) {
        return new ProblemException(new Problem(
                "geo.database",
                file.toString(),
                "a MaxMind database (mmdb) that can be read",
                String.valueOf(e.getMessage()),
                "it is left out and the other address data answer; get the file again or take it away"));
    }

    /** Asks one kind of database. */
    interface Lookup {
        /** The answer, or null if the database has none. */
        RangeAnswer look(InetAddress address) throws IOException, GeoIp2Exception;
    }
}
