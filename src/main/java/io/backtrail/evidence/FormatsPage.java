package io.backtrail.evidence;

import java.util.List;
import java.util.Map;

/** The page of the manual about what can be imported, made from the heads of the shapes. */
final class FormatsPage {
    private static final String START = """
            # What can be imported

            Every file is recognised by its content, never by its name; `sources` shows what it was taken for and why, and
            `import --as SHAPE` overrides. This page is made from the heads of the shapes. Files may lie in folders, in zip archives or
            be packed with gzip; text may be UTF-8, UTF-16 with or without a mark, or windows-1252; tables may be written with commas,
            semicolons or tabs. A row that cannot become an event or a state is kept among the rejected rows with the reason.

            | shape | recognised by | what is made of it | tested by |
            |---|---|---|---|
            """;
    private static final String END = """

            Not read, with the reason and the advice: Excel workbooks (cells cut at 32,767 characters, dates rewritten), the screen's
            view of a PowerShell list or table, HTML and other XML, pictures, PDF, Parquet.
            """;

    private FormatsPage() {}

    /** The page in Markdown; {@code fixtures} are the names of the test files of each shape's word. */
    static String text(Map<String, List<String>> fixtures) {
        StringBuilder page = new StringBuilder(START);
        for (Shape shape : Shape.values()) {
            if (shape == Shape.UNKNOWN) {
                continue;
            }
            ShapeHead head = ShapeHead.of(shape);
            page.append("| `").append(shape.word()).append("` | ");
            page.append(head.recognised()).append(" | ").append(head.mapped()).append(" | ");
            page.append(String.join(", ", fixtures.getOrDefault(shape.word(), List.of())))
                    .append(" |\n");
        }
        return page.append(END).toString();
    }
}
