package io.backtrail.reconstruct;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which devices were registered within the evidence. */
final class Devices {
    private static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Devices() {}

    /** Ids of all devices that some act registered. */
    static Set<String> added(List<Act> acts, Parts parts) {
        Set<String> devices = new TreeSet<>();
        for (Act act : acts) {
            if (act.deed() == Deed.DEVICE_ADDED && act.succeeded()) {
                devices.addAll(added(act, parts));
            }
        }
        return devices;
    }

    /** Ids that this registration names; the device's id and its object in the directory both. */
    static Set<String> added(Act act, Parts parts) {
        Set<String> ids = new TreeSet<>();
        collect(act.target(), ids);
        parts.targets(act).forEach(aim -> collect(aim.value(), ids));
        for (Parts.Named property : parts.properties(act)) {
            if (property.name().toLowerCase(Locale.ROOT).contains("device")) {
                collect(property.value(), ids);
            }
        }
        return ids;
    }

    private static void collect(String text, Set<String> ids) {
        if (text != null) {
            Matcher matcher = GUID.matcher(text);
            while (matcher.find()) {
                ids.add(matcher.group().toLowerCase(Locale.ROOT));
            }
        }
    }
}
