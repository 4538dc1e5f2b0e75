package io.backtrail.report;

import java.util.Locale;

/** What a report is written as. */
public enum ReportFormat {
    /** One page that needs nothing beside it. */
    HTML("html"),
    /** Plain text with Markdown marks, tables included. */
    MARKDOWN("md");

    private final String suffix;

    ReportFormat(String suffix) {
        this.suffix = suffix;
    }

    /** How names of files of this format end, without the dot. */
    public String suffix() {
        return suffix;
    }

    /** The word that stands on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String templateFile() {
        return "template." + suffix + ".peb";
    }
}
