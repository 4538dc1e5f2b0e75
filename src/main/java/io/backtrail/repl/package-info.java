/**
 * The interactive desk: prompt, completion, history and pager around commands that somebody else runs.
 *
 * <p>Knows no command but {@code quit} and {@code exit}, and nothing of cases. Without a terminal it reads plain lines and
 * writes no escape sequence.
 */
package io.backtrail.repl;
