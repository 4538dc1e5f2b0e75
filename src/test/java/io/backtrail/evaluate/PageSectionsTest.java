package io.backtrail.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.backtrail.model.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageSectionsTest {
    private static final Table NONE = new Table(List.of(), List.of());

    @Test
    void aMeasurementRenewsItsOwnSectionAndNoOther() {
        String page = "# Page\n\nIntro.\n\n## One\n\nold\n\n## Two\n\nkept\n";
        assertEquals(
                "# Page\n\nIntro.\n\n## One\n\nnew\n\n## Two\n\nkept\n",
                PageSections.with(page, new Measured("one", "One", NONE, List.of("new"))));
        assertEquals(
                "# Page\n\n## Three\n\nfirst\n",
                PageSections.with("# Page", new Measured("three", "Three", NONE, List.of("first"))));
    }

    @Test
    void aNewPageKeepsTheNamedSectionsOfTheOldOne() {
        assertEquals(
                "# New\n\n## One\n\nnew\n\n## Two\n\nkept\n",
                PageSections.keep(
                        "# New\n\n## One\n\nnew\n",
                        "# Old\n\n## One\n\nold\n\n## Two\n\nkept\n\n## Gone\n\nx\n",
                        List.of("Two")));
    }
}
