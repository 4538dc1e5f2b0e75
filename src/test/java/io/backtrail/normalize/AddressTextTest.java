package io.backtrail.normalize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7,",
        "203.0.113.7:51234, 203.0.113.7, 51234",
        "203.0.113.7:0, 203.0.113.7,",
        "203.0.113.7:70000, 203.0.113.7,",
        "[203.0.113.7], 203.0.113.7,",
        "[203.0.113.7]:12345, 203.0.113.7, 12345",
        "'  203.0.113.7  ', 203.0.113.7,",
        "[2001:db8::1]:51234, 2001:db8::1, 51234",
        "[2001:db8::1], 2001:db8::1,",
        "2001:db8::1, 2001:db8::1,",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1,",
        "2001:0db8:0001:0000:0000:0000:0000:0001, 2001:db8:1::1,",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1,",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1,",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1,",
        "2001:db8::, 2001:db8::,",
        "::ffff:203.0.113.7, 203.0.113.7,",
        "[::ffff:203.0.113.7]:443, 203.0.113.7, 443",
        "::ffff:cb00:7107, 203.0.113.7,",
        "64:ff9b::203.0.113.7, 64:ff9b::cb00:7107,",
        "fe80::1%12, fe80::1,",
        "127.0.0.1, 127.0.0.1,",
        "MAIL01 (10.90.0.1), 10.90.0.1,",
        "[MAIL01 (10.90.0.1)], 10.90.0.1,",
        "'192.0.2.1, 198.51.100.2', 192.0.2.1,",
        "'unknown; 198.51.100.2:443', 198.51.100.2, 443"
    })
    void readsEveryFormInUse(String text, String ip, Integer port) {
        assertEquals(new AddressText(ip, port), AddressText.read(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "<null>",
                "null",
                "::1",
                "[::1]:443",
                "255.255.255.255",
                "0.0.0.0",
                "::",
                "sanitized",
                "localhost:80",
                "999.1.1.1",
                "1.2.3",
                "1.2.3.4.5",
                "01.2.3.4",
                "1.2.3.4a",
                "-1.2.3.4",
                "2001:db8::1::2",
                "2001:db8",
                "1:2:3:4:5:6:7:8:9",
                ":1:2:3:4:5:6:7",
                "2001:db8::zz",
                "12345::",
                "[2001:db8::1",
                "[2001:db8::1]x",
                "HOST (10.900.0.1)",
                "((((",
                "[[[]",
                "1.2.3.4::",
                "\u0661.2.3.4"
            })
    void refusesWhatIsNoAddressOfAClient(String text) {
        assertNull(AddressText.read(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 100_000})
    void refusesLongTextsAtOnce(int length) {
        assertNull(AddressText.read("(".repeat(length)));
        assertNull(AddressText.read(null));
    }
}
