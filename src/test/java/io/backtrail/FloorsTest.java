package io.backtrail;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan of the house. Whoever changes it changes ARCHITECTURE.md in the same commit. */
class FloorsTest {
    /** Top floor first: a room may use only the rooms that stand after it here. */
    private static final List<String> FLOORS = List.of(
            "cli",
            "repl",
            "evaluate",
            "report",
            "health",
            "reconstruct",
            "investigate",
            "intake",
            "search",
            "store",
            "enrich",
            "normalize",
            "evidence",
            "example",
            "casefile",
            "print",
            "model",
            "problem");

    private static final JavaClasses HOUSE =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.backtrail");

    @Test
    void everyRoomIsOnThePlan() {
        TreeSet<String> rooms = HOUSE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals("io.backtrail"))
                .map(name -> name.split("\\.")[2])
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(FLOORS), rooms);
    }

    @Test
    void arrowsRunDownward() {
        for (int floor = 1; floor < FLOORS.size(); floor++) {
            String[] above = FLOORS.subList(0, floor).stream()
                    .map(room -> "io.backtrail." + room + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("io.backtrail." + FLOORS.get(floor) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .check(HOUSE);
        }
    }

    @ParameterizedTest(name = "{0} only in {1}")
    @CsvSource({
        "picocli, cli",
        "org.jline, repl",
        "io.pebbletemplates, report",
        "org.apache.lucene, search",
        "java.sql, store",
        "org.duckdb, store",
        "com.maxmind, enrich",
        "ua_parser, enrich",
        "org.snakeyaml, investigate",
        "org.apache.commons.csv, evidence",
    })
    void oneLibraryLivesInOneRoom(String library, String room) {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.backtrail." + room + "..", "io.backtrail")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library + "..")
                .check(HOUSE);
    }

    @Test
    void theJsonParserLivesWhereJsonIsReadOrWritten() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.backtrail.evidence..",
                        "io.backtrail.normalize..",
                        "io.backtrail.casefile..",
                        "io.backtrail.example..",
                        "io.backtrail.print..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .check(HOUSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.net.Socket",
                "java.net.ServerSocket",
                "java.net.DatagramSocket",
                "java.net.URL",
                "java.net.URLConnection",
                "java.net.HttpURLConnection",
                "javax.net.SocketFactory",
                "java.nio.channels.SocketChannel",
                "java.nio.channels.ServerSocketChannel",
                "java.nio.channels.DatagramChannel",
                "java.nio.channels.AsynchronousSocketChannel"
            })
    void nobodyOpensASocket(String type) {
        noClasses().should().dependOnClassesThat().haveFullyQualifiedName(type).check(HOUSE);
    }

    @Test
    void nobodySpeaksHttp() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "javax.net.ssl..", "com.sun.net..")
                .check(HOUSE);
    }
}
