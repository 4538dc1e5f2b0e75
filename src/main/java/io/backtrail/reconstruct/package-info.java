/** From events to verdicts: sessions, the owner's habits, evidence in decibans, links, phases and what the attacker left. */
package io.backtrail.reconstruct;
