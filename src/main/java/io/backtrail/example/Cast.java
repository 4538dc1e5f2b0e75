package io.backtrail.example;

/** Who plays which part: places in the list of people. */
final class Cast {
    /** In accounts receivable; her account is taken over. */
    static final int VICTIM = 0;
    /** Her colleague, who types the right password into the same trap and is saved by the second factor. */
    static final int COLLEAGUE = 1;
    /** Runs the tenant, and contains the intrusion. */
    static final int ADMIN = 2;
    /** The other administrator. */
    static final int HELPDESK = 3;
    /** Flies to Japan for a week. */
    static final int TRAVELLER = 4;
    /** Switches a commercial VPN on and off. */
    static final int VPN_USER = 5;
    /** Sorts her newsletters with a rule. */
    static final int TIDY = 6;
    /** Changes his password and forgets the phone. */
    static final int FORGETFUL = 7;
    /** Leaves the firm; his mail goes to the consultant inside the firm. */
    static final int LEAVER = 8;
    /** The consultant who gets the leaver's mail. */
    static final int CONSULTANT = 9;

    private Cast() {}

    /** The parts that the intrusion is told in play in Rotterdam; the others spread. */
    static Office office(int number) {
        if (number <= COLLEAGUE || number == ADMIN || number == TRAVELLER) {
            return Office.ALL.get(0);
        }
        return Office.ALL.get(number % 5 == 4 ? 2 : number % 5 % 2);
    }
}
