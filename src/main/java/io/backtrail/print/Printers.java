package io.backtrail.print;

/** The printers by format. */
public final class Printers {
    private Printers() {}

    /**
     * The printer for a format.
     *
     * @param width columns of the terminal, or 0 for no limit; only the table format looks at it
     * @param color whether escape codes may be written; only the table format writes any
     */
    public static Printer of(OutputFormat format, int width, boolean color) {
        return switch (format) {
            case TABLE -> new TablePrinter(width, color);
            case CSV -> new CsvPrinter();
            case JSON -> new JsonPrinter();
            case JSONL -> new JsonLinesPrinter();
            case MD -> new MarkdownPrinter();
        };
    }
}
