package io.backtrail.example;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

/** What the administrators do in an ordinary month. */
final class AdminWork {
    private final Recorder recorder;
    private final Dates dates;
    private final Sessions sessions;
    private final Travels travels;
    private final SignInRecords signIns;
    private final CmdletRecords cmdlets;
    private final DirectoryRecords directory;

    AdminWork(Recorder recorder, Dates dates, Sessions sessions, Travels travels) {
        this.recorder = recorder;
        this.dates = dates;
        this.sessions = sessions;
        this.travels = travels;
        this.signIns = new SignInRecords(recorder);
        this.cmdlets = new CmdletRecords(recorder);
        this.directory = new DirectoryRecords(recorder);
    }

    void month() {
        List<Person> people = recorder.tenant().people();
        Person starter = people.stream()
                .filter(person -> !person.office().equals(Office.GDANSK))
                .reduce((one, next) -> next)
                .orElseThrow();
        starts(starter);
        resets();
        leaver(people.get(Cast.LEAVER), people.get(Cast.CONSULTANT));
        sharedMailbox(people.get(Cast.COLLEAGUE));
    }

    private void starts(Person starter) {
        LocalDate day = dates.last().minusDays(17);
        Instant time = moment(Cast.HELPDESK, day, LocalTime.of(9, 24));
        Hand hand = portal(Cast.HELPDESK, day, time);
        directory.change(
                hand,
                time.plusSeconds(140),
                "Add user.",
                starter,
                List.of(
                        "AccountEnabled",
                        "[\r\n  true\r\n]",
                        "[]",
                        "UserPrincipalName",
                        "[\r\n  \"" + starter.upn() + "\"\r\n]",
                        "[]",
                        "DisplayName",
                        "[\r\n  \"" + starter.name() + "\"\r\n]",
                        "[]"),
                "none");
        for (int i = 0; i < 3; i++) {
            directory.change(
                    hand,
                    time.plusSeconds(190 + 11L * i),
                    "Add member to group.",
                    starter,
                    List.of(
                            "Group.ObjectID",
                            '"' + recorder.dice().guid() + '"',
                            "",
                            "Group.DisplayName",
                            '"'
                                    + List.of("All staff", "Planning", "Drivers desk")
                                            .get(i)
                                    + '"',
                            ""),
                    "none");
        }
    }

    /** People who forgot their password. */
    private void resets() {
        for (int i = 0; i < 3; i++) {
            LocalDate day = dates.last().minusDays(List.of(16, 11, 8).get(i));
            Instant time = moment(Cast.HELPDESK, day, LocalTime.of(10 + i, 7 + 13 * i));
            Hand hand = portal(Cast.HELPDESK, day, time);
            Person forgetful = recorder.tenant().people().get(14 + 3 * i);
            directory.change(hand, time.plusSeconds(61), "Reset user password.", forgetful, List.of(), "none");
            directory.change(
                    hand,
                    time.plusSeconds(62),
                    "Update StsRefreshTokenValidFrom Timestamp.",
                    forgetful,
                    List.of(
                            "StsRefreshTokensValidFrom",
                            "[\r\n  \"" + Recorder.zoneless(time.plusSeconds(62)) + "Z\"\r\n]",
                            "[]"),
                    "none");
            phoneAgain(14 + 3 * i, day, time.plusSeconds(62));
        }
    }

    /** After a reset the phone is turned away once, and signs in anew. */
    private void phoneAgain(int number, LocalDate day, Instant reset) {
        Instant time = reset.plusSeconds(recorder.dice().between(200, 1500));
        Hand phone = sessions.phone(recorder.tenant().people().get(number), time, travels.on(number, day));
        signIns.signIn(phone, time, App.OUTLOOK_MOBILE, "OAuth2:Token", SignInRecords.REVOKED, "none");
        signIns.signIn(phone, time.plusSeconds(260), App.OUTLOOK_MOBILE, "OAuth2:Token", 0, "none");
    }

    /** Mail of somebody who left goes to a consultant in the same domain, as the works council agreed. */
    private void leaver(Person leaver, Person consultant) {
        LocalDate day = dates.last().minusDays(10);
        Instant time = moment(Cast.ADMIN, day, LocalTime.of(15, 38));
        Hand hand = portal(Cast.ADMIN, day, time);
        cmdlets.run(
                hand,
                time.plusSeconds(220),
                "Set-Mailbox",
                mailbox(leaver),
                List.of(
                        "Identity",
                        leaver.upn(),
                        "ForwardingSmtpAddress",
                        "smtp:" + consultant.upn(),
                        "DeliverToMailboxAndForward",
                        "True"),
                "none");
    }

    private void sharedMailbox(Person colleague) {
        LocalDate day = dates.last().minusDays(15);
        Instant time = moment(Cast.ADMIN, day, LocalTime.of(11, 2));
        Hand hand = portal(Cast.ADMIN, day, time);
        cmdlets.run(
                hand,
                time.plusSeconds(75),
                "Add-MailboxPermission",
                mailbox(colleague).replace(colleague.objectId(), "invoices"),
                List.of(
                        "Identity",
                        "invoices@" + recorder.tenant().domain(),
                        "User",
                        colleague.upn(),
                        "AccessRights",
                        "FullAccess",
                        "AutoMapping",
                        "True"),
                "none");
    }

    /** An administrator signed in to the portal. */
    Hand portal(int number, LocalDate day, Instant time) {
        Person admin = recorder.tenant().people().get(number);
        Hand hand = sessions.laptop(admin, time, travels.on(number, day)).in("admin-work");
        String flow = recorder.dice().guid();
        signIns.flow(
                hand,
                time,
                App.ADMIN_PORTAL,
                "OAuth2:Authorize",
                SignInRecords.SECOND_FACTOR_POLICY,
                flow,
                false,
                "none");
        return signIns.flow(hand, time.plusSeconds(19), App.ADMIN_PORTAL, "SAS:EndAuth", 0, flow, true, "none");
    }

    private String mailbox(Person person) {
        String rule = cmdlets.rule(person, "");
        return rule.substring(0, rule.length() - 1);
    }

    private Instant moment(int number, LocalDate day, LocalTime clock) {
        return day.atTime(clock).atZone(travels.on(number, day).zone()).toInstant();
    }
}
