package io.backtrail.normalize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.backtrail.model.Actor;
import io.backtrail.model.ActorKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActorsTest {
    @ParameterizedTest
    @CsvSource({
        "Ada@North.example, 0, ada@north.example, USER",
        "ada@north.example, , ada@north.example, USER",
        "ADA@NORTH.EXAMPLE, Regular, ada@north.example, USER",
        "ada@north.example, 2, ada@north.example, ADMIN",
        "ada@north.example, 9, ada@north.example, ADMIN",
        "ada@north.example, 5, ada@north.example, APP",
        "ada@north.example, 10, ada@north.example, GUEST",
        "ada@north.example, DcAdmin, ada@north.example, SYSTEM",
        "Bo_south.example#EXT#@north.onmicrosoft.example, 0, bo_south.example#ext#@north.onmicrosoft.example, GUEST",
        "Bo_south.example#EXT#@north.onmicrosoft.example, 2, bo_south.example#ext#@north.onmicrosoft.example, GUEST",
        "urn:spo:guest#Bo@south.example, 0, bo@south.example, GUEST",
        "anonymous, 0, anonymous, GUEST",
        "ServicePrincipal_11111111-2222-4333-8444-555555555555, 4, ServicePrincipal_11111111-2222-4333-8444-555555555555, APP",
        "11111111-2222-4333-8444-555555555555@99999999-2222-4333-8444-555555555555, 0, 11111111-2222-4333-8444-555555555555@99999999-2222-4333-8444-555555555555, APP",
        "Sync_SRV01_0123456789ab@north.onmicrosoft.example, 0, sync_srv01_0123456789ab@north.onmicrosoft.example, APP",
        "app@sharepoint, 0, app@sharepoint, SYSTEM",
        "SHAREPOINT\\system, 0, SHAREPOINT\\system, SYSTEM",
        "NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost), 3, NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost), SYSTEM",
        "S-1-5-18, 2, S-1-5-18, SYSTEM",
        "Certificate, 0, Certificate, SYSTEM",
        "Not Available, 0, , UNKNOWN",
        "__NULL__, , , UNKNOWN",
        ", 4, , SYSTEM",
        "10032001266C162C, 0, 10032001266C162C, UNKNOWN",
        "S-1-5-21-1-2-3-1001, 0, S-1-5-21-1-2-3-1001, UNKNOWN"
    })
    void tellsWhoFromTheFormOfTheId(String userId, String userType, String account, ActorKind kind) {
        Actor actor = Actors.of(userId, "key", userType);

        assertEquals(account, actor.account());
        assertEquals(kind, actor.kind());
        assertEquals(userId, actor.userId());
    }

    @Test
    void keepsTheTypeAsANumberWhenItIsWrittenAsAName() {
        assertEquals(5, Actors.of("x", null, "Application").userType());
    }
}
