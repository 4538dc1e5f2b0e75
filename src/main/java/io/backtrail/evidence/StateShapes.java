package io.backtrail.evidence;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells exports that say how things stand, not what happened: settings, rules, grants, methods, devices. */
final class StateShapes {
    private static final Set<Shape> ALL = EnumSet.range(Shape.INBOX_RULES, Shape.DEVICES);

    private StateShapes() {}

    static boolean has(Shape shape) {
        return ALL.contains(shape);
    }

    /** The shape of objects with these fields, or null. */
    static Shape of(Map<String, ?> fields) {
        return of(fields.keySet().stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet()));
    }

    /** The same of names in lower case. */
    static Shape of(Set<String> names) {
        Shape mail = mailbox(names);
        return mail != null ? mail : directory(names);
    }

    private static Shape mailbox(Set<String> names) {
        boolean rule = names.contains("ruleidentity")
                || names.containsAll(Set.of("mailboxownerid", "priority"))
                || names.contains("rulename") && (names.contains("ruleid") || names.contains("sequence"))
                || names.containsAll(Set.of("displayname", "sequence", "isenabled", "actions"));
        if (rule) {
            return Shape.INBOX_RULES;
        }
        if (names.contains("forwardingsmtpaddress") || names.contains("delivertomailboxandforward")) {
            return Shape.MAILBOXES;
        }
        boolean grantee = names.contains("user") || names.contains("trustee");
        if (names.contains("accessrights") && grantee) {
            return Shape.MAILBOX_PERMISSIONS;
        }
        return names.containsAll(Set.of("name", "state", "mode", "priority")) ? Shape.TRANSPORT_RULES : null;
    }

    private static Shape directory(Set<String> names) {
        boolean grant = names.containsAll(Set.of("clientid", "consenttype", "scope"))
                || names.containsAll(Set.of("permissiontype", "clientobjectid", "permission"));
        if (grant) {
            return Shape.OAUTH_GRANTS;
        }
        if (names.containsAll(Set.of("ismfaregistered", "methodsregistered"))
                || names.containsAll(Set.of("user", "mfastatus"))) {
            return Shape.MFA_METHODS;
        }
        boolean kept = names.contains("trusttype") || names.contains("iscompliant") || names.contains("ismanaged");
        return kept && names.containsAll(Set.of("deviceid", "displayname", "operatingsystem")) ? Shape.DEVICES : null;
    }

    /** What objects of the shape have. */
    static String fields(Shape shape) {
        return switch (shape) {
            case INBOX_RULES -> "the identity and order of an inbox rule, as Get-InboxRule or Graph gives them";
            case MAILBOXES -> "the forwarding settings of a mailbox, as Get-Mailbox gives them";
            case MAILBOX_PERMISSIONS -> "AccessRights beside User or Trustee, as Get-MailboxPermission gives them";
            case TRANSPORT_RULES -> "Name, State, Mode and Priority, as Get-TransportRule gives them";
            case OAUTH_GRANTS -> "the client, the permission and the kind of consent of a grant";
            case MFA_METHODS -> "the methods that a user registered to prove who he is";
            case DEVICES -> "the id, system and trust of a registered device";
            default -> throw new IllegalArgumentException(shape + " says what happened");
        };
    }
}
