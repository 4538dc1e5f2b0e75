package io.backtrail.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The plain English for what the tables say in short words. */
final class Words {
    private static final Map<String, String> VECTORS = Map.ofEntries(
            Map.entry("password-spray", "password spray (few passwords tried on many accounts)"),
            Map.entry("brute-force", "password guessing against this account"),
            Map.entry("aitm", "a phishing page that relayed the sign-in (adversary in the middle)"),
            Map.entry("device-code", "device-code phishing"),
            Map.entry("illicit-consent", "consent given to a malicious application"),
            Map.entry("token-theft", "a stolen session token"),
            Map.entry("mfa-fatigue", "repeated MFA prompts until one was approved"),
            Map.entry("legacy-auth", "a legacy protocol that asks for no second factor"),
            Map.entry("trusted-relationship", "a partner's or provider's access"),
            Map.entry("delegate", "another mailbox's delegated rights"));
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("inbox-rule", "inbox rule"),
            Map.entry("mailbox-forward", "mailbox forwarding"),
            Map.entry("transport-rule", "transport rule"),
            Map.entry("mfa-method", "MFA method"),
            Map.entry("oauth-grant", "application consent"),
            Map.entry("app-credential", "application credential"),
            Map.entry("device", "registered device"),
            Map.entry("role", "directory role"),
            Map.entry("mailbox-permission", "mailbox permission"),
            Map.entry("folder-permission", "folder permission"),
            Map.entry("account", "account created or invited"),
            Map.entry("sharing-link", "sharing link"),
            Map.entry("audit-suppression", "audit suppression"),
            Map.entry("connector", "mail connector"));

    private Words() {}

    /** How sure a verdict is, in the words and the ranges of the standard of proof. */
    static String likelihood(String verdict, long score) {
        return switch (verdict) {
            case "attacker" -> score >= 20 ? "almost certain" : "highly likely";
            case "suspect" -> score >= 5 ? "likely" : "a realistic possibility";
            case "owner" -> score <= -15 ? "remote" : score <= -10 ? "unlikely" : "not attributed";
            default -> "not judged";
        };
    }

    /** The verdict with its confidence, as {@code attacker, high confidence (almost certain)}. */
    static String verdict(String verdict, String confidence, long score) {
        String sure = confidence.isEmpty() ? "" : ", " + confidence + " confidence";
        return verdict + sure + " (" + likelihood(verdict, score) + ")";
    }

    static String vector(String vector) {
        return vector.isEmpty() || vector.equals("unknown")
                ? "not established by the evidence"
                : VECTORS.getOrDefault(vector, vector);
    }

    static String kind(String kind) {
        return KINDS.getOrDefault(kind, kind.replace('-', ' '));
    }

    /** {@code 1 message}, {@code 2 messages}; thousands set apart by a comma. */
    static String count(long count, String one, String many) {
        return number(count) + " " + (count == 1 ? one : many);
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}, and after {@code most} items the number of the others. */
    static String list(List<String> items, int most) {
        if (items.size() > most) {
            return String.join(", ", items.subList(0, most)) + " and " + number(items.size() - most) + " more";
        }
        int last = items.size() - 1;
        return last < 1
                ? String.join("", items)
                : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
    }

    /** The text with its first letter in upper case. */
    static String sentence(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
