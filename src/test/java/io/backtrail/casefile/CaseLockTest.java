package io.backtrail.casefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseLockTest {
    private static final Instant NOON = Instant.parse("2026-09-07T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    @TempDir
    Path dir;

    private CaseDirectory north;

    @BeforeEach
    void makeACase() {
        north = CaseDirectory.create(dir.resolve("north"), new CaseFacts("North", null, List.of(), NOON, "0.1.0"));
    }

    @Test
    void letsOneWriterInAndTellsTheNextWhoItIs() {
        try (CaseLock first = north.lock("import mail.csv", CLOCK)) {
            assertNotNull(first);
            // Twice, because a first refusal must not let go of the lock.
            for (int i = 0; i < 2; i++) {
                Problem problem = refused();
                assertEquals("case.locked", problem.code());
                String pid = " (process " + ProcessHandle.current().pid() + ")";
                assertEquals("\"import mail.csv\" since 2026-09-07T12:00:00Z" + pid, problem.found());
            }
        }
        north.lock("reconstruct", CLOCK).close();
    }

    @Test
    void clearsTheNameWhenItIsGivenBack() {
        north.lock("import", CLOCK).close();
        assertFalse(Files.exists(north.dir().resolve("lock")));
    }

    @Test
    void takesTheLockOfADeadProcess() throws IOException {
        Files.writeString(
                north.dir().resolve("lock"),
                "{\"who\":\"import\",\"since\":\"2026-09-06T09:00:00Z\",\"pid\":\""
                        + ProcessHandle.current().pid() + "\",\"process\":\"of an earlier start\"}\n");
        String pid = Long.toString(ProcessHandle.current().pid());
        assertEquals(Optional.of(new LeftLock("import", "2026-09-06T09:00:00Z", pid)), north.leftLock());
        north.lock("reconstruct", CLOCK).close();
        assertEquals(Optional.empty(), north.leftLock());
    }

    @Test
    void isNotDeceivedByABrokenName() throws IOException {
        Files.writeString(north.dir().resolve("lock"), "{\"who\":\"imp");
        north.lock("reconstruct", CLOCK).close();
    }

    @Test
    void holdsAgainstAnotherProcessUntilThatIsKilled() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        north.dir().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = other.inputReader()) {
            assertEquals("locked", said.readLine());
            Problem problem = refused();
            assertTrue(problem.found().contains("(process " + other.pid() + ")"), problem.found());
            assertEquals(Optional.empty(), north.leftLock());
            assertTrue(north.isBeingWritten());
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertTrue(Files.exists(north.dir().resolve("lock")));
        assertEquals(Long.toString(other.pid()), north.leftLock().orElseThrow().pid());
        north.lock("reconstruct", CLOCK).close();
    }

    private Problem refused() {
        return assertThrows(ProblemException.class, () -> north.lock("reconstruct", CLOCK))
                .problem();
    }

    /** Another program that holds the lock until somebody ends it. */
    static final class LockHolder {
        private LockHolder() {}

        public static void main(String[] args) throws IOException {
            CaseLock lock = CaseDirectory.open(Path.of(args[0])).lock("import", Clock.systemUTC());
            System.out.println("locked");
            while (System.in.read() >= 0) {
                // Nobody writes: this waits for the end.
            }
            lock.close();
        }
    }
}
