/**
 * The case directory: what the case is, who may write to it now, and what was done with it.
 *
 * <p>{@code case.json} makes a folder a case. {@code ledger.jsonl} only grows, and each line vouches for the one before it.
 * Never looks into the database or the index, and never touches evidence.
 */
package io.backtrail.casefile;
