package io.backtrail.normalize;

import io.backtrail.model.Property;

/** The user agent of an audit record; each workload hides it elsewhere. */
final class UserAgents {
    private static final String MARK = "UserAgent";

    private UserAgents() {}

    /** The user agent string, or null. */
    static String of(UalRecord record) {
        String agent = record.bags().value("ExtendedProperties", "UserAgent");
        if (agent == null) {
            agent = fromDetails(record.bags());
        }
        if (agent == null) {
            agent = record.word("UserAgent");
        }
        if (agent == null) {
            agent = marked(record.word("ActorInfoString"));
        }
        return agent == null ? fromClientInfo(record.word("ClientInfoString")) : agent;
    }

    /** {@code additionalDetails} of directory records is JSON in a text: {@code {"User-Agent":"…"}}. */
    private static String fromDetails(Bags bags) {
        Property details = bags.property("ExtendedProperties", "additionalDetails");
        if (details == null || details.value() == null) {
            return null;
        }
        return Json.scalar(Json.Kind.TEXT, details.value()).unfolded().word("User-Agent");
    }

    /** What stands behind {@code UserAgent=} or {@code UserAgent-}, in square brackets or up to the next semicolon. */
    private static String marked(String info) {
        int mark = info == null ? -1 : info.indexOf(MARK);
        int start = mark + MARK.length() + 1;
        if (mark < 0 || start >= info.length()) {
            return null;
        }
        boolean bracket = info.charAt(start) == '[';
        int end = info.indexOf(bracket ? ']' : ';', start);
        String agent = info.substring(bracket ? start + 1 : start, end < 0 ? info.length() : end)
                .strip();
        return agent.isEmpty() || agent.equals("NoUserAgent") ? null : agent;
    }

    /** {@code Client=OWA;Mozilla/5.0 (…)}: behind the client's name stands the agent, or an action, which is none. */
    private static String fromClientInfo(String info) {
        if (info == null || !info.startsWith("Client=")) {
            return null;
        }
        int semicolon = info.indexOf(';');
        String rest = semicolon < 0 ? "" : info.substring(semicolon + 1);
        if (rest.startsWith(MARK + "=")) {
            return marked(rest);
        }
        int equals = rest.indexOf('=');
        int slash = rest.indexOf('/');
        if (slash < 1 || equals >= 0 && equals < slash) {
            return null;
        }
        int end = rest.length();
        while (end > 0 && rest.charAt(end - 1) == ';') {
            end--;
        }
        return rest.substring(0, end).strip();
    }
}
