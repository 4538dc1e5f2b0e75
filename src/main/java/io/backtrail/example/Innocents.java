package io.backtrail.example;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

/** Those who look guilty on paper and are not: the traveller, the tidy, the forgetful, the newly equipped. */
final class Innocents {
    private static final String SUBJECT_OR_BODY = "SubjectOrBodyContainsWords";

    private final Recorder recorder;
    private final Dates dates;
    private final Sessions sessions;
    private final Travels travels;
    private final SignInRecords signIns;
    private final CmdletRecords cmdlets;
    private final DirectoryRecords directory;

    Innocents(Recorder recorder, Dates dates, Sessions sessions, Travels travels) {
        this.recorder = recorder;
        this.dates = dates;
        this.sessions = sessions;
        this.travels = travels;
        this.signIns = new SignInRecords(recorder);
        this.cmdlets = new CmdletRecords(recorder);
        this.directory = new DirectoryRecords(recorder);
    }

    void live() {
        arrival();
        rules();
        forgottenPhone();
        newPhone(Cast.TIDY + 5, dates.lure().minusDays(2));
        newPhone(Cast.TIDY + 6, dates.lure().plusDays(1));
    }

    /** The first morning in Japan: the tenant asks for the second factor. */
    private void arrival() {
        LocalDate monday = dates.last().minusDays(18);
        Whereabouts at = travels.on(Cast.TRAVELLER, monday);
        Person person = recorder.tenant().people().get(Cast.TRAVELLER);
        Instant time = monday.atTime(LocalTime.of(7, 42)).atZone(at.zone()).toInstant();
        Hand hand = sessions.laptop(person, time, at);
        String flow = recorder.dice().guid();
        signIns.flow(hand, time, App.OFFICE_HOME, "OAuth2:Authorize", SignInRecords.SECOND_FACTOR, flow, false, "none");
        signIns.flow(hand, time.plusSeconds(27), App.OFFICE_HOME, "SAS:EndAuth", 0, flow, true, "none");
    }

    private void rules() {
        Hand tidy =
                desk(Cast.TIDY, dates.lure().minusDays(6), LocalTime.of(11, 17)).in("tidy-rule");
        tidy = tidy.with(tidy.device().browsing());
        Instant time = moment(Cast.TIDY, dates.lure().minusDays(6), LocalTime.of(11, 17));
        cmdlets.run(
                tidy,
                time,
                "New-InboxRule",
                cmdlets.rule(tidy.person(), "Newsletters"),
                List.of(
                        "AlwaysDeleteOutlookRulesBlob", "False",
                        "Force", "False",
                        "Name", "Newsletters",
                        "From", "news@" + Post.PARTNERS.get(3) + ";news@" + Post.PARTNERS.get(4),
                        "MoveToFolder", "Newsletters",
                        "StopProcessingRules", "True"),
                "none");
        LocalDate day = dates.lure().minusDays(1);
        Hand other = desk(Cast.CONSULTANT + 1, day, LocalTime.of(14, 3)).in("tidy-rule");
        cmdlets.outlookRule(
                other,
                moment(Cast.CONSULTANT + 1, day, LocalTime.of(14, 3)),
                "Bookings",
                "{(" + SUBJECT_OR_BODY + " \"Booking confirmation\")}",
                "Bookings");
    }

    /** A new password in the morning, and a phone that tries the old one until lunch. */
    private void forgottenPhone() {
        LocalDate day = dates.lure().minusDays(7);
        Person person = recorder.tenant().people().get(Cast.FORGETFUL);
        Instant time = moment(Cast.FORGETFUL, day, LocalTime.of(9, 5));
        Hand desk = desk(Cast.FORGETFUL, day, LocalTime.of(9, 5)).in("forgotten-phone");
        directory.change(desk, time, "Change user password.", person, List.of(), "none");
        Hand phone =
                sessions.phone(person, time, travels.on(Cast.FORGETFUL, day)).in("forgotten-phone");
        for (int i = 0; i < 14; i++) {
            time = time.plusSeconds(recorder.dice().between(560, 740));
            signIns.signIn(phone, time, App.OUTLOOK_MOBILE, "OAuth2:Token", SignInRecords.WRONG_PASSWORD, "none");
        }
        signIns.signIn(phone, time.plusSeconds(410), App.OUTLOOK_MOBILE, "OAuth2:Token", 0, "none");
    }

    /** A second factor moved to a new phone, from the usual laptop. */
    private void newPhone(int number, LocalDate day) {
        Hand hand = desk(number, day, LocalTime.of(13, 21)).in("new-phone");
        Instant time = moment(number, day, LocalTime.of(13, 21));
        hand = signIns.signIn(hand, time, App.SECURITY_INFO, "OAuth2:Authorize", 0, "none");
        SecondFactor.register(
                directory, hand, time.plusSeconds(95), hand.person().phone().name(), recorder.dice(), "none");
    }

    private Hand desk(int number, LocalDate day, LocalTime clock) {
        Person person = recorder.tenant().people().get(number);
        return sessions.laptop(person, moment(number, day, clock), travels.on(number, day));
    }

    private Instant moment(int number, LocalDate day, LocalTime clock) {
        return day.atTime(clock).atZone(travels.on(number, day).zone()).toInstant();
    }
}
