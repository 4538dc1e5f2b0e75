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
public record SigninCode(int code, String name, String kind, String meaning) {
    /**
     * The coarse group of a kind, for counting: {@code success}, {@code credential} (a wrong password), {@code password-right}
     * (the password was right and something else refused), {@code account} (there is none, or it is locked or disabled),
     * {@code mfa}, {@code ca} (refused by policy, risk or device), {@code consent}, {@code noise} (a step of an ordinary
     * sign-in, or a fault of service or application).
     */
    static String group(String kind) {
        return switch (kind) {
            case "success", "consent" -> kind;
            case "bad-credential" -> "credential";
            case "password-correct" -> "password-right";
            case "unknown-user", "disabled", "locked", "guest" -> "account";
            case "mfa-interrupt", "mfa-fail", "mfa-denied" -> "mfa";
            case "policy-block", "risk-block", "device" -> "ca";
            default -> "noise";
        };
    }
}
