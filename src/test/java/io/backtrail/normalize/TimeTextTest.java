package io.backtrail.normalize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
    @ParameterizedTest
    @CsvSource({
        "2021-05-16T18:00:30, 2021-05-16T18:00:30Z",
        "2021-05-16T18:00:30Z, 2021-05-16T18:00:30Z",
        "2022-12-12 15:57:57, 2022-12-12T15:57:57Z",
        "'2026-01-24T06:54:24.0000000Z ', 2026-01-24T06:54:24Z",
        "2026-01-24T06:54:24.1234567Z, 2026-01-24T06:54:24.123456700Z",
        "2026-01-24T06:54:24.1234567891Z, 2026-01-24T06:54:24.123456789Z",
        "2022-01-24T05:10:08.6816663+00:00, 2022-01-24T05:10:08.681666300Z",
        "2024-10-28T14:18:38+02:00, 2024-10-28T12:18:38Z",
        "2024-10-28T14:18:38-0530, 2024-10-28T19:48:38Z",
        "2024-10-28T14:18, 2024-10-28T14:18:00Z",
        "2024-10-28 14:18:38 UTC, 2024-10-28T14:18:38Z",
        "/Date(1728364117000)/, 2024-10-08T05:08:37Z",
        "/Date(1728364117000+0200)/, 2024-10-08T05:08:37Z",
        "\\/Date(1728364117000)\\/, 2024-10-08T05:08:37Z"
    })
    void readsTheFormsThatRecordsUse(String text, String instant) {
        assertEquals(Instant.parse(instant), TimeText.iso(text));
    }

    @ParameterizedTest
    @CsvSource({
        "6/1/2023 1:12:18 PM, 2023-06-01T13:12:18Z",
        "12/31/2023 12:00:01 AM, 2023-12-31T00:00:01Z",
        "'4/28/2021, 3:05:26.000 PM', 2021-04-28T15:05:26Z",
        "31/12/2023 1:12:18 PM, 2023-12-31T13:12:18Z",
        "01/06/2023 13:12:18, 2023-06-01T13:12:18Z",
        "06/30/2023 13:12:18, 2023-06-30T13:12:18Z",
        "01.06.2023 13:12:18, 2023-06-01T13:12:18Z",
        "2023/06/01 13:12:18, 2023-06-01T13:12:18Z",
        "2024-02-29T01:02:03Z, 2024-02-29T01:02:03Z"
    })
    void readsColumnsOfAnyCulture(String text, String instant) {
        assertEquals(Instant.parse(instant), TimeText.anyCulture(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9/20/2023 4:05:03\u202fAM", "9/20/2023 4:05:03\u00a0AM"})
    void takesTheNarrowBlankOfNewerDotNet(String text) {
        assertEquals(Instant.parse("2023-09-20T04:05:03Z"), TimeText.anyCulture(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "today",
                "2023-13-01T00:00:00",
                "2023-02-29T00:00:00",
                "2023-01-01T24:00:00",
                "2023-01-01",
                "2023-01-01T00:00:00X",
                "2023-01-01T00:00:00+99:00",
                "0001-01-01T00:00:00",
                "1601-01-01T00:00:00Z",
                "/Date()/",
                "13/13/2023 1:00:00",
                "1/1/2023 13:00:00 PM",
                "2023-01-01T00:60:00",
                "99999-01-01T00:00:00"
            })
    void refusesWhatNamesNoInstant(String text) {
        assertNull(TimeText.anyCulture(text));
    }
}
