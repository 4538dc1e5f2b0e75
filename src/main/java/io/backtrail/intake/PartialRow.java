package io.backtrail.intake;

/**
 * A row that is stored although its own record is damaged: what is left of it makes an event.
 *
 * @param recordNo 1-based number of the row
 * @param byteOffset 0-based offset of its first byte
 * @param code stable name of the damage
 * @param reason what was expected and what stood there, as a sentence
 */
public record PartialRow(long recordNo, long byteOffset, String code, String reason) {}
