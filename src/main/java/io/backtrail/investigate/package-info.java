/**
 * Canned investigations: the files of {@code queries/}, what their heads say of them, the check that holds head and SQL
 * together, and a run over a case. A file is run as its bytes stand, so its hash vouches for what was asked; values reach
 * it as database variables only.
 */
package io.backtrail.investigate;
