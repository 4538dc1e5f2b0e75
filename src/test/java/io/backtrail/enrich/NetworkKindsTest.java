package io.backtrail.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.backtrail.model.Network;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkKindsTest {
    private final NetworkKinds kinds = Packs.load().networkKinds();

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, , , PRIVATE",
        "172.31.255.255, , , PRIVATE",
        "172.32.0.1, , , UNKNOWN",
        "100.64.0.1, , , PRIVATE",
        "127.0.0.1, , , PRIVATE",
        "255.255.255.255, , , PRIVATE",
        "::1, , , PRIVATE",
        "fd12::1, , , PRIVATE",
        "fe80::1, , , PRIVATE",
        "192.0.2.7, , , UNKNOWN",
        "20.190.160.24, 8075, Microsoft Corporation, MICROSOFT",
        "40.126.31.1, 8075, Microsoft Corporation, MICROSOFT",
        "52.97.177.245, 8075, Microsoft Corporation, MICROSOFT",
        "2603:10a6:10:24d::9, , , MICROSOFT",
        "2a01:111:f400::1, 8075, Microsoft Corporation, MICROSOFT",
        "20.51.1.1, 8075, Microsoft Corporation, HOSTING",
        "2603:1030:20e::1, 8075, Microsoft Corporation, HOSTING",
        "51.15.20.1, 12876, Scaleway SAS, HOSTING",
        "193.32.127.1, 39351, 31173 Services AB, VPN",
        "185.220.101.44, 60729, Stiftung Erneuerbare Freiheit, TOR",
        "178.85.138.132, 33915, Vodafone Libertel B.V., RESIDENTIAL",
        "198.51.100.1, 51207, Free Mobile SAS, MOBILE",
        "198.51.100.1, 64500, Example Hosting Ltd, HOSTING",
        "198.51.100.1, 64500, Example VPS and Data Center, HOSTING",
        "198.51.100.1, 64500, Example VPN Services, VPN",
        "198.51.100.1, 64500, Example Telecom, UNKNOWN",
        "198.51.100.1, 64500, Ghosting Pictures, UNKNOWN",
    })
    void knowsTheKindOfANetwork(String address, Long asn, String org, Network kind) {
        assertEquals(kind, kinds.of(Address.parse(address), asn, org));
    }
}
