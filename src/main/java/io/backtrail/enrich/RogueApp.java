package io.backtrail.enrich;

/**
 * An application that intruders are known to use. Several are honest products: a hit is a question, never a verdict.
 *
 * @param appId application id, lower case
 * @param name name it is known by
 * @param use what intruders do with it
 * @param note what else to know, or empty
 */
public record RogueApp(String appId, String name, String use, String note) {}
