package io.backtrail.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, false, 0, 0",
        "192.0.2.1, false, 0, c0000201",
        "255.255.255.255, false, 0, ffffffff",
        "::ffff:192.0.2.1, false, 0, c0000201",
        "2001:db8::1, true, 20010db800000000, 1",
        "2603:10A6:10:24d::9, true, 260310a60010024d, 9",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, true, ffffffffffffffff, ffffffffffffffff",
    })
    void readsAddressesAsNumbers(String text, boolean v6, String high, String low) {
        assertEquals(
                new Address(v6, Long.parseUnsignedLong(high, 16), Long.parseUnsignedLong(low, 16)),
                Address.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "256.0.0.1",
                "1.2.3",
                "01.2.3.4",
                "1.2.3.4:443",
                "[2001:db8::1]",
                "fe80::1%12",
                "2001:db8::zz",
                "::::",
                "1:2:3:4:5:6:7:8:9",
                "a.example"
            })
    void refusesWhatIsNoAddress(String text) {
        assertNull(Address.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "192.0.2.7/32, 192.0.2.7, true",
        "192.0.2.7/32, 192.0.2.6, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::, false",
        "2001:db8::/127, 2001:db8::1, true",
        "2001:db8::/127, 2001:db8::2, false",
        "::/0, 2001:db8::2, true",
        "::/0, 192.0.2.1, false",
    })
    void knowsWhatLiesInABlock(String block, String address, boolean inside) {
        assertEquals(inside, AddressBlock.parse(block).contains(Address.parse(address)));
    }

    @Test
    void refusesABlockWithAPrefixThatIsTooLong() {
        assertThrows(IllegalArgumentException.class, () -> AddressBlock.parse("192.0.2.0/33"));
    }
}
