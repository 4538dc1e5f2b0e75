package io.backtrail.example;

import java.time.LocalDate;
import java.util.List;

/** What the service wrote down at the time: which ids link the records, and which programs people had. */
public enum Era {
    /** Spring 2021: no session ids yet, most agents missing. */
    OLD(
            LocalDate.of(2021, 4, 16),
            List.of(
                    "Chrome/152.0.7801.44", "Chrome/89.0.4389.105",
                    "Chrome/152.", "Chrome/89.",
                    "Chrome/151.", "Chrome/88.",
                    "Chrome/150.", "Chrome/87.",
                    "Edg/152.", "Edg/89.",
                    "iPhone OS 18_6", "iPhone OS 14_4",
                    "Ios 18.6", "Ios 14.4",
                    "Android 15", "Android 11",
                    "SM-S921B", "SM-G991B",
                    "Pixel 7", "Pixel 4",
                    "Windows 11", "Windows10",
                    "16.0.20131.20152", "16.0.13801.20294",
                    "SkyDriveSync 26.158.0816", "SkyDriveSync 21.030.0211",
                    "15.21.0092.011", "15.20.4020.022",
                    "MacOutlook/16.112.26080212", "MacOutlook/16.47.21031401",
                    "Version 15.6 (Build 24G84)", "Version 11.2 (Build 20D64)",
                    "Mac OS X 15.6.0", "Mac OS X 11.2.0",
                    "NT 10.0 (26100)", "NT 10.0 (19042)",
                    "Rates 2026", "Rates 2021")),
    /** Autumn 2023: sign-ins and mail programs name the session, tokens are not named. */
    MIDDLE(
            LocalDate.of(2023, 9, 29),
            List.of(
                    "Chrome/152.0.7801.44", "Chrome/117.0.5938.60",
                    "Chrome/152.", "Chrome/117.",
                    "Chrome/151.", "Chrome/116.",
                    "Chrome/150.", "Chrome/115.",
                    "Edg/152.", "Edg/117.",
                    "iPhone OS 18_6", "iPhone OS 16_6",
                    "Ios 18.6", "Ios 16.6",
                    "Android 15", "Android 13",
                    "SM-S921B", "SM-S911B",
                    "16.0.20131.20152", "16.0.16731.20170",
                    "SkyDriveSync 26.158.0816", "SkyDriveSync 23.184.0903",
                    "15.21.0092.011", "15.20.6813.022",
                    "MacOutlook/16.112.26080212", "MacOutlook/16.77.23091003",
                    "Version 15.6 (Build 24G84)", "Version 13.5 (Build 22G74)",
                    "Mac OS X 15.6.0", "Mac OS X 13.5.0",
                    "NT 10.0 (26100)", "NT 10.0 (22621)",
                    "Rates 2026", "Rates 2023")),
    /** Autumn 2026: every record names session and token. */
    MODERN(LocalDate.of(2026, 10, 2), List.of());

    private final LocalDate last;
    private final List<String> versions;

    Era(LocalDate last, List<String> versions) {
        this.last = last;
        this.versions = versions;
    }

    /** The Friday on which the story ends. */
    LocalDate last() {
        return last;
    }

    /** True when records name the session and the token behind them. */
    boolean linkable() {
        return this == MODERN;
    }

    /** True when sign-ins and mailbox records name a session. */
    boolean sessions() {
        return this != OLD;
    }

    /** True when a mailbox record names the session itself; since tokens are named, the web mail leaves it to them. */
    boolean names(String session, Device device) {
        boolean here = device.mailProgram() || device.inBrowser() && !linkable();
        return session != null && sessions() && here;
    }

    /** The key of a message's own id. */
    String itemKey() {
        return linkable() ? "ImmutableId" : "Id";
    }

    /** True when the record with this id keeps its agent; in the old days a quarter of them do. */
    boolean keepsAgent(String id) {
        return this != OLD || id.hashCode() % 4 == 0;
    }

    /** The text with the programs' versions of the time. */
    String dress(String text) {
        String dressed = text;
        for (int i = 0; i < versions.size(); i += 2) {
            dressed = dressed.replace(versions.get(i), versions.get(i + 1));
        }
        return dressed;
    }
}
