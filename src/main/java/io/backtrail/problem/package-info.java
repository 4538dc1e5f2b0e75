/** What the reader should know about their input, in one shape of message. Never decides what to do about it. */
package io.backtrail.problem;
