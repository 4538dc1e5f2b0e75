package io.backtrail.reconstruct;

import io.backtrail.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a change to a mailbox, a rule, an account or the audit recording comes to. */
final class Changes {
    private static final Set<String> FORWARDS = Set.of(
            "forwardingsmtpaddress",
            "forwardingaddress",
            "redirectmessageto",
            "blindcopyto",
            "copyto",
            "addtorecipients");

    private static final Pattern DEVICE_NAME = Pattern.compile("\"DeviceName\"\\s*:\\s*\"([^\"]+)\"");

    private final Case of;
    private final Map<String, Long> created = new HashMap<>();

    Changes(Case of) {
        this.of = of;
        for (Act act : of.acts()) {
            if (act.deed() == Deed.USER_ADDED && act.succeeded()) {
                String account = account(act);
                if (account != null) {
                    created.putIfAbsent(account, act.time());
                }
            }
        }
    }

    /** When the account was created within the evidence, or null. */
    Long created(String account) {
        return account == null ? null : created.get(account.toLowerCase(Locale.ROOT));
    }

    /** Addresses that a mailbox or transport rule is made to send mail to. */
    Set<String> forwards(Act act) {
        List<String> addresses = new ArrayList<>();
        for (Parts.Named property : of.parts().properties(act)) {
            if (FORWARDS.contains(property.name().toLowerCase(Locale.ROOT)) && property.value() != null) {
                InboxRule.collect(property.value(), addresses);
            }
        }
        return new TreeSet<>(addresses);
    }

    /** The same, only addresses outside the tenant. */
    Set<String> forwardsOutside(Act act) {
        Set<String> outside = forwards(act);
        outside.removeIf(address -> !of.outside(address));
        return outside;
    }

    /** True if the mailbox's forwarding is emptied. */
    boolean forwardRemoved(Act act) {
        boolean named = of.parts().properties(act).stream()
                .anyMatch(property -> property.name().toLowerCase(Locale.ROOT).startsWith("forwarding"));
        return named && forwards(act).isEmpty();
    }

    /** What was switched off in audit recording, or null. */
    String auditSwitchedOff(Act act) {
        if (is(act, "AuditBypassEnabled", "true")) {
            return "the account's acts are no longer audited";
        }
        if (is(act, "AuditEnabled", "false")) {
            return "the mailbox is no longer audited";
        }
        if (is(act, "UnifiedAuditLogIngestionEnabled", "false") || is(act, "AuditDisabled", "true")) {
            return "the tenant no longer records";
        }
        return null;
    }

    /** True if an update of an account adds a sign-in method. */
    boolean factorAdded(Act act) {
        return of.parts().properties(act).stream().anyMatch(property -> strong(property) && grown(property) > 0);
    }

    /** True if an update of an account takes a sign-in method away and adds none. */
    boolean factorRemoved(Act act) {
        return !factorAdded(act)
                && of.parts().properties(act).stream().anyMatch(property -> strong(property) && grown(property) < 0);
    }

    /** What the sign-in method is called: the telephone's name, the method, or null. */
    String factorName(Act act) {
        for (Parts.Named property : of.parts().properties(act)) {
            if (strong(property) && property.value() != null) {
                Matcher device = DEVICE_NAME.matcher(property.value());
                while (device.find()) {
                    if (property.oldValue() == null || !property.oldValue().contains(device.group())) {
                        return device.group(1);
                    }
                }
            }
        }
        String method = of.parts().value(act, "AuthenticationMethod");
        return method;
    }

    /** What the reader knows the added method or device by, quoted; its kind where the record has no name. */
    String added(Act act) {
        String name = act.deed() == Deed.DEVICE_ADDED ? deviceName(act) : factorName(act);
        return name == null ? act.deed() == Deed.DEVICE_ADDED ? "device" : "sign-in method" : Problem.quote(name);
    }

    /** The registered device's name, or its id where the record has no name, or null. */
    String deviceName(Act act) {
        String name = of.parts().target(act, "name", "device");
        if (name == null || name.isBlank()) {
            name = of.parts().value(act, "Device.DisplayName");
        }
        if (name == null) {
            name = of.parts().value(act, "DisplayName");
        }
        return name == null ? act.target() : name;
    }

    private static boolean strong(Parts.Named property) {
        return property.name().startsWith("StrongAuthentication");
    }

    private static int grown(Parts.Named property) {
        int now = property.value() == null ? 0 : property.value().length();
        int was = property.oldValue() == null ? 0 : property.oldValue().length();
        return now - was;
    }

    /** Who gets a role or a right: a UPN in lower case, else as recorded, or null. */
    String grantee(Act act) {
        String grantee = switch (act.deed()) {
            case MAILBOX_GRANT, MAILBOX_GRANT_REMOVED ->
                first(of.parts().value(act, "User"), of.parts().value(act, "Trustee"));
            case FOLDER_GRANT, FOLDER_GRANT_REMOVED ->
                first(of.parts().value(act, "User"), of.parts().value(act, "MemberUpn"));
            default -> account(act);
        };
        return grantee == null ? null : grantee.toLowerCase(Locale.ROOT);
    }

    /** The account that a directory change is about: a UPN in lower case, or null. */
    String account(Act act) {
        String upn = of.parts().target(act, "upn", "user");
        String account = upn == null || upn.indexOf('@') < 0 ? act.target() : upn;
        return account == null || account.indexOf('@') < 0 ? null : account.toLowerCase(Locale.ROOT);
    }

    private boolean is(Act act, String name, String value) {
        String text = of.parts().value(act, name);
        return text != null && text.toLowerCase(Locale.ROOT).contains(value);
    }

    private static String first(String one, String other) {
        return one == null ? other : one;
    }
}
