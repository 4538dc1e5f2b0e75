package io.backtrail.casefile;

/**
 * The lock of a process that ended without giving it back; the next writer takes it over.
 *
 * @param who who held it
 * @param since when it was taken, ISO 8601, UTC
 * @param pid number of the process that is gone
 */
public record LeftLock(String who, String since, String pid) {}
