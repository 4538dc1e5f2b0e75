package io.backtrail.model;

/**
 * What was acted upon. All parts may be null.
 *
 * @param logonType Exchange {@code LogonType}: 0 owner, 1 admin, 2 delegate, 3 transport, 4 service, 5 best access, 6
 *     delegated admin
 * @param mailbox owner of the mailbox acted upon, lower-case UPN
 * @param target the object acted upon as the record names it
 * @param subject subject of the message, where there is one
 */
public record Touched(Integer logonType, String mailbox, String target, String subject) {
    /** Nothing named. */
    public static final Touched NOTHING = new Touched(null, null, null, null);
}
