package io.backtrail.enrich;

/**
 * What a sign-in error code ({@code AADSTS…}, {@code ErrorNumber}) means.
 *
 * @param code the number
 * @param name the code as messages spell it: {@code AADSTS50126}; {@code success} for 0
 * @param kind class of the code: {@code success}, {@code bad-credential}, {@code password-correct}, {@code interrupt},
 *     {@code mfa-interrupt}, {@code policy-block}, {@code locked} and others that the pack uses
 * @param meaning one plain sentence without a full stop
 */
public record SigninCode(int code, String name, String kind, String meaning) {}
