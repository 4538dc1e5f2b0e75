package io.backtrail.reconstruct;

import java.util.Set;

/**
 * One thing that keeps a way in open, or did.
 *
 * @param type word of the table {@code persistence}
 * @param account whose account or mailbox it is in; never null
 * @param target what was set up: rule, address, device, application …; or null
 * @param opened the act that set it up
 * @param keys names under which its removal may be recorded
 * @param detail for a reader, or null
 */
record Finding(String type, String account, String target, Act opened, Set<String> keys, String detail) {}
