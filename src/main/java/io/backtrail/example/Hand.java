package io.backtrail.example;

/**
 * A hand on an account: whose account, from where, with what, in which session, and whose hand it really is.
 *
 * @param person owner of the account
 * @param address where the service sees the hand
 * @param device what it works with
 * @param session Entra session id, or null for none
 * @param token access token in use, or null for none
 * @param label {@code owner} or {@code attacker}
 * @param scenario what the hand is part of, as {@code ordinary}
 */
record Hand(Person person, String address, Device device, String session, Token token, String label, String scenario) {
    Hand at(String elsewhere) {
        return new Hand(person, elsewhere, device, session, token, label, scenario);
    }

    Hand with(Device other) {
        return new Hand(person, address, other, session, token, label, scenario);
    }

    Hand holding(Token otherToken) {
        return new Hand(person, address, device, session, otherToken, label, scenario);
    }

    Hand in(String otherScenario) {
        return new Hand(person, address, device, session, token, label, otherScenario);
    }

    boolean isAttacker() {
        return label.equals("attacker");
    }
}
