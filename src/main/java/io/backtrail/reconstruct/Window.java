package io.backtrail.reconstruct;

/**
 * When somebody had an account; times in milliseconds, null where nothing of the kind was seen.
 *
 * @param account whose
 * @param verdict {@code attacker}, {@code suspect} or {@code owner}
 * @param entryAtom the atom that got in first; null for owners
 * @param firstAttempt first accused sign-in that failed, or first access
 * @param firstSuccess first access
 * @param lastAttacker last accused act
 * @param score highest score of an atom with access
 */
record Window(
        String account,
        String verdict,
        Atom entryAtom,
        Long firstAttempt,
        Long firstSuccess,
        Long lastAttacker,
        int score) {
    boolean takenOver() {
        return verdict.equals("attacker");
    }
}
