/**
 * An invented tenant in which accounts are taken over, or only seem to be: twenty scenarios in three eras, written as export
 * files and labelled event by event. Feeds the demo, tests and benchmarks. Knows the shapes of exports from the outside
 * only, so it cannot flatter the code that reads them.
 */
package io.backtrail.example;
