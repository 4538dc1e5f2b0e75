package io.backtrail.example;

/**
 * Somebody with an account.
 *
 * @param name as displayed
 * @param upn user principal name, which is the mail address too
 * @param office place of work
 * @param objectId id in Entra
 * @param puid 16 hexadecimal digits
 * @param sid security identifier of the mailbox
 * @param mailbox GUID of the mailbox
 * @param home address at home
 * @param laptop the firm's laptop
 * @param phone the phone with mail on it
 */
record Person(
        String name,
        String upn,
        Office office,
        String objectId,
        String puid,
        String sid,
        String mailbox,
        String home,
        Device laptop,
        Device phone) {
    /** The part before the at sign. */
    String alias() {
        return upn.substring(0, upn.indexOf('@'));
    }
}
