package io.backtrail.evaluate;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.casefile.CaseFacts;
import io.backtrail.enrich.Enricher;
import io.backtrail.example.Alteration;
import io.backtrail.example.Answers;
import io.backtrail.example.ExampleTenant;
import io.backtrail.example.Scale;
import io.backtrail.example.WrittenExample;
import io.backtrail.intake.ImportWatcher;
import io.backtrail.intake.Intake;
import io.backtrail.model.Table;
import io.backtrail.reconstruct.Reconstruction;
import io.backtrail.reconstruct.ReconstructionSettings;
import io.backtrail.store.CaseReader;
import io.backtrail.store.CaseWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The whole work on one example tenant, from export files to the marks. */
public final class Evaluation {
    private final Enricher enricher;
    private final Clock clock;
    private final String toolVersion;
    private final ImportWatcher watcher;

    /** Works with the packs of {@code enricher}, which the caller closes. */
    public Evaluation(Enricher enricher, Clock clock, String toolVersion, ImportWatcher watcher) {
        this.enricher = enricher;
        this.clock = clock;
        this.toolVersion = toolVersion;
        this.watcher = watcher;
    }

    /**
     * Writes the tenant of {@code subject} into {@code folder}, makes a case of its exports there, reconstructs it and marks it.
     *
     * @param folder does not exist yet
     * @param who name for the case's lock
     * @throws IOException when the folder cannot be written
     */
    public Score run(Subject subject, Path folder, String who) throws IOException {
        WrittenExample example = ExampleTenant.of(subject.seed(), Scale.demo(), subject.scenario(), subject.era())
                .write(folder);
        CaseDirectory made = reconstruct(subject, example, folder, who);
        try (CaseReader reader = CaseReader.open(made.database())) {
            return Marker.mark(reader, Answers.read(folder.resolve("labels")), subject);
        }
    }

    /** The same with plain exports that were altered; records that were taken away are not asked for. */
    public Score run(Subject subject, Alteration alteration, Path folder, String who) throws IOException {
        CaseDirectory made = reconstruct(subject, Scale.demo(), alteration, folder, who);
        try (CaseReader reader = CaseReader.open(made.database())) {
            return Marker.mark(reader, Answers.read(folder.resolve("labels")), subject);
        }
    }

    /** The reconstructed case of a tenant of that size, from plain exports that were altered. */
    CaseDirectory reconstruct(Subject subject, Scale scale, Alteration alteration, Path folder, String who)
            throws IOException {
        WrittenExample example = ExampleTenant.of(subject.seed(), scale, subject.scenario(), subject.era())
                .write(folder, alteration);
        return reconstruct(subject, example, folder, who);
    }

    private CaseDirectory reconstruct(Subject subject, WrittenExample example, Path folder, String who) {
        CaseFacts facts = new CaseFacts(subject.name(), who, example.ownDomains(), clock.instant(), toolVersion);
        CaseDirectory made = CaseDirectory.create(folder.resolve("case"), facts);
        new Intake(made, enricher, clock, toolVersion)
                .read(List.of(folder.resolve("exports")), null, false, who, watcher);
        ReconstructionSettings settings = new ReconstructionSettings(example.ownDomains(), List.of(), List.of());
        Map<String, Table> tables;
        try (CaseReader reader = CaseReader.open(made.database())) {
            tables = Reconstruction.of(reader, settings).tables();
        }
        made.asOnlyWriter(who, clock, () -> {
            try (CaseWriter writer = CaseWriter.open(made.database())) {
                writer.replace(tables);
                return null;
            }
        });
        return made;
    }
}
