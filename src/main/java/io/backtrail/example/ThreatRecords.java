package io.backtrail.example;

import io.backtrail.example.Recorder.Act;
import java.time.Instant;
import java.util.List;

/** Writes what the mail protection notices: messages judged, links clicked. */
final class ThreatRecords {
    private final Recorder recorder;

    ThreatRecords(Recorder recorder) {
        this.recorder = recorder;
    }

    /** A message judged at or after delivery. */
    String message(Mail mail, Instant time, String verdict, String delivery) {
        Dice dice = recorder.dice();
        Act act = new Act(time, dice.guid(), Kind.THREAT, "TIMailData");
        AuditJson json = recorder.head(act, null, "ThreatIntel", 4)
                .put("ObjectId", mail.traceId())
                .put("UserId", "ThreatIntel")
                .put("DeliveryAction", delivery)
                .put("DetectionMethod", verdict.equals("Phish") ? "URL malicious reputation" : "Bulk")
                .put("DetectionType", "Inline")
                .put("Directionality", mail.fromAddress().isEmpty() ? "IntraOrg" : "Inbound")
                .put("InternetMessageId", mail.messageId())
                .put("MessageTime", Recorder.zoneless(mail.time()))
                .put("NetworkMessageId", mail.traceId())
                .put("P1Sender", mail.from())
                .put("P2Sender", mail.from())
                .put("Policy", "AntiPhish")
                .put("PolicyAction", "None")
                .texts("Recipients", mail.to())
                .put("SenderIp", mail.fromAddress())
                .put("Subject", mail.subject())
                .put("Verdict", verdict);
        return recorder.enter(act, json, "ThreatIntel", Label.system(mail.to().get(0)));
    }

    /** A link clicked in a mail. */
    String click(Hand hand, Instant time, Mail mail, String url, boolean blocked) {
        Dice dice = recorder.dice();
        Person person = hand.person();
        Act act = new Act(time, dice.guid(), Kind.THREAT_URL, "TIUrlClickData");
        AuditJson json = recorder.head(act, null, "ThreatIntel", 4)
                .put("ObjectId", dice.guid())
                .put("UserId", person.upn())
                .put("AppName", "Mail")
                .put("AppVersion", "0.0.0000")
                .put(
                        "EventDeepLink",
                        "https://security.microsoft.com/threatexplorer?dltarget=Explorer&dlstorage=Url&viewid=MalwareContent")
                .put("SourceId", mail.traceId())
                .put("SourceWorkload", "Mail")
                .put("TimeOfClick", Recorder.zoneless(time))
                .put("Url", url)
                .put("UrlClickAction", blocked ? 2 : 1)
                .put("UserIp", hand.address());
        return recorder.enter(act, json, person.upn(), Label.of(hand, "none"));
    }

    /** Mail that the protection judges and links that people click on any day. */
    void ordinary(Instant time, Mail mail, Hand reader) {
        int which = recorder.dice().between(0, 9);
        if (which < 2) {
            message(mail, time, "Phish", recorder.dice().chance(50) ? "Blocked" : "Delivered");
        } else if (which < 5) {
            message(mail, time, "Spam", "DeliveredAsSpam");
        } else {
            click(
                    reader,
                    time,
                    mail,
                    "https://www." + mail.from().substring(mail.from().indexOf('@') + 1) + "/news/"
                            + recorder.dice().pick(List.of("harbour-dues", "autumn-schedule", "rates")),
                    false);
        }
    }
}
