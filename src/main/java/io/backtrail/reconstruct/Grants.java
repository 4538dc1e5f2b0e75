package io.backtrail.reconstruct;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads which application a consent is for and what it allows. */
final class Grants {
    private static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final List<String> RISKY = List.of(
            "mail.",
            "mailboxsettings.",
            "files.",
            "sites.",
            "ews.",
            "imap.",
            "pop.",
            "smtp.",
            "full_access_as_app",
            "contacts.",
            "directory.readwrite",
            "chat.");

    private static final List<String> PRODUCTS = List.of(
            "microsoft",
            "office",
            "office365",
            "o365",
            "m365",
            "365",
            "outlook",
            "exchange",
            "onedrive",
            "sharepoint",
            "teams",
            "onenote",
            "azure",
            "entra",
            "intune",
            "defender");

    private final Parts parts;
    private final Knowledge knowledge;

    Grants(Parts parts, Knowledge knowledge) {
        this.parts = parts;
        this.knowledge = knowledge;
    }

    /** Ids that the record names and that are not Microsoft's: the application's id and its object in the tenant. */
    Set<String> apps(Act act) {
        Set<String> ids = new TreeSet<>();
        collect(act.target(), ids);
        for (Parts.Aim aim : parts.targets(act)) {
            collect(aim.value(), ids);
        }
        for (Parts.Named property : parts.properties(act)) {
            String name = property.name().toLowerCase(Locale.ROOT);
            if (name.contains("serviceprincipal") || name.contains("appid")) {
                collect(property.value(), ids);
            }
        }
        ids.removeIf(knowledge::firstParty);
        return ids;
    }

    /** The application's name, or its id where the record names none. */
    String name(Act act) {
        String name = parts.target(act, "name", "app", "displayname");
        if (name == null || name.isBlank()) {
            name = parts.value(act, "ServicePrincipal.DisplayName");
        }
        return name == null ? act.target() : name;
    }

    /** True if the consent opens mail, files or contacts. */
    boolean risky(Act act) {
        for (Parts.Named property : parts.properties(act)) {
            String name = property.name().toLowerCase(Locale.ROOT);
            if (name.contains("permission") || name.contains("scope") || name.contains("approle")) {
                String value = property.value() == null ? "" : property.value().toLowerCase(Locale.ROOT);
                if (RISKY.stream().anyMatch(value::contains)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** True if the application is not Microsoft's and its name says that it were, or belonged to one of its products. */
    boolean borrowsName(Act act) {
        String name = name(act);
        if (name == null || apps(act).isEmpty()) {
            return false;
        }
        String spaced = ' ' + name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ") + ' ';
        return PRODUCTS.stream().anyMatch(product -> spaced.contains(' ' + product + ' '));
    }

    /** True if the record names an application on the list of abused ones. */
    boolean rogue(Act act) {
        return apps(act).stream().anyMatch(knowledge::rogue);
    }

    private static void collect(String text, Set<String> ids) {
        if (text == null) {
            return;
        }
        Matcher matcher = GUID.matcher(text);
        while (matcher.find()) {
            ids.add(matcher.group().toLowerCase(Locale.ROOT));
        }
    }
}
