package io.backtrail.example;

import java.util.Locale;

/** What happens in the tenant besides ordinary life: an attack of one kind, or something that only looks like one. */
public enum Scenario {
    /** A relayed sign-in, a hiding rule, a payment mail: the story of the demo. */
    AITM,
    /** Two passwords tried on 25 people from one address; one account exempt from the second factor lets them in. */
    PASSWORD_SPRAY,
    /** Nobody is taken over and nothing special happens. */
    ORDINARY;

    /** True when an account is taken over. */
    public boolean attacked() {
        return ordinal() < ORDINARY.ordinal();
    }

    /** The name as labels give it, as {@code password-spray}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
