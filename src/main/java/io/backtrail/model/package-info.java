/** The words that every room speaks: records and enums. Knows no library but the JDK and does nothing. */
package io.backtrail.model;
