/**
 * Files as they were received: hash, container, encoding, dialect, and their rows with their place.
 *
 * <p>A file is judged by what stands in it, never by its name. It is read as a stream of bytes; every row or JSON element
 * is handed on exactly once, as a record or as a rejected row, with the offset of its first byte. Never says what a record
 * means, never writes to evidence, and never gives up a file because of one bad row.
 */
package io.backtrail.evidence;
