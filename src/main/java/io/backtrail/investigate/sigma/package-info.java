/**
 * Sigma rules for Microsoft 365 and Entra, translated to SQL over a case. A rule is run whole or not at all: what cannot be
 * translated is named. The format is that of the Sigma specification 2.0 (https://sigmahq.io/sigma-specification/).
 */
package io.backtrail.investigate.sigma;
