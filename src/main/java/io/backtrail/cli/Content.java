package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.enrich.Enricher;
import io.backtrail.enrich.ReferenceSets;
import io.backtrail.store.GeoRanges;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where content lies: the case's own first, then the user's, then the installation's. */
final class Content {
    private Content() {}

    /** Opens packs and address data for a case. */
    static Enricher enricher(Backtrail top, CaseDirectory openCase) {
        return Enricher.open(folders(top, openCase, "geo-data"), new GeoRanges(), top::tell);
    }

    /** The reference sets of a case: its own changes, the user's, the installation's, and what comes with the program. */
    static ReferenceSets references(Backtrail top, CaseDirectory openCase) {
        return ReferenceSets.load(folders(top, openCase, "packs"), top::tell);
    }

    /**
     * The folders of that name that exist, the nearest first.
     *
     * @param openCase the case, or null when none is open
     */
    static List<Path> folders(Backtrail top, CaseDirectory openCase, String name) {
        Stream<Path> near = openCase == null ? Stream.empty() : Stream.of(openCase.dir());
        return Stream.concat(
                        near,
                        Stream.of(
                                top.surroundings().userFolder(),
                                top.surroundings().home()))
                .map(folder -> folder.resolve(name))
                .filter(Files::isDirectory)
                .toList();
    }
}
