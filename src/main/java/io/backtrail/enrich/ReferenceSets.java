package io.backtrail.enrich;

import io.backtrail.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * All reference sets as they hold for one case: what comes with the program, changed by the files {@code packs/<set>.csv} of
 * the installation, of the user and of the case, in this order. Immutable; any thread.
 */
public final class ReferenceSets {
    private final Map<String, Map<String, ReferenceEntry>> sets = new TreeMap<>();
    private final List<SetChange> changes = new ArrayList<>();

    private ReferenceSets() {}

    /** What comes with the program and nothing else. */
    public static ReferenceSets builtIn() {
        return load(List.of(), problem -> {});
    }

    /**
     * Reads the sets; some tens of milliseconds.
     *
     * @param folders folders of changes, the nearest to the case first; one that does not exist has none
     * @param problems told of each file and line that cannot be taken; the others hold all the same
     */
    public static ReferenceSets load(List<Path> folders, Consumer<Problem> problems) {
        ReferenceSets read = new ReferenceSets();
        for (ReferenceSet set : ReferenceSet.values()) {
            Map<String, ReferenceEntry> entries = new TreeMap<>();
            set.read().forEach(entry -> entries.put(entry.value(), entry));
            read.sets.put(set.word(), entries);
        }
        for (int i = folders.size() - 1; i >= 0; i--) {
            for (SetFile file : SetFile.in(folders.get(i), names(), problems)) {
                read.changes.add(file.change(read.sets.computeIfAbsent(file.set(), name -> new TreeMap<>()), problems));
            }
        }
        return read;
    }

    /** Every entry, by set and value. */
    public List<ReferenceEntry> entries() {
        return sets.values().stream().flatMap(set -> set.values().stream()).toList();
    }

    /** What the files of the installation, the user and the case changed, in the order of reading. */
    public List<SetChange> changes() {
        return List.copyOf(changes);
    }

    /** The names of the sets that come with the program, sorted. */
    public static List<String> names() {
        return Arrays.stream(ReferenceSet.values())
                .map(ReferenceSet::word)
                .sorted()
                .toList();
    }
}
