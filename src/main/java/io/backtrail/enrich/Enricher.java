package io.backtrail.enrich;

import io.backtrail.model.Agent;
import io.backtrail.model.Network;
import io.backtrail.model.Place;
import io.backtrail.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Everything that packs and address data know. Asked once for each distinct value of a case. Whoever opens it closes it. One
 * thread.
 */
public final class Enricher implements AutoCloseable {
    /** Radius in kilometres where a source gives none: wide, because a place too exact accuses people of travel. */
    private static final int CITY_KM = 50;

    private static final int REGION_KM = 250;
    private static final int COUNTRY_KM = 600;

    private final Packs packs;
    private final GeoFolders geo;
    private final AgentReader agents;

    private Enricher(Packs packs, GeoFolders geo) {
        this.packs = packs;
        this.geo = geo;
        this.agents = new AgentReader(packs);
    }

    /**
     * Opens the packs and the address data.
     *
     * @param geoFolders folders with address data in order of precedence: the case's, the user's, the installation's; one
     *     that does not exist is skipped
     * @param ranges reads the range tables in them, or null to do without
     * @param problems told of address data that cannot be read; the others answer all the same
     */
    public static Enricher open(List<Path> geoFolders, AddressRanges ranges, Consumer<Problem> problems) {
        return new Enricher(Packs.load(), new GeoFolders(geoFolders, ranges, problems));
    }

    /** Place and network of every address given. A text that is no address is {@link Place#UNKNOWN}. */
    public SortedMap<String, Place> places(Collection<String> addresses) {
        Map<String, Address> parsed = new TreeMap<>();
        SortedMap<String, Place> places = new TreeMap<>();
        for (String text : addresses) {
            Address address = Address.parse(text);
            if (address == null) {
                places.put(text, Place.UNKNOWN);
            } else {
                parsed.put(text, address);
            }
        }
        Map<String, RangeAnswer> answers = geo.look(parsed);
        parsed.forEach((text, address) ->
                places.put(text, place(address, answers.getOrDefault(text, RangeAnswer.NONE))));
        return places;
    }

    /** What every agent string given claims to be. */
    public SortedMap<String, Agent> agents(Collection<String> texts) {
        SortedMap<String, Agent> read = new TreeMap<>();
        for (String text : texts) {
            read.computeIfAbsent(text, agents::read);
        }
        return read;
    }

    /** Names of the applications that packs know; the others are left out. */
    public SortedMap<String, String> apps(Collection<String> appIds) {
        SortedMap<String, String> names = new TreeMap<>();
        for (String appId : appIds) {
            String name = packs.appName(appId);
            if (name != null) {
                names.put(appId, name);
            }
        }
        return names;
    }

    /** Names of the record types that packs know; the others are left out. */
    public SortedMap<Integer, String> recordTypes(Collection<Integer> types) {
        SortedMap<Integer, String> names = new TreeMap<>();
        for (Integer type : types) {
            String name = packs.recordType(type);
            if (name != null) {
                names.put(type, name);
            }
        }
        return names;
    }

    /** The packs themselves. */
    public Packs packs() {
        return packs;
    }

    /** Every pack by name, then every file of address data in order of precedence. */
    public List<PackVersion> versions() {
        List<PackVersion> versions = new ArrayList<>(packs.versions());
        versions.addAll(geo.versions());
        return versions;
    }

    /** How many addresses each source of address data has given a part of the answer for, by name of the source. */
    public SortedMap<String, Long> answered() {
        return geo.answered();
    }

    /** The lines that a report must carry, sorted, each once. */
    public List<String> attributions() {
        return versions().stream()
                .map(PackVersion::attribution)
                .filter(line -> line != null)
                .distinct()
                .sorted()
                .toList();
    }

    /** Name and version of everything, sorted, in one line: {@code asn4.parquet 2026-06-17, networks 2026-11-24, …}. */
    public String versionLine() {
        return versions().stream()
                .map(version -> version.name() + " " + version.version())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        geo.close();
    }

    private Place place(Address address, RangeAnswer answer) {
        Network network = packs.networkKinds().of(address, answer.asn(), answer.asOrg());
        if (network == Network.PRIVATE) {
            return new Place(null, null, null, null, null, null, null, null, network);
        }
        return new Place(
                answer.country(),
                answer.region(),
                answer.city(),
                answer.latitude(),
                answer.longitude(),
                accuracy(answer),
                answer.asn(),
                answer.asOrg(),
                network);
    }

    private static Integer accuracy(RangeAnswer answer) {
        if (answer.accuracyKm() != null || answer.country() == null) {
            return answer.accuracyKm();
        }
        if (answer.city() != null) {
            return CITY_KM;
        }
        return answer.region() != null ? REGION_KM : COUNTRY_KM;
    }
}
