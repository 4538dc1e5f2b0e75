/**
 * The case database: schema, bulk loading in one transaction a file, and read-only runs on a locked-down connection. The
 * only room that knows {@code java.sql}. Never loads an extension, never reads a file other than the database.
 */
package io.backtrail.store;
