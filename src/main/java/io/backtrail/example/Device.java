package io.backtrail.example;

/**
 * What somebody works with.
 *
 * @param id device id in Entra, empty when the device is not registered
 * @param name display name, empty when not registered
 * @param os operating system as a sign-in record names it
 * @param browser browser as a sign-in record names it
 * @param agent user agent
 * @param mail client information that Exchange records, without the agent for a mail program
 * @param managed true for a compliant device of the firm
 */
record Device(String id, String name, String os, String browser, String agent, String mail, boolean managed) {
    private static final String WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko) ";
    private static final String EDGE =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) " + WEBKIT + "Chrome/152.0.0.0 Safari/537.36 Edg/152.0.0.0";
    private static final String CHROME =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) " + WEBKIT + "Chrome/152.0.0.0 Safari/537.36";
    private static final String MAC =
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) " + WEBKIT + "Chrome/152.0.0.0 Safari/537.36";

    private static final String MAC_OUTLOOK =
            "Client=WebServices;MacOutlook/16.112.26080212 (Intelx64 Mac OS X Version 15.6 (Build 24G84))";

    static Device laptop(Dice dice) {
        int kind = dice.between(0, 9);
        String name = (kind == 9 ? "MAC-" : "NF-LT-") + dice.between(1000, 9999);
        String agent = kind == 9 ? MAC : kind > 5 ? CHROME : EDGE;
        String browser = kind > 5 ? "Chrome" : "Edge";
        String os = kind == 9 ? "MacOs" : kind % 2 == 0 ? "Windows 11" : "Windows10";
        String mail = kind == 9 ? MAC_OUTLOOK : "Client=MSExchangeRPC";
        return new Device(dice.guid(), name, os, browser, agent, mail, true);
    }

    static Device phone(Dice dice) {
        boolean apple = dice.chance(60);
        String agent = apple
                ? "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                        + " Mobile/15E148"
                : "Mozilla/5.0 (Linux; Android 15; SM-S921B) " + WEBKIT + "Chrome/152.0.7801.44 Mobile Safari/537.36";
        String mail = apple ? "Client=OutlookService;Outlook-iOS/2.0;" : "Client=OutlookService;Outlook-Android/2.0;";
        return new Device(
                dice.guid(),
                apple ? "iPhone" : "SM-S921B",
                apple ? "Ios 18.6" : "Android 15",
                apple ? "Mobile Safari" : "Chrome Mobile",
                agent,
                mail,
                true);
    }

    /** A browser on a machine that the tenant does not know. */
    static Device stranger(String os, String platform, String version) {
        String agent = "Mozilla/5.0 (" + platform + ") " + WEBKIT + "Chrome/" + version + ".0.0.0 Safari/537.36";
        return new Device("", "", os, "Chrome", agent, "Client=OWA;" + agent + ";", false);
    }

    /** A mail program that sends name and password over IMAP. */
    static Device imap() {
        return new Device("", "", "", "", "BAV2ROPC", "Client=POP3/IMAP4;Protocol=IMAP4", false);
    }

    /** A program on a server somewhere, which calls Graph. */
    static Device server() {
        return new Device("", "", "", "", "", "Client=REST;Client=RESTSystem;;", false);
    }

    /** The same device with its mailbox open in the browser. */
    Device browsing() {
        return new Device(id, name, os, browser, agent, "Client=OWA;" + agent + ";", managed);
    }

    /** True for Outlook on a computer. */
    boolean mailProgram() {
        return onWindows() || mail.equals(MAC_OUTLOOK);
    }

    /** True for Outlook on Windows. */
    boolean onWindows() {
        return mail.startsWith("Client=MSExchangeRPC");
    }

    /** True for a protocol that cannot ask for a second factor. */
    boolean legacy() {
        return agent.equals("BAV2ROPC");
    }

    boolean inBrowser() {
        return mail.startsWith("Client=OWA");
    }
}
