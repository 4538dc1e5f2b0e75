package io.backtrail.enrich;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The folders with address data, in order of precedence: first all databases, then all range tables. A source that cannot be
 * read is told of once and then left out. One thread.
 */
final class GeoFolders implements AutoCloseable {
    private static final String SOURCES = "sources.csv";
    private static final int SOURCE_CELLS = 6;

    private final List<AddressDatabase> databases = new ArrayList<>();
    private final List<Path> tables = new ArrayList<>();
    private final AddressRanges ranges;
    private final Consumer<Problem> problems;
    private final SortedMap<String, Long> answered = new TreeMap<>();

    /** Opens what is in {@code folders}; one that does not exist is empty. */
    GeoFolders(List<Path> folders, AddressRanges ranges, Consumer<Problem> problems) {
        this.ranges = ranges;
        this.problems = problems;
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                openDatabases(folder);
                tables.add(folder);
            }
        }
    }

    /** What the sources know together of each address. */
    Map<String, RangeAnswer> look(Map<String, Address> addresses) {
        Map<String, RangeAnswer> answers = new HashMap<>();
        for (AddressDatabase database : List.copyOf(databases)) {
            add(answers, database.name(), ask(database, addresses));
        }
        for (Path folder : List.copyOf(tables)) {
            add(answers, "range tables of " + folder.getFileName(), ask(folder, addresses.keySet()));
        }
        return answers;
    }

    /** How many addresses each source gave a part of the answer for, by name of the source. */
    SortedMap<String, Long> answered() {
        return new TreeMap<>(answered);
    }

    List<PackVersion> versions() {
        List<PackVersion> versions = new ArrayList<>();
        databases.forEach(database -> versions.add(database.version()));
        tables.forEach(folder -> versions.addAll(tableVersions(folder)));
        return versions;
    }

    @Override
    public void close() {
        databases.forEach(AddressDatabase::close);
    }

    private void openDatabases(Path folder) {
        for (Path file : databaseFiles(folder)) {
            try {
                databases.add(AddressDatabase.open(file));
            } catch (ProblemException e) {
                problems.accept(e.problem());
            }
        }
    }

    private List<Path> databaseFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".mmdb"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.accept(new Problem(
                    "geo.folder",
                    folder.toString(),
                    "a folder that can be listed",
                    String.valueOf(e.getMessage()),
                    "its databases are left out; check its rights"));
            return List.of();
        }
    }

    private Map<String, RangeAnswer> ask(AddressDatabase database, Map<String, Address> addresses) {
        Map<String, RangeAnswer> found = new HashMap<>();
        try {
            for (Map.Entry<String, Address> entry : addresses.entrySet()) {
                found.put(entry.getKey(), database.look(entry.getValue()));
            }
        } catch (ProblemException e) {
            problems.accept(e.problem());
            databases.remove(database);
            database.close();
        }
        return found;
    }

    private Map<String, RangeAnswer> ask(Path folder, Collection<String> addresses) {
        if (ranges == null) {
            return Map.of();
        }
        try {
            return ranges.look(folder, addresses);
        } catch (ProblemException e) {
            problems.accept(e.problem());
            tables.remove(folder);
            return Map.of();
        }
    }

    private void add(Map<String, RangeAnswer> answers, String source, Map<String, RangeAnswer> found) {
        long parts = 0;
        for (Map.Entry<String, RangeAnswer> entry : found.entrySet()) {
            RangeAnswer before = answers.getOrDefault(entry.getKey(), RangeAnswer.NONE);
            RangeAnswer after = before.orElse(entry.getValue());
            if (!after.equals(before)) {
                parts++;
            }
            answers.put(entry.getKey(), after);
        }
        answered.merge(source, parts, Long::sum);
    }

    /** Tables without a readable line in {@code sources.csv} are named all the same, with nothing known of their age. */
    private static List<PackVersion> tableVersions(Path folder) {
        Map<String, List<String>> origins = origins(folder.resolve(SOURCES));
        List<PackVersion> versions = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".parquet"))
                    .sorted()
                    .toList()) {
                String name = String.valueOf(file.getFileName());
                versions.add(version(name, origins.get(name)));
            }
        } catch (IOException e) {
            return versions;
        }
        return versions;
    }

    private static PackVersion version(String name, List<String> origin) {
        return origin == null
                ? new PackVersion(name, "unknown", "unknown", "unknown", null, 0)
                : new PackVersion(
                        name, origin.get(3), origin.get(2), origin.get(4), origin.get(5), entries(origin.get(1)));
    }

    private static long entries(String rows) {
        return rows.matches("[0-9]{1,18}") ? Long.parseLong(rows) : 0;
    }

    private static Map<String, List<String>> origins(Path file) {
        Map<String, List<String>> origins = new HashMap<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                List<String> cells = Pack.cells(line);
                if (cells.size() == SOURCE_CELLS) {
                    origins.put(cells.get(0), cells);
                }
            }
        } catch (IOException e) {
            return Map.of();
        }
        return origins;
    }
}
