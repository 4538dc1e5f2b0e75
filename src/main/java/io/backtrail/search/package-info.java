/**
 * Full text over the raw records: every word, identifier, address and path of them can be found.
 *
 * <p>The index is derived: it holds no record, only where in the case the hits are, and can be rebuilt from the database at
 * any time. Never reads the database itself and never says what a hit means.
 */
package io.backtrail.search;
