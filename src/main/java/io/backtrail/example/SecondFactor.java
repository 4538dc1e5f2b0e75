package io.backtrail.example;

import java.time.Instant;
import java.util.List;

/** Registers an authenticator app as a second factor: two records, as the directory writes them. */
final class SecondFactor {
    private SecondFactor() {}

    /** The id of the record that shows the new method. */
    static String register(
            DirectoryRecords directory, Hand hand, Instant time, String device, Dice dice, String phase) {
        String app = "[\r\n  {\r\n    \"DeviceName\": \"" + device + "\",\r\n    \"DeviceToken\": \"apns2-"
                + dice.hex(32) + "\",\r\n    \"DeviceTag\": \"SoftwareTokenActivated\",\r\n    \"PhoneAppVersion\":"
                + " \"6.8.32\",\r\n    \"OathTokenTimeDrift\": 0,\r\n    \"DeviceId\": \""
                + dice.guid() + "\",\r\n    \"AuthenticationType\": 3,\r\n    \"NotificationType\": 2\r\n  }\r\n]";
        String method =
                "[\r\n  {\r\n    \"MethodType\": 6,\r\n    \"Default\": true\r\n  },\r\n  {\r\n    \"MethodType\":"
                        + " 7,\r\n    \"Default\": false\r\n  }\r\n]";
        String before = "[\r\n  {\r\n    \"MethodType\": 5,\r\n    \"Default\": true\r\n  }\r\n]";
        String id = directory.change(
                hand,
                time,
                "Update user.",
                hand.person(),
                List.of(
                        "StrongAuthenticationMethod",
                        method,
                        before,
                        "StrongAuthenticationPhoneAppDetail",
                        app,
                        "[]",
                        "Included Updated Properties",
                        "StrongAuthenticationMethod, StrongAuthenticationPhoneAppDetail",
                        ""),
                phase);
        directory.change(hand, time.plusSeconds(1), "User registered security info", hand.person(), List.of(), phase);
        return id;
    }
}
