package io.backtrail.normalize;

import io.backtrail.model.Property;
import io.backtrail.model.Target;
import java.util.List;
import java.util.Map;

/** Changes in the directory in one line: consent, MFA methods, roles, accounts, apps, devices. */
final class DirectorySummary {
    private static final Map<String, String> VERBS = Map.ofEntries(
            Map.entry("user registered security info", "registered an MFA method for"),
            Map.entry("user registered all required security info", "registered all MFA methods needed for"),
            Map.entry("user started security info registration", "began to register an MFA method for"),
            Map.entry("user changed default security info", "changed the default MFA method of"),
            Map.entry("user deleted security info", "deleted an MFA method of"),
            Map.entry("admin registered security info", "registered an MFA method for"),
            Map.entry("admin deleted security info", "deleted an MFA method of"),
            Map.entry("add user", "created account"),
            Map.entry("delete user", "deleted account"),
            Map.entry("restore user", "restored account"),
            Map.entry("disable account", "disabled account"),
            Map.entry("enable account", "enabled account"),
            Map.entry("update user", "changed account"),
            Map.entry("change user password", "changed the password of"),
            Map.entry("reset user password", "reset the password of"),
            Map.entry("reset password (self-service)", "reset by self-service the password of"),
            Map.entry("change user license", "changed the licence of"),
            Map.entry("update stsrefreshtokenvalidfrom timestamp", "revoked the refresh tokens of"),
            Map.entry("remove member from group", "removed % from a group"),
            Map.entry("add owner to application", "made % an owner of an application"),
            Map.entry("add owner to service principal", "made % an owner of a service principal"),
            Map.entry("add application", "created application"),
            Map.entry("add service principal", "added service principal"),
            Map.entry("remove service principal", "removed service principal"),
            Map.entry("add service principal credentials", "added a credential to service principal"),
            Map.entry("update application - certificates and secrets management", "changed the secrets of application"),
            Map.entry("add delegated permission grant", "granted delegated permissions on"),
            Map.entry("remove delegated permission grant", "removed delegated permissions on"),
            Map.entry("add oauth2permissiongrant", "granted delegated permissions on"),
            Map.entry("remove oauth2permissiongrant", "removed delegated permissions on"),
            Map.entry("remove app role assignment from service principal", "took application permissions on"),
            Map.entry("update application", "changed application"),
            Map.entry("update service principal", "changed service principal"),
            Map.entry("add app role assignment to service principal", "gave application permissions on"),
            Map.entry("add app role assignment grant to user", "assigned a user to app"),
            Map.entry("add device", "added device"),
            Map.entry("register device", "registered device"),
            Map.entry("add registered owner to device", "registered a device for"),
            Map.entry("add registered users to device", "registered a device for"),
            Map.entry("delete device", "deleted device"),
            Map.entry("update policy", "changed policy"),
            Map.entry("update conditional access policy", "changed Conditional Access policy"),
            Map.entry("delete conditional access policy", "deleted Conditional Access policy"),
            Map.entry("add conditional access policy", "created Conditional Access policy"),
            Map.entry("set domain authentication", "set the sign-in of domain"),
            Map.entry("disable strong authentication", "switched off MFA for"),
            Map.entry("enable strong authentication", "switched on MFA for"),
            Map.entry("set federation settings on domain", "set the federation of domain"),
            Map.entry("add unverified domain", "added domain"),
            Map.entry("add verified domain", "added domain"),
            Map.entry("set company information", "changed the settings of the organisation"),
            Map.entry("invite external user", "invited outside user"));

    private DirectorySummary() {}

    /** The line, or null when the operation is none of ours. */
    static String of(String folded, String who, String what, List<Target> targets, Bags bags) {
        String verb = VERBS.get(folded);
        if (verb != null) {
            int place = verb.indexOf('%');
            return who + " "
                    + (place < 0 ? verb + " " + what : verb.substring(0, place) + what + verb.substring(place + 1));
        }
        return switch (folded) {
            case "consent to application" -> consent(who, what, bags);
            case "add member to role", "add eligible member to role", "add member to role completed (pim activation)" ->
                who + " gave " + role(targets) + " to " + what;
            case "add member to group" -> who + " added " + what + " to " + group(bags);
            case "remove member from role" -> who + " took " + role(targets) + " from " + what;
            default -> null;
        };
    }

    private static String role(List<Target> targets) {
        for (Target target : targets) {
            if (target.kind().equals("role")) {
                return "role " + Words.cut(target.value());
            }
        }
        return "a role";
    }

    private static String group(Bags bags) {
        String name = UalTargets.bare(newValue(bags, "Group.DisplayName"));
        return name == null ? "a group" : "group " + Words.cut(name);
    }

    private static String consent(String who, String what, Bags bags) {
        String forAll = UalTargets.bare(newValue(bags, "ConsentContext.OnBehalfOfAll"));
        String scope = scope(newValue(bags, "ConsentAction.Permissions"));
        return who + " consented to app " + what + ("True".equalsIgnoreCase(forAll) ? " for the whole tenant" : "")
                + (scope == null ? "" : ": " + Words.cut(scope));
    }

    private static String newValue(Bags bags, String name) {
        Property property = bags.property("ModifiedProperties", name);
        return property == null ? null : property.value();
    }

    /** The scopes in {@code … => [[Id: …, ConsentType: …, Scope: a b c]]}, those after the arrow. */
    private static String scope(String permissions) {
        int arrow = permissions == null ? -1 : permissions.indexOf("=>");
        int start = permissions == null ? -1 : permissions.indexOf("Scope:", Math.max(0, arrow));
        if (start < 0) {
            return null;
        }
        int end = permissions.length();
        for (char mark : new char[] {']', ','}) {
            int place = permissions.indexOf(mark, start);
            end = place < 0 ? end : Math.min(end, place);
        }
        String scope = permissions.substring(start + "Scope:".length(), end).strip();
        return scope.isEmpty() ? null : scope;
    }
}
