package io.backtrail.example;

import java.time.Instant;
import java.util.List;

/** How the administrator takes the account back, and what she forgets: the intruder's second factor stays. */
final class Containment {
    private final Recorder recorder;
    private final Dates dates;
    private final Story story;
    private final AdminWork work;
    private final Sessions sessions;
    private final Travels travels;
    private final SignInRecords signIns;
    private final CmdletRecords cmdlets;
    private final DirectoryRecords directory;

    Containment(Recorder recorder, Dates dates, Sessions sessions, Travels travels, Story story) {
        this.recorder = recorder;
        this.dates = dates;
        this.story = story;
        this.sessions = sessions;
        this.travels = travels;
        this.work = new AdminWork(recorder, dates, sessions, travels);
        this.signIns = new SignInRecords(recorder);
        this.cmdlets = new CmdletRecords(recorder);
        this.directory = new DirectoryRecords(recorder);
    }

    static Instant ruleRemoved(Dates dates) {
        return Takeover.at(dates.contained(), 7, 24, 8);
    }

    /** Contains; then the intruder finds the door shut. */
    void act(Hand intruder) {
        Person victim = recorder.tenant().victim();
        Instant revoked = sessions.revoked();
        sessions.revoke(victim, revoked);
        Hand admin = work.portal(Cast.ADMIN, dates.contained(), revoked.minusSeconds(300))
                .in("containment");
        directory.change(admin, revoked.minusSeconds(14), "Reset user password.", victim, List.of(), "response");
        directory.change(
                admin,
                revoked,
                "Update StsRefreshTokenValidFrom Timestamp.",
                victim,
                List.of("StsRefreshTokensValidFrom", "[\r\n  \"" + Recorder.zoneless(revoked) + "Z\"\r\n]", "[]"),
                "response");
        cmdlets.run(
                admin,
                ruleRemoved(dates),
                "Remove-InboxRule",
                cmdlets.rule(victim, Takeover.RULE),
                List.of("Identity", victim.upn() + '\\' + Takeover.RULE, "Force", "True"),
                "response");
        story.contained(revoked);
        comeBack(victim, revoked);
        knock(intruder);
    }

    /** The owner signs in with her new password, at the desk and on the phone. */
    private void comeBack(Person victim, Instant revoked) {
        Whereabouts at = travels.on(Cast.VICTIM, dates.contained());
        Instant back = revoked.plusSeconds(64);
        Hand owner = sessions.laptop(victim, back, at).in("containment");
        String flow = recorder.dice().guid();
        signIns.flow(owner, back, App.OFFICE_HOME, "Login:login", SignInRecords.SECOND_FACTOR, flow, false, "response");
        signIns.flow(owner, back.plusSeconds(33), App.OFFICE_HOME, "SAS:EndAuth", 0, flow, true, "response");
        Hand phone = sessions.phone(victim, back, at).in("containment");
        signIns.signIn(
                phone, back.plusSeconds(80), App.OUTLOOK_MOBILE, "OAuth2:Token", SignInRecords.REVOKED, "response");
        signIns.signIn(phone, back.plusSeconds(131), App.OUTLOOK_MOBILE, "OAuth2:Token", 0, "response");
    }

    /** The intruder finds the door shut. */
    private void knock(Hand intruder) {
        Instant knock = Takeover.at(dates.contained(), 7, 41, 50);
        signIns.signIn(intruder, knock, App.OUTLOOK_WEB, "OAuth2:Authorize", SignInRecords.REVOKED, "initial-access");
    }
}
