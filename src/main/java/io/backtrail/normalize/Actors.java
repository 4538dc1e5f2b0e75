package io.backtrail.normalize;

import io.backtrail.model.Actor;
import io.backtrail.model.ActorKind;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Who acted, told from the forms that user ids have. */
final class Actors {
    private static final Set<String> NOBODY =
            Set.of("not available", "not-found", "unknown", "__null__", "<null>", "-", "<>");

    private static final Set<String> SERVICES = Set.of(
            "app@sharepoint",
            "sharepoint\\system",
            "microsoft\\serviceoperator",
            "certificate",
            "dlpagent",
            "securitycompliancealerts",
            "securitycomplianceinsights",
            "airinvestigation",
            "ffoservicepartneruser",
            "microsoft teams sync",
            "office365 backend process",
            "device registration service",
            "microsoft intune",
            "s-1-5-18",
            "s-1-5-19",
            "s-1-5-20");

    private static final Map<String, Integer> USER_TYPES = Map.ofEntries(
            Map.entry("regular", 0),
            Map.entry("reserved", 1),
            Map.entry("admin", 2),
            Map.entry("dcadmin", 3),
            Map.entry("system", 4),
            Map.entry("application", 5),
            Map.entry("serviceprincipal", 6),
            Map.entry("custompolicy", 7),
            Map.entry("systempolicy", 8),
            Map.entry("partnertechnician", 9),
            Map.entry("guest", 10));

    private static final String SHAREPOINT_GUEST = "urn:spo:guest#";

    private Actors() {}

    /** The actor of an audit record; each part as recorded, or null. */
    static Actor of(String userId, String userKey, String userType) {
        Integer type = type(userType);
        return new Actor(account(userId), userId, userKey, type, kind(userId, type));
    }

    /** {@code UserType} as a number, whether written as number or as name, or null. */
    static Integer type(String text) {
        Integer number = Numbers.small(text);
        return number != null || text == null ? number : USER_TYPES.get(text.toLowerCase(Locale.ROOT));
    }

    /** The name to join events by: a UPN in lower case, another id as it stood, or null for the words that name nobody. */
    static String account(String userId) {
        if (userId == null || NOBODY.contains(userId.toLowerCase(Locale.ROOT))) {
            return null;
        }
        if (userId.regionMatches(true, 0, SHAREPOINT_GUEST, 0, SHAREPOINT_GUEST.length())) {
            return userId.substring(SHAREPOINT_GUEST.length()).toLowerCase(Locale.ROOT);
        }
        return userId.indexOf('@') > 0 ? userId.toLowerCase(Locale.ROOT) : userId;
    }

    /** What kind of actor an id names; the id's form goes before the type, because records write 2 for any mailbox owner. */
    static ActorKind kind(String userId, Integer type) {
        ActorKind told = userId == null ? null : byForm(userId.toLowerCase(Locale.ROOT));
        if (told != null) {
            return told;
        }
        return type == null ? byAbsence(userId) : byType(userId, type);
    }

    private static ActorKind byForm(String id) {
        boolean dlp = id.startsWith("dlppolicy") && id.indexOf('@') < 0;
        if (SERVICES.contains(id) || id.startsWith("nt authority\\") || id.startsWith("nt service\\") || dlp) {
            return ActorKind.SYSTEM;
        }
        if (id.startsWith("serviceprincipal_") || id.startsWith("sync_") || isGuidOfTenant(id)) {
            return ActorKind.APP;
        }
        if (id.contains("#ext#") || id.startsWith("urn:spo:") || id.equals("anonymous")) {
            return ActorKind.GUEST;
        }
        return null;
    }

    private static boolean isGuidOfTenant(String id) {
        int at = id.indexOf('@');
        return at == 36 && Ids.isGuid(id.substring(0, at)) && Ids.isGuid(id.substring(at + 1));
    }

    private static ActorKind byType(String userId, int type) {
        return switch (type) {
            case 2, 9 -> ActorKind.ADMIN;
            case 3, 4, 7, 8 -> ActorKind.SYSTEM;
            case 5, 6 -> ActorKind.APP;
            case 10 -> ActorKind.GUEST;
            default -> byAbsence(userId);
        };
    }

    private static ActorKind byAbsence(String userId) {
        String account = account(userId);
        boolean person = account != null && account.indexOf('@') > 0;
        return person ? ActorKind.USER : ActorKind.UNKNOWN;
    }
}
