/**
 * What a record of each family means: a raw record becomes an event and its parts.
 *
 * <p>Each record is parsed once into a small tree that keeps order, repeated keys and long numbers; then every question
 * about it (who, when, from where, with what result) is answered by one class. Scalars are read tolerantly, because the
 * same field comes as a number, as text or as a name. Never looks anything up outside the record, never resolves a name,
 * and never drops what it does not know: it stays in the raw text.
 */
package io.backtrail.normalize;
