package io.backtrail.health;

import java.time.Instant;

/** One invented audit record, as JSON in the making. */
record Audit(String json) {
    /** A sign-in of Jo, or whatever else with {@link #with}. */
    static Audit of(int id, Instant time, String user, String operation) {
        return new Audit("{\"Id\":\"" + String.format("00000000-0000-4000-8000-%012d", id) + "\",\"CreationTime\":\""
                + time.toString().substring(0, 19) + "\",\"Operation\":\"" + operation + "\",\"UserId\":\"" + user
                + "\",\"UserType\":0}");
    }

    static Audit signIn(int id, Instant time, String user) {
        return of(id, time, user, "UserLoggedIn")
                .with("RecordType", "15")
                .with("Workload", "\"AzureActiveDirectory\"")
                .with("ResultStatus", "\"Success\"");
    }

    static Audit mail(int id, Instant time, String mailbox, String operation) {
        return of(id, time, mailbox, operation)
                .with("RecordType", operation.equals("MailItemsAccessed") ? "50" : "2")
                .with("Workload", "\"Exchange\"")
                .with("MailboxOwnerUPN", "\"" + mailbox + "\"");
    }

    static Audit cmdlet(int id, Instant time, String user, String operation, String name, String value) {
        return of(id, time, user, operation)
                .with("RecordType", "1")
                .with("Workload", "\"Exchange\"")
                .with("ObjectId", "\"jo@north.example\"")
                .with("ResultStatus", "\"True\"")
                .with("Parameters", "[{\"Name\":\"" + name + "\",\"Value\":\"" + value + "\"}]");
    }

    /** With a field more; {@code value} is JSON. */
    Audit with(String name, String value) {
        return new Audit(json.substring(0, json.length() - 1) + ",\"" + name + "\":" + value + "}");
    }
}
