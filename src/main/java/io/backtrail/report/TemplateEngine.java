package io.backtrail.report;

import io.backtrail.print.MarkdownText;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.error.AttributeNotFoundException;
import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.extension.core.DisallowExtensionCustomizerBuilder;
import io.pebbletemplates.pebble.loader.FileLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Pebble, locked down: a template reads only files of its own folder, calls no method of any object, cannot switch escaping
 * off, and meets a problem at the first name that the report does not have.
 */
final class TemplateEngine {
    /** Nothing that a report could be is longer; a template that loops is stopped here. In characters. */
    private static final int LONGEST_REPORT = 400_000_000;

    private final Path folder;
    private final PebbleEngine engine;

    TemplateEngine(Path folder, ReportFormat format) {
        this.folder = folder;
        this.engine = new PebbleEngine.Builder()
                .loader(new FileLoader(folder.toAbsolutePath().toString()))
                .strictVariables(true)
                .autoEscaping(true)
                .addEscapingStrategy("markdown", MarkdownText::escape)
                .defaultEscapingStrategy(format == ReportFormat.HTML ? "html" : "markdown")
                .methodAccessValidator((object, method) -> false)
                .registerExtensionCustomizer(new DisallowExtensionCustomizerBuilder()
                        .disallowedFilterKeys(List.of("raw"))
                        .disallowedTokenParserTags(List.of("autoescape", "cache", "parallel"))
                        .disallowedFunctionKeys(List.of("i18n"))
                        .build())
                .maxRenderedSize(LONGEST_REPORT)
                .cacheActive(false)
                .defaultLocale(Locale.ROOT)
                .build();
    }

    /** The template filled with the model. */
    String render(String file, Map<String, Object> model) {
        StringWriter text = new StringWriter(1 << 16);
        try {
            engine.getTemplate(file).evaluate(text, model);
            return text.toString();
        } catch (PebbleException e) {
            throw new ProblemException(problem(file, e));
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory", e);
        }
    }

    private Problem problem(String file, PebbleException e) {
        String name = e.getFileName() == null ? file : e.getFileName();
        Object line = e.getLineNumber() == null ? "?" : e.getLineNumber();
        String place = folder.getFileName() + "/" + name + ":" + line;
        String help = "nothing was written; mend the template and try again";
        if (e instanceof AttributeNotFoundException unknown) {
            String found = Problem.quote(unknown.getAttributeName());
            return new Problem("template.name", place, "a name that the report has", found, help);
        }
        return new Problem("template.text", place, "a template", Problem.quote(e.getPebbleMessage()), help);
    }
}
