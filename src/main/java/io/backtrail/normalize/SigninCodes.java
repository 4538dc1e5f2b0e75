package io.backtrail.normalize;

import java.util.HashMap;
import java.util.Map;

/**
 * What an Entra error code says about a sign-in: whether it only stopped for more proof, and why, in few words. Codes and
 * names are Microsoft's (the AADSTS error reference); the reasons are our own words.
 */
final class SigninCodes {
    private static final int CELLS = 4;

    private final Map<String, Code> byCode = new HashMap<>();
    private final Map<String, Code> byName = new HashMap<>();

    private record Code(boolean interrupt, String reason) {}

    SigninCodes() {
        for (String line : Facts.lines("signin-outcome.csv")) {
            String[] cells = line.split(",", CELLS);
            Code code = new Code(cells[1].equals("yes"), cells[3]);
            byCode.put(cells[0], code);
            for (String name : cells[2].split("\\|")) {
                byName.put(name, code);
            }
        }
    }

    /** Whether a sign-in that ended with this code or, without a code, this error name stopped for more proof. */
    boolean isInterrupt(String number, String name) {
        Code code = code(number, name);
        return code != null ? code.interrupt : isNone(number) && name != null && name.endsWith("Interrupt");
    }

    /** The reason in few words, or null when the code is not known. */
    String reason(String number, String name) {
        Code code = code(number, name);
        return code == null ? null : code.reason;
    }

    private Code code(String number, String name) {
        return isNone(number) ? byName.get(name) : byCode.get(number);
    }

    private static boolean isNone(String number) {
        return number == null || number.equals("0");
    }
}
