package io.backtrail.reconstruct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TechniquesTest {
    private static final List<String> PHASES = List.of(
            "preparation",
            "credential-attack",
            "initial-access",
            "token-bypass",
            "persistence",
            "escalation",
            "discovery",
            "collection",
            "evasion",
            "lateral",
            "fraud");

    private final Techniques techniques = Techniques.builtIn();

    @Test
    void theTableNamesItsVersionAndOnlyPhasesAndDeedsThatExist() {
        assertEquals("MITRE ATT&CK Enterprise 18.1", techniques.version());
        List<String> deeds = Arrays.stream(Deed.values()).map(Enum::name).toList();
        for (String key : techniques.keys()) {
            String[] parts = key.split("/");
            assertTrue(PHASES.contains(parts[0]), key);
            assertTrue(parts[1].equals("*") || deeds.contains(parts[1]), key);
        }
    }

    @Test
    void aRuleThatHidesIsAnotherTechniqueThanOneThatForwards() {
        assertEquals("T1564.008", techniques.of("evasion", Deed.RULE_SET).id());
        assertEquals("T1114.003", techniques.of("persistence", Deed.RULE_SET).id());
        assertEquals("T1110", techniques.of("credential-attack", Deed.SIGN_IN).id());
        assertNull(techniques.of("discovery", Deed.OTHER));
        assertNull(techniques.of(null, Deed.MAIL_READ));
    }
}
