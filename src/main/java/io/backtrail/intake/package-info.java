/**
 * The one conductor: carries files through the rooms below, counts every row, commits a file at a time, and lets enrichment
 * and index catch up. Never reads a record's meaning itself and never leaves books that do not add up.
 */
package io.backtrail.intake;
