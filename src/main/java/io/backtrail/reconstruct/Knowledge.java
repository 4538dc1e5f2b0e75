package io.backtrail.reconstruct;

import io.backtrail.enrich.Packs;
import io.backtrail.enrich.SigninCode;
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
        return new FromPacks(Packs.load());
    }

    /** The facts of the packs. */
    final class FromPacks implements Knowledge {
        private static final Set<String> RIGHT_KINDS =
                Set.of("password-correct", "mfa-interrupt", "mfa-denied", "policy-block", "consent", "disabled");
        private static final Set<String> WRONG_KINDS = Set.of("bad-credential", "locked");
        private static final Set<String> FACTOR_KINDS = Set.of("mfa-interrupt", "mfa-denied", "mfa-fail");
        private final Packs packs;

        FromPacks(Packs packs) {
            this.packs = packs;
        }

        @Override
        public boolean firstParty(String appId) {
            return packs.isFirstPartyApp(appId);
        }

        @Override
        public boolean rogue(String appId) {
            return packs.rogueApp(appId) != null;
        }

        @Override
        public boolean passwordRight(String code) {
            return RIGHT_KINDS.contains(kind(code)) || "50125".equals(code) || "50140".equals(code);
        }

        @Override
        public boolean passwordWrong(String code) {
            return WRONG_KINDS.contains(kind(code));
        }

        @Override
        public boolean unknownUser(String code) {
            return kind(code).equals("unknown-user");
        }

        @Override
        public boolean secondFactor(String code) {
            return FACTOR_KINDS.contains(kind(code));
        }

        @Override
        public boolean hidingFolder(String folder) {
            String kind = packs.hideFolderKind(folder);
            return kind != null && !kind.equals("drafts");
        }

        @Override
        public boolean tellingWord(String text) {
            return has(text, packs.securityWords()) || financeWord(text);
        }

        @Override
        public boolean financeWord(String text) {
            return has(text, packs.financeWords());
        }

        private String kind(String code) {
            SigninCode known = packs.signinCode(code);
            return known == null ? "" : known.kind();
        }

        /** Whole words for short ones: "ach" is no part of "attach". */
        private static boolean has(String text, Set<String> words) {
            if (text == null) {
                return false;
            }
            String folded = text.toLowerCase(Locale.ROOT);
            String spaced = ' ' + folded.replaceAll("[^\\p{L}\\p{N}]+", " ") + ' ';
            return words.stream()
                    .anyMatch(word -> word.length() > 4 ? folded.contains(word) : spaced.contains(' ' + word + ' '));
        }
    }
}
