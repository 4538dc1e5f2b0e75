package io.backtrail.example;

/**
 * Whose act a record is.
 *
 * @param account whose account it happened on, lower case
 * @param truth {@code attacker}, {@code owner} or {@code system}
 * @param phase what the act was for, as {@code persistence}; {@code response} for containment, {@code none} for ordinary life
 * @param scenario the story it belongs to, as {@code traveller}
 */
record Label(String account, String truth, String phase, String scenario) {
    static Label of(Hand hand, String phase) {
        return new Label(hand.person().upn(), hand.label(), phase, hand.scenario());
    }

    static Label system(String account) {
        return new Label(account, "system", "none", "service");
    }
}
