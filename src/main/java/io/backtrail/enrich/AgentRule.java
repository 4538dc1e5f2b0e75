package io.backtrail.enrich;

import java.util.List;

/**
 * A program of Microsoft 365 that general lists of agents do not know or take for a browser. Programs of the desktop that are
 * no browser (Teams, OneDrive) count as mail clients: the owner's own machine, signed in once.
 *
 * @param word what the agent string has in it
 * @param atStart whether the word must stand at the start
 * @param family name of the program
 * @param os operating system, or null to read it from the string
 * @param kind kind of agent
 */
record AgentRule(String word, boolean atStart, String family, String os, String kind) {
    /** In the order in which they are tried. */
    static final List<AgentRule> ALL = List.of(
            starts("Outlook-iOS", "Outlook", "iOS", "mobile"),
            starts("Outlook-Android", "Outlook", "Android", "mobile"),
            starts("MacOutlook/", "Outlook", "Mac OS X", "mail-client"),
            has("Microsoft Outlook", "Outlook", null, "mail-client"),
            starts("Outlook/", "Outlook", null, "mail-client"),
            has("TeamsMobile-iOS", "Teams", "iOS", "mobile"),
            has("TeamsMobile-Android", "Teams", "Android", "mobile"),
            has(" Teams/", "Teams", null, "mail-client"),
            starts("Teams", "Teams", null, "mail-client"),
            starts("Microsoft Teams", "Teams", null, "mail-client"),
            starts("Microsoft SkyDriveSync", "OneDrive", "Windows", "mail-client"),
            starts("OneDriveMpc", "OneDrive", null, "service"),
            starts("OneDriveiOSApp", "OneDrive", "iOS", "mobile"),
            starts("OneDrive", "OneDrive", null, "mail-client"),
            starts("Microsoft Office", "Microsoft Office", null, "mail-client"),
            has("ExchangeWebServices/", "Apple Mail", "Mac OS X", "mail-client"),
            starts("Apple-iPhone", "iOS Mail", "iOS", "mobile"),
            starts("Apple-iPad", "iOS Mail", "iOS", "mobile"),
            starts("Apple-iOS", "iOS Mail", "iOS", "mobile"),
            starts("iOS/", "iOS Mail", "iOS", "mobile"),
            starts("Android-Mail", "Gmail", "Android", "mobile"),
            starts("Android-SAMSUNG", "Samsung Email", "Android", "mobile"),
            starts("Android", "Android Mail", "Android", "mobile"),
            starts("SAMSUNG", "Samsung Email", "Android", "mobile"),
            starts("Dalvik/", "Android app", "Android", "mobile"),
            has(" CFNetwork/", "Apple app", null, "mobile"),
            starts("Windows-AzureAD-Authentication-Provider", "Windows sign-in", "Windows", "service"),
            starts("EvoSTS", "Entra ID", null, "service"),
            starts("MSWAC", "Office on the web", null, "service"),
            starts("SharePoint", "SharePoint", null, "service"),
            starts("ODMTA", "OneDrive", null, "service"),
            starts("SkypeSpaces", "Teams", null, "service"),
            starts("onenoteapi", "OneNote", null, "service"),
            starts("O365AdminPortal", "Admin portal", null, "service"),
            starts("Exchange/", "Exchange", null, "service"),
            starts("Microsoft Azure", "Azure", null, "service"));

    boolean matches(String text) {
        return atStart ? text.regionMatches(true, 0, word, 0, word.length()) : text.contains(word);
    }

    private static AgentRule starts(String word, String family, String os, String kind) {
        return new AgentRule(word, true, family, os, kind);
    }

    private static AgentRule has(String word, String family, String os, String kind) {
        return new AgentRule(word, false, family, os, kind);
    }
}
