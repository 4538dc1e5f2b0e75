package io.backtrail.investigate;

/**
 * One line of a query's head.
 *
 * @param number 1-based line in the file
 * @param key the word before the colon
 * @param value what stands behind it, without outer blanks
 */
record HeadLine(int number, String key, String value) {}
