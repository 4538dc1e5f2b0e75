package io.backtrail.enrich;

import io.backtrail.model.Agent;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import ua_parser.Parser;

/**
 * Reads agent strings: Microsoft 365's own first, which no general list knows, then browsers by uap-java. Strings are the
 * sender's word and may be hostile, so only a bounded part is looked at. One thread.
 */
final class AgentReader {
    /** No honest agent string is longer; expressions over more would be a way to make us wait. */
    private static final int LONGEST = 1024;

    private static final Pattern CRAWLER = Pattern.compile("(?i)bot\\b|crawler|spider");

    private static final Set<String> MAIL_CLIENTS = Set.of(
            "Apple Mail",
            "eM Client",
            "Evolution",
            "Lotus Notes",
            "Mail",
            "Outlook",
            "Postbox",
            "Thunderbird",
            "Windows Live Mail");

    private final Packs packs;
    private Parser browsers;

    AgentReader(Packs packs) {
        this.packs = packs;
    }

    /** What {@code text} claims to be. */
    Agent read(String text) {
        String bounded = bounded(text);
        if (bounded.isEmpty()) {
            return Agent.UNKNOWN;
        }
        if (bounded.regionMatches(true, 0, "Client=", 0, 7)) {
            return exchangeClient(bounded.substring(7));
        }
        return program(bounded);
    }

    private Agent program(String text) {
        AttackAgent tool = packs.attackAgent(text);
        if (tool != null) {
            return new Agent(tool.name(), null, tool.kind().equals("legacy") ? "mail-client" : "script");
        }
        for (AgentRule rule : AgentRule.ALL) {
            if (rule.matches(text)) {
                return new Agent(rule.family(), rule.os() == null ? system(text) : rule.os(), rule.kind());
            }
        }
        return browser(text);
    }

    /** Reads an Exchange {@code ClientInfoString} behind {@code Client=}: a protocol, and often the agent string after it. */
    private Agent exchangeClient(String text) {
        int semicolon = text.indexOf(';');
        String protocol = (semicolon < 0 ? text : text.substring(0, semicolon)).strip();
        String detail = semicolon < 0 ? "" : agentPart(text.substring(semicolon + 1));
        if (!detail.isEmpty()) {
            Agent agent = program(detail);
            if (!agent.equals(Agent.UNKNOWN)) {
                return agent;
            }
        }
        return protocol(protocol.toLowerCase(Locale.ROOT));
    }

    private static String agentPart(String detail) {
        String part = detail.strip();
        if (part.regionMatches(true, 0, "UserAgent=", 0, 10)) {
            part = part.substring(10);
        }
        if (part.regionMatches(true, 0, "Action=", 0, 7) || part.regionMatches(true, 0, "Client=", 0, 7)) {
            return "";
        }
        return part.replaceFirst("\\[AppId=.*", "").replaceFirst(";+$", "").strip();
    }

    /** What the protocol alone tells. Outlook on the web without an agent string is some browser, we know not which. */
    private static Agent protocol(String name) {
        return switch (name) {
            case "owa" -> new Agent(null, null, "browser");
            case "msexchangerpc", "microsoft.exchange.mapi", "mapi" -> new Agent("Outlook", null, "mail-client");
            case "pop3/imap4", "pop3", "imap4", "popimap" -> new Agent("POP3/IMAP4", null, "mail-client");
            case "activesync", "airsync" -> new Agent("Exchange ActiveSync", null, "mobile");
            case "outlookservice" -> new Agent("Outlook", null, "mobile");
            case "rest", "webservices" ->
                new Agent(name.equals("rest") ? "Exchange REST" : "Exchange Web Services", null, "service");
            case "tba", "management", "hubtransport", "hub transport", "elc", "contentindexing", "ci", "monitoring" ->
                new Agent("Exchange", null, "service");
            default -> Agent.UNKNOWN;
        };
    }

    /** Asks for browser and system only: the expressions for devices are most of the cost and tell nothing we keep. */
    private Agent browser(String text) {
        String family = known(parser().parseUserAgent(text).family);
        String os = system(text);
        if (family == null) {
            return new Agent(null, os, "unknown");
        }
        if (CRAWLER.matcher(family).find()) {
            return new Agent(family, os, "script");
        }
        return new Agent(family, os, MAIL_CLIENTS.contains(family) ? "mail-client" : "browser");
    }

    private String system(String text) {
        return known(parser().parseOS(text).family);
    }

    private static String known(String family) {
        return family == null || family.equals("Other") ? null : family;
    }

    /** The parser reads 1,500 expressions, so it is made when the first string needs it. */
    private Parser parser() {
        if (browsers == null) {
            browsers = new Parser();
        }
        return browsers;
    }

    /** At most 1,024 characters, without controls and blanks at the ends. */
    static String bounded(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        return cut.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
