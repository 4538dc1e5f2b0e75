package io.backtrail.reconstruct;

import java.util.Locale;
import java.util.Set;

/** Tells Microsoft's own activity from everybody else's, before anything is scored. */
final class SystemClass {
    private static final Set<Integer> SYSTEM_TYPES = Set.of(3, 4, 7, 8);
    private static final Set<Integer> TELEMETRY = Set.of(28, 40, 41, 47, 64);
    private static final Set<String> SYSTEM_ACTORS = Set.of(
            "app@sharepoint",
            "sharepoint\\system",
            "s-1-5-18",
            "s-1-5-19",
            "s-1-5-20",
            "certificate",
            "microsoft\\serviceoperator",
            "fim_password_service@support.onmicrosoft.com");

    private final Knowledge knowledge;

    SystemClass(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** The rule that makes this Microsoft's or the product's own record, {@code SYS1} to {@code SYS5}, or null. */
    String rule(Act act) {
        if (act.signIn() && act.account() != null && act.account().indexOf('@') > 0) {
            return null;
        }
        if (telemetry(act)) {
            return "SYS5";
        }
        if (actor(act)) {
            return "SYS1";
        }
        if (!act.address().microsoftOrNone() || act.tool().script()) {
            return null;
        }
        return behindMicrosoftAddress(act);
    }

    /** What a rule says, for the reader. */
    static String text(String rule) {
        return switch (rule) {
            case "SYS1" -> "SYS1: the actor is one of the service's own accounts";
            case "SYS2" -> "SYS2: a first-party application, from Microsoft or without an address";
            case "SYS3" -> "SYS3: background REST access by a first-party application from Microsoft";
            case "SYS4" -> "SYS4: transport, assistants or management of the mailbox server";
            case "SYS5" -> "SYS5: an alert, a delivery or another record that the product writes about others";
            default -> throw new IllegalArgumentException("no system rule " + rule);
        };
    }

    private boolean telemetry(Act act) {
        return act.family().equals("alert")
                || act.family().equals("message-trace")
                || act.recordType() != null && TELEMETRY.contains(act.recordType());
    }

    private static boolean actor(Act act) {
        if (act.account() == null) {
            return act.address().microsoftOrNone() && act.appId() == null && act.sessionId() == null;
        }
        String account = act.account().toLowerCase(Locale.ROOT);
        boolean named = SYSTEM_ACTORS.contains(account)
                || account.startsWith("nt authority\\")
                || account.startsWith("nt service\\");
        boolean typed = act.userType() != null && SYSTEM_TYPES.contains(act.userType());
        return named
                || (typed || act.actorKind().equals("system")) && act.address().microsoftOrNone();
    }

    private String behindMicrosoftAddress(Act act) {
        boolean application =
                act.actorKind().equals("app") || act.userType() != null && (act.userType() == 5 || act.userType() == 6);
        boolean background = act.clientInfo() != null && act.clientInfo().contains("RESTSystem");
        if (background && knowledge.firstParty(act.appId()) && act.address().microsoft()) {
            return "SYS3";
        }
        if (application && knowledge.firstParty(act.appId())) {
            return "SYS2";
        }
        return server(act) ? "SYS4" : null;
    }

    private static boolean server(Act act) {
        if (act.logonType() != null && (act.logonType() == 3 || act.logonType() == 4)) {
            return true;
        }
        String info = act.clientInfo();
        return info != null
                && (info.startsWith("Client=TBA")
                        || info.startsWith("Client=Management;Action=")
                        || info.startsWith("Client=HubTransport")
                        || info.startsWith("Client=ELC")
                        || info.startsWith("Client=EBA")
                        || info.startsWith("Client=ContentIndexing"));
    }
}
