/**
 * What is known beside the evidence: where an address is and what kind of network, what an agent string claims, and the names
 * and meanings of applications, error codes and record types. Facts come from packs (dated resource files with a source line)
 * and from address data in {@code geo-data}; every answer is looked up once per distinct value. Never opens a socket, never
 * changes an event. The only room that knows MaxMind and uap-java.
 */
package io.backtrail.enrich;
