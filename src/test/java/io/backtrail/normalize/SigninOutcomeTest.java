package io.backtrail.normalize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.backtrail.model.Event;
import io.backtrail.model.Result;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigninOutcomeTest {
    @ParameterizedTest
    @CsvSource({
        "UserLoggedIn, Success, 0, , SUCCESS",
        "UserLoggedIn, Success, 50140, , SUCCESS",
        "UserLoggedIn, Failed, , FlowTokenExpired, SUCCESS",
        "UserLoggedIn, , , , SUCCESS",
        "UserLoginFailed, Success, 50126, InvalidUserNameOrPassword, FAILURE",
        "UserLoginFailed, Success, 50074, UserStrongAuthClientAuthNRequiredInterrupt, INTERRUPTED",
        "UserLoginFailed, Success, 50076, , INTERRUPTED",
        "UserLoginFailed, Success, 50140, , INTERRUPTED",
        "UserLoginFailed, Success, 50158, , INTERRUPTED",
        "UserLoginFailed, Success, 53003, , FAILURE",
        "UserLoginFailed, Success, 500121, , FAILURE",
        "UserLoginFailed, Success, 123456789, SomethingNew, FAILURE",
        "UserLoginFailed, Success, , UserStrongAuthClientAuthNRequired, INTERRUPTED",
        "UserLoginFailed, Success, , InvalidUserNameOrPassword, FAILURE",
        "UserLoginFailed, Success, , SomethingInterrupt, INTERRUPTED",
        "UserLoginFailed, Success, , , FAILURE",
        "ForeignRealmIndexLogonInitialAuth, Success, 0, , SUCCESS",
        "ForeignRealmIndexLogonInitialAuth, Success, 50126, , FAILURE"
    })
    void goesByOperationThenNumberThenName(String operation, String status, String number, String name, Result result)
            throws BadRecordException {
        String more = field("ResultStatus", status) + field("ErrorNumber", number) + field("LogonError", name);
        Event event = Records.ual(15, operation, more + "'Version':1");

        assertEquals(result, event.outcome().result());
        assertEquals(number, event.outcome().code());
    }

    @ParameterizedTest
    @CsvSource({
        "True, SUCCESS", "TRUE, SUCCESS", "Success, SUCCESS", "Succeeded, SUCCESS", "Successful, SUCCESS",
        "PartiallySucceeded, SUCCESS", "False, FAILURE", "Failed, FAILURE", "Failure, FAILURE", "InProgress, UNKNOWN",
        "New, UNKNOWN", ", UNKNOWN"
    })
    void readsTheStatusWordsOfOtherRecords(String status, Result result) throws BadRecordException {
        Event event = Records.ual(1, "New-InboxRule", field("ResultStatus", status) + "'Version':1");

        assertEquals(result, event.outcome().result());
    }

    private static String field(String name, String value) {
        return value == null ? "" : "'" + name + "':'" + value + "',";
    }
}
