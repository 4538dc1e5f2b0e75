package io.backtrail.model;

/**
 * What the packs and address data say beside an event. All parts may be null when nothing is known.
 *
 * @param place where the address is and whose it is
 * @param agent what the user agent string says
 * @param recordTypeName name of the record type
 * @param appName name of the application
 */
public record Enrichment(Place place, Agent agent, String recordTypeName, String appName) {}
