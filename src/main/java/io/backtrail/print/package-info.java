/**
 * Tables as text: for a terminal, a spreadsheet, a program or a page. Every printer writes to the writer it is handed, flushes
 * nothing and closes nothing; the same table gives the same text. Evidence is hostile, so no text of it can drive a terminal,
 * become a formula or end a cell.
 */
package io.backtrail.print;
