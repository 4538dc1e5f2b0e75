/**
 * How right the reconstruction is: example tenants whose truth is known are written, imported and reconstructed, and what came
 * out is held against the labels and the truth file, by nothing else.
 */
package io.backtrail.evaluate;
