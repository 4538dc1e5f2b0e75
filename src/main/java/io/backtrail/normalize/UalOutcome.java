package io.backtrail.normalize;

import io.backtrail.model.Outcome;
import io.backtrail.model.Result;
import java.util.Locale;

/**
 * How an audit record's act ended. {@code ResultStatus} tells the HTTP result of a sign-in, so a failed one often says
 * {@code Success}: a sign-in is decided by its operation, then its error number, then its error name.
 */
final class UalOutcome {
    private final SigninCodes codes;

    UalOutcome(SigninCodes codes) {
        this.codes = codes;
    }

    Outcome of(UalRecord record) {
        return UalClient.isSignin(record) ? signin(record) : other(record);
    }

    private Outcome signin(UalRecord record) {
        String number = record.word("ErrorNumber");
        String name = record.word("LogonError");
        String text = name == null ? record.bags().value("ExtendedProperties", "ResultStatusDetail") : name;
        Result result = signinResult(record, number, name);
        return new Outcome(result, number, text == null ? record.word("ResultStatus") : text);
    }

    private Result signinResult(UalRecord record, String number, String name) {
        return switch (record.folded()) {
            case "userloggedin" -> Result.SUCCESS;
            case "userloginfailed" -> failure(number, name);
            default -> {
                boolean failed = number != null && !number.equals("0") || number == null && name != null;
                yield failed ? failure(number, name) : status(record.word("ResultStatus"));
            }
        };
    }

    private Result failure(String number, String name) {
        return codes.isInterrupt(number, name) ? Result.INTERRUPTED : Result.FAILURE;
    }

    private static Outcome other(UalRecord record) {
        String status = record.body().at("ResultStatus", "OperationResult").word();
        String detail = record.bags().value("ExtendedProperties", "ResultStatusDetail");
        String code = record.body().at("ErrorNumber", "ErrorCode").word();
        return new Outcome(status(status), code, detail == null ? status : detail);
    }

    /** The result that a status word names; unknown when there is none, as in all of SharePoint. */
    static Result status(String word) {
        if (word == null) {
            return Result.UNKNOWN;
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "true", "success", "succeeded", "successful", "partiallysucceeded", "delivered" -> Result.SUCCESS;
            case "false", "fail", "failed", "failure", "error", "timeout" -> Result.FAILURE;
            case "interrupted" -> Result.INTERRUPTED;
            default -> Result.UNKNOWN;
        };
    }
}
