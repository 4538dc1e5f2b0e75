package io.backtrail.cli;

import io.backtrail.enrich.Enricher;
import io.backtrail.evaluate.CleanTenant;
import io.backtrail.evaluate.Evaluation;
import io.backtrail.evaluate.Measured;
import io.backtrail.evaluate.Metamorphosis;
import io.backtrail.evaluate.Sameness;
import io.backtrail.evaluate.Score;
import io.backtrail.evaluate.Subject;
import io.backtrail.example.Alteration;
import io.backtrail.example.Scale;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import io.backtrail.store.GeoRanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The measurements of {@code evaluate}, each tenant in a folder of its own; closed by whoever opens it. */
final class Measurements implements AutoCloseable {
    private final Backtrail top;
    private final Path dir;
    private final String who;
    private final Enricher enricher;
    private final Enricher placeless;
    private final Evaluation evaluation;
    private final Evaluation placelessEvaluation;

    Measurements(Backtrail top, Path dir, String who) {
        this.top = top;
        this.dir = top.surroundings().here().resolve(dir);
        this.who = who;
        this.enricher = Content.enricher(top, null);
        this.placeless = Enricher.open(List.of(), new GeoRanges(), top::tell);
        this.evaluation = evaluation(enricher);
        this.placelessEvaluation = evaluation(placeless);
    }

    List<Score> scores(List<Subject> subjects) {
        return subjects.stream()
                .map(subject -> in(subject.name(), folder -> evaluation.run(subject, folder, who)))
                .toList();
    }

    List<Sameness> sameness(List<Subject> subjects, List<Alteration> alterations) {
        List<Sameness> all = new ArrayList<>();
        for (Subject subject : subjects) {
            all.addAll(in(
                    "metamorphic-" + subject.name(),
                    folder -> new Metamorphosis(evaluation, subject, Scale.demo(), folder, who).run(alterations)));
        }
        return all;
    }

    List<CleanTenant> clean(List<Subject> subjects, List<Integer> sizes) {
        List<CleanTenant> all = new ArrayList<>();
        for (int people : sizes) {
            for (Subject subject : subjects) {
                all.add(in(
                        "clean-" + people + '-' + subject.name(),
                        folder -> CleanTenant.run(evaluation, subject, people, folder, who)));
            }
        }
        return all;
    }

    List<Measured.Degraded> degraded(List<Subject> subjects, List<Alteration> alterations) {
        List<Measured.Degraded> all = new ArrayList<>();
        for (Alteration alteration : alterations) {
            Evaluation by = alteration == Alteration.NO_GEO ? placelessEvaluation : evaluation;
            for (Subject subject : subjects) {
                Score score = in(
                        alteration.word() + '-' + subject.name(), folder -> by.run(subject, alteration, folder, who));
                all.add(new Measured.Degraded(alteration, score));
            }
        }
        return all;
    }

    @Override
    public void close() {
        enricher.close();
        placeless.close();
    }

    private Evaluation evaluation(Enricher by) {
        return new Evaluation(by, top.surroundings().clock(), Version.text(), new ImportProgress(top));
    }

    /** Work that needs a folder. */
    private interface Work<T> {
        T in(Path folder) throws IOException;
    }

    private <T> T in(String name, Work<T> work) {
        Path folder = dir.resolve(name);
        if (Files.exists(folder)) {
            throw new ProblemException(new Problem(
                    "evaluate.folder",
                    folder.toString(),
                    "a folder that does not exist yet",
                    "an earlier evaluation",
                    "remove it, or 'evaluate DIR' names another place"));
        }
        top.say(name + " ...");
        try {
            Files.createDirectories(folder);
            T measured = work.in(folder);
            if (top.desk().stopSign().isRaised()) {
                throw new ProblemException(new Problem(
                        "evaluate.stopped",
                        name,
                        "all measurements",
                        "the wish to stop",
                        "no page was written; 'evaluate DIR' with another folder starts anew"));
            }
            return measured;
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    static ProblemException unwritable(Path place, IOException e) {
        return new ProblemException(new Problem(
                "evaluate.write",
                place.toString(),
                "a place that can be written to",
                String.valueOf(e.getMessage()),
                "'evaluate DIR --out FILE' names other places"));
    }
}
