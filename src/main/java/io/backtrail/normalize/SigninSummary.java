package io.backtrail.normalize;

import io.backtrail.model.Outcome;
import io.backtrail.model.Result;

/** A sign-in in one line. */
final class SigninSummary {
    private final SigninCodes codes;

    SigninSummary(SigninCodes codes) {
        this.codes = codes;
    }

    String of(Told told) {
        if (!UalClient.isSignin(told.record())) {
            return null;
        }
        String app = told.client().appId();
        return line(told.who(), told.outcome(), told.record().word("LogonError"), app == null ? null : "app " + app);
    }

    /** {@code a@b failed to sign in to Outlook: wrong user name or password (50126)}. */
    String line(String who, Outcome outcome, String errorName, String app) {
        String to = app == null ? "" : " to " + Words.cut(app);
        String why = why(outcome, errorName);
        return switch (outcome.result()) {
            case SUCCESS -> who + " signed in" + to;
            case FAILURE -> who + " failed to sign in" + to + why;
            case INTERRUPTED -> who + " was asked for more while signing in" + to + why;
            case UNKNOWN -> who + " tried to sign in" + to + ", with no result recorded";
        };
    }

    private String why(Outcome outcome, String errorName) {
        String reason = codes.reason(outcome.code(), errorName);
        String text = reason == null ? outcome.text() : reason;
        boolean misleading = text == null || UalOutcome.status(text) == Result.SUCCESS;
        String code =
                outcome.code() == null || outcome.code().equals("0") ? "" : " (" + Words.cut(outcome.code()) + ")";
        return misleading ? code : ": " + Words.cut(text) + code;
    }
}
