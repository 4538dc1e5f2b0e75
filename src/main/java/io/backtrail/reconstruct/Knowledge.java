package io.backtrail.reconstruct;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Facts from outside the case: Microsoft's own applications, abused ones, error classes, words of rules and folders. */
interface Knowledge {
    /** True if {@code appId} is one of Microsoft's own applications. */
    boolean firstParty(String appId);

    /** True if {@code appId} is known for its use in takeovers. */
    boolean rogue(String appId);

    /** True if a sign-in that ended with {@code code} proves that the password was right. */
    boolean passwordRight(String code);

    /** True if {@code code} says that the password was wrong, or the account was locked for it. */
    boolean passwordWrong(String code);

    /** True if {@code code} says that there is no such user. */
    boolean unknownUser(String code);

    /** True if {@code code} is a second factor asked for, denied or timed out. */
    boolean secondFactor(String code);

    /** True if rules hide mail in {@code folder}, in whatever language. */
    boolean hidingFolder(String folder);

    /** True if {@code text} speaks of money, credentials or alerts, as rules of attackers do. */
    boolean tellingWord(String text);

    /** True if a subject speaks of payments. */
    boolean financeWord(String text);

    /** What comes with Backtrail. */
    static Knowledge builtIn() {
        return new BuiltIn();
    }

    /** The built-in facts; error classes from Microsoft's error reference. */
    final class BuiltIn implements Knowledge {
        private static final Set<String> PASSWORD_RIGHT = Set.of(
                "50055", "50057", "50072", "50074", "50076", "50079", "50125", "50140", "50144", "50158", "53000",
                "53001", "53002", "53003", "53004", "530031", "530032", "65001", "90094", "900941");
        private static final Set<String> PASSWORD_WRONG = Set.of("50126", "50056", "50053", "50064", "50192");
        private static final Set<String> UNKNOWN_USER = Set.of("50034", "50020", "16003", "51004", "90072");
        private static final Set<String> SECOND_FACTOR = Set.of("50074", "50076", "500121", "50088", "50158");
        private static final List<String> FOLDERS = List.of(
                "rss",
                "archive",
                "archiv",
                "conversation history",
                "junk",
                "spam",
                "notes",
                "notizen",
                "deleted",
                "trash",
                "unterhaltungsverlauf",
                "gelöscht",
                "geloescht",
                "éléments supprimés",
                "elementi eliminati",
                "elementos eliminados",
                "verwijderde",
                "courrier indésirable",
                "posta indesiderata",
                "correo no deseado",
                "ongewenste",
                "papierkorb",
                "historique",
                "archivio",
                "archivo",
                "archief",
                "sync issues");
        private static final List<String> FINANCE = List.of(
                "invoice",
                "payment",
                "wire",
                "bank",
                "iban",
                "payroll",
                "direct deposit",
                "remittance",
                "swift",
                "rechnung",
                "zahlung",
                "überweisung",
                "facture",
                "virement",
                "factura",
                "pago",
                "fattura",
                "bonifico",
                "factuur",
                "betaling",
                "w-2",
                "purchase order",
                "account details");
        private static final List<String> TELLING = List.of(
                "hacked",
                "hack",
                "phish",
                "spam",
                "mfa",
                "password",
                "docusign",
                "sharefile",
                "security",
                "suspicious",
                "compromis",
                "virus",
                "fraud",
                "scam",
                "it support",
                "helpdesk",
                "authenticator",
                "sign-in",
                "signin",
                "unusual",
                "passwort",
                "mot de passe",
                "undeliverable",
                "mailer-daemon");
        private final Set<String> firstParty = ids("first-party-apps.txt");
        private final Set<String> rogue = ids("rogue-apps.txt");

        @Override
        public boolean firstParty(String appId) {
            return appId != null && firstParty.contains(appId);
        }

        @Override
        public boolean rogue(String appId) {
            return appId != null && rogue.contains(appId);
        }

        @Override
        public boolean passwordRight(String code) {
            return code != null && PASSWORD_RIGHT.contains(code);
        }

        @Override
        public boolean passwordWrong(String code) {
            return code != null && PASSWORD_WRONG.contains(code);
        }

        @Override
        public boolean unknownUser(String code) {
            return code != null && UNKNOWN_USER.contains(code);
        }

        @Override
        public boolean secondFactor(String code) {
            return code != null && SECOND_FACTOR.contains(code);
        }

        @Override
        public boolean hidingFolder(String folder) {
            return has(folder, FOLDERS);
        }

        @Override
        public boolean tellingWord(String text) {
            return has(text, TELLING) || financeWord(text);
        }

        @Override
        public boolean financeWord(String text) {
            return has(text, FINANCE) || text != null && (" " + text.toLowerCase(Locale.ROOT) + " ").contains(" ach ");
        }

        private static boolean has(String text, List<String> words) {
            if (text == null) {
                return false;
            }
            String folded = text.toLowerCase(Locale.ROOT);
            return words.stream().anyMatch(folded::contains);
        }

        private static Set<String> ids(String resource) {
            try (InputStream in = Knowledge.class.getResourceAsStream(resource)) {
                Set<String> ids = new HashSet<>();
                for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                    if (!line.isBlank() && !line.startsWith("#")) {
                        ids.add(line.split(",", 2)[0].strip());
                    }
                }
                return ids;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
