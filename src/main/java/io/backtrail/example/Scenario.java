package io.backtrail.example;

import java.util.Locale;

/** What happens in the tenant besides ordinary life: an attack of one kind, or something that only looks like one. */
public enum Scenario {
    /** A relayed sign-in, a hiding rule, a payment mail: the story of the demo. */
    AITM,
    /** Two passwords tried on 25 people from one address; one account exempt from the second factor lets them in. */
    PASSWORD_SPRAY,
    /** The owner's browser session goes on elsewhere, without a sign-in. */
    TOKEN_THEFT,
    /** The owner confirms a code for somebody else's device. */
    DEVICE_CODE,
    /** The owner consents to an application that reads mail; a new password does not stop it. */
    ILLICIT_CONSENT,
    /** The password is known; the owner gives in to the sixth prompt. */
    MFA_FATIGUE,
    /** One account's password guessed. */
    BRUTE_FORCE,
    /** A known password used over IMAP, where nobody asks for a second factor. */
    LEGACY_AUTH,
    /** All mail forwarded to a mailbox outside. */
    MAILBOX_FORWARD,
    /** An administrator taken over, who gives himself the director's mailbox. */
    DELEGATE,
    /** An administrator taken over, who copies the invoices of the whole firm outside. */
    TRANSPORT_RULE,
    /** A relay and a desk on home and mobile networks of the victim's own country. */
    RESIDENTIAL_PROXY,
    /** A taken account's mail takes a second account. */
    INTERNAL_PHISH,
    /** Nobody is taken over and nothing special happens. */
    ORDINARY,
    /** Six people travel at once. */
    TRAVEL_SEASON,
    /** A third of the staff starts to use a commercial VPN. */
    VPN_ROLLOUT,
    /** New people from a new country, with their migrated mailboxes and rules. */
    MERGER,
    /** Everybody moves the second factor to a new phone within one week. */
    PHONE_RENEWAL,
    /** The helpdesk resets and revokes in bulk. */
    HELPDESK_WAVE,
    /** Marketing sends 500 mails in ten minutes. */
    NEWSLETTER;

    /** True when an account is taken over. */
    public boolean attacked() {
        return ordinal() < ORDINARY.ordinal();
    }

    /** The name as labels give it, as {@code password-spray}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
