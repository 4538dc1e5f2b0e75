/**
 * What the evidence does not hold, and what may therefore not be concluded: one small test for each kind of hole, from a row
 * limit that was hit to auditing that was off. Reads the case and changes nothing; the same case gives the same findings. A
 * finding is a number and a warning, never proof that something was lost, and no finding is no proof that nothing was.
 */
package io.backtrail.health;
