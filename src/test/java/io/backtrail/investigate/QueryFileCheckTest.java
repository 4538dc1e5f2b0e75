package io.backtrail.investigate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.problem.Problem;
import io.backtrail.store.CaseReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryFileCheckTest {
    private static final String SOUND = """
            --| id:       sound
            --| question: Who did what?
            --| phase:    access
            --| severity: low
            --| param:    account    varchar   optional  Only this account
            --| column:   event_time timestamp When, UTC
            --| column:   account    varchar   Who
            --| column:   event_id   varchar   The record
            --| covers:   everything
            --| misses:   nothing
            --| pivot:    account -> sound
            --| source:   https://learn.microsoft.com/purview/audit-log-activities

            SELECT event_time, account, event_id
            FROM event
            WHERE getvariable('account') IS NULL OR account = getvariable('account')
            ORDER BY event_time, event_id;
            """;

    @TempDir
    Path root;

    @Test
    void hasNothingToSayOfASoundFile() throws IOException {
        assertEquals(List.of(), check("access", "sound", SOUND));
    }

    @Test
    void acceptsAUsersFileThatLiesInNoFolderOfAPhase() throws IOException {
        assertEquals(List.of(), check("", "sound", SOUND));
    }

    @ParameterizedTest(name = "[{index}] {2} for {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "--| id:       sound                  ; --| id: other                                ; query.id                 ; 1",
                "--| phase:    access                 ; --| phase: impact                            ; query.phase              ; 3",
                "Who did what?                        ; What was done                                ; query.missing-question   ; 2",
                "--| severity: low                    ; --| severity: dire                           ; query.severity           ; 4",
                "--| covers:   everything             ; --| covered: everything                      ; query.head               ; 9",
                "--| misses:   nothing                ; --| benign: nothing                          ; query.missing-misses     ; 1",
                "--| param:    account    varchar     ; --| param: account text                      ; query.head               ; 5",
                "WHERE getvariable('account') IS NULL ; WHERE getvariable('user') IS NULL            ; query.param-undeclared   ; 16",
                "getvariable('account')               ; 'anna'                                       ; query.param-unused       ; 5",
                "--| column:   account    varchar     ; --| column: target varchar                   ; query.column             ; 7",
                "--| column:   account    varchar     ; --| column: account bigint                   ; query.column             ; 7",
                "account -> sound                     ; account -> sund                              ; query.pivot              ; 11",
                "account -> sound                     ; actor -> sound                               ; query.pivot              ; 11",
                "SELECT event_time                    ; SELEKT event_time                            ; query.statement          ; 1",
                "FROM event                           ; FROM nowhere                                 ; query.statement          ; 1",
                "WHERE                                ; WHERE event_time < now() AND                 ; query.volatile           ; 16",
                "WHERE                                ; WHERE event_time < CURRENT_DATE AND          ; query.volatile           ; 16",
                "WHERE                                ; WHERE mode(account) = 'a' AND                ; query.volatile           ; 16",
                "ORDER BY event_time, event_id        ; ORDER BY event_time                          ; query.order              ; 17",
                "ORDER BY event_time, event_id        ; LIMIT 5                                      ; query.order              ; 18",
                "--| misses:   nothing                ; --| misses: nothing\\n--| needs: mail x            ; query.head               ; 11",
                "--| misses:   nothing                ; --| misses: nothing\\n--| needs: family exchange   ; query.needs              ; 11",
                "--| misses:   nothing                ; --| misses: nothing\\n--| needs: state rules       ; query.needs              ; 11",
                "--| misses:   nothing                ; --| misses: nothing\\n--| needs: operation Send    ; query.needs              ; 11",
                "WHERE                                ; WHERE regexp_matches(account, 'a') AND       ; query.engine             ; 16",
            })
    void namesEachFaultAndItsLine(String sound, String fault, String code, int line) throws IOException {
        List<Problem> problems = check("access", "sound", SOUND.replace(sound, fault.replace("\\n", "\n")));
        assertTrue(
                problems.stream()
                        .anyMatch(p -> p.code().equals(code) && p.place().endsWith("access/sound.sql:" + line)),
                problems.toString());
    }

    @Test
    void takesNeedsOfEveryKind() throws IOException {
        String needs =
                "--| needs: operation Send, *InboxRule*\n--| needs: family signin\n--| needs: workload Exchange\n"
                        + "--| needs: state mailbox_state\n";
        assertEquals(List.of(), check("access", "sound", SOUND.replace("--| misses:", needs + "--| misses:")));
        assertEquals(List.of(), check("access", "sound", SOUND.replace("--| misses:", "--| needs: any\n--| misses:")));
    }

    @Test
    void doesNotTakeWordsInCommentsAndTextsForSql() throws IOException {
        String text = SOUND.replace("WHERE ", "-- now(); getvariable('x')\nWHERE 'now(); ''x' <> 'random()' AND ");
        assertEquals(List.of(), check("access", "sound", text));
    }

    @Test
    void refusesASecondStatement() throws IOException {
        List<Problem> problems = check("access", "sound", SOUND + "SELECT 1;\n");
        assertTrue(
                problems.stream()
                        .anyMatch(p ->
                                p.code().equals("query.statement") && p.place().endsWith("sound.sql:17")),
                problems.toString());
    }

    @Test
    void refusesAStatementThatWrites() throws IOException {
        String text = SOUND.substring(0, SOUND.indexOf("SELECT")) + "WITH x AS (SELECT 1) DELETE FROM event_core;\n";
        assertTrue(
                check("access", "sound", text).stream().anyMatch(p -> p.code().equals("query.statement")));
    }

    private List<Problem> check(String phase, String id, String text) throws IOException {
        Path folder = Files.createDirectories(root.resolve(phase));
        Path file = Files.writeString(folder.resolve(id + ".sql"), text);
        try (CaseReader empty = CaseReader.empty()) {
            return QueryFileCheck.check(file, root, List.of("sound"), empty);
        }
    }
}
