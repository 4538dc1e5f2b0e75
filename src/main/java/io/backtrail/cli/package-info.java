/**
 * The door for commands: what was typed becomes calls of the rooms below, and what they say becomes a table, JSON or
 * Markdown on stdout. Never computes a fact itself, and never lets an exception of bad input out as a stack trace.
 */
package io.backtrail.cli;
