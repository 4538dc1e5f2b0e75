package io.backtrail.example;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** How an administrator takes an account back: password, sessions, and what the thief left in the mailbox. */
final class Rescue {
    private final Stage stage;
    private final SignInRecords signIns;
    private final CmdletRecords cmdlets;
    private final DirectoryRecords directory;

    Rescue(Stage stage) {
        this.stage = stage;
        this.signIns = stage.signIns();
        this.cmdlets = stage.cmdlets();
        this.directory = stage.directory();
    }

    /** When the account is taken back. */
    Instant time() {
        return stage.sessions().revoked();
    }

    /** When the things left behind are removed. */
    Instant swept() {
        return time().plusSeconds(308);
    }

    /** The whole of it, on the day of containment. */
    void act(int number) {
        Hand admin = act(number, time());
        sweep(admin);
        stage.story().contained(time());
    }

    /** Password and sessions only; the administrator's hand. */
    Hand act(int number, Instant revoked) {
        Person owner = stage.person(number);
        stage.sessions().revoke(owner, revoked);
        int who = number == Cast.ADMIN ? Cast.HELPDESK : Cast.ADMIN;
        Hand admin = stage.admins()
                .portal(who, revoked.atZone(ZoneOffset.UTC).toLocalDate(), revoked.minusSeconds(300))
                .in("containment");
        directory.change(admin, revoked.minusSeconds(14), "Reset user password.", owner, List.of(), "response");
        directory.change(
                admin,
                revoked,
                "Update StsRefreshTokenValidFrom Timestamp.",
                owner,
                List.of("StsRefreshTokensValidFrom", "[\r\n  \"" + Recorder.zoneless(revoked) + "Z\"\r\n]", "[]"),
                "response");
        comeBack(number, revoked.plusSeconds(64));
        return admin;
    }

    private void comeBack(int number, Instant back) {
        Hand owner = stage.laptop(number, back).in("containment");
        String flow = stage.dice().guid();
        signIns.flow(owner, back, App.OFFICE_HOME, "Login:login", SignInRecords.SECOND_FACTOR, flow, false, "response");
        signIns.flow(owner, back.plusSeconds(33), App.OFFICE_HOME, "SAS:EndAuth", 0, flow, true, "response");
        Hand phone = stage.phone(number, back).in("containment");
        signIns.signIn(
                phone, back.plusSeconds(80), App.OUTLOOK_MOBILE, "OAuth2:Token", SignInRecords.REVOKED, "response");
        signIns.signIn(phone, back.plusSeconds(131), App.OUTLOOK_MOBILE, "OAuth2:Token", 0, "response");
    }

    /** Removes what the story says was removed. */
    private void sweep(Hand admin) {
        for (Story.Persistence item : stage.story().persistence()) {
            if (item.end() != null) {
                remove(admin, item);
            }
        }
    }

    private void remove(Hand admin, Story.Persistence item) {
        String account = item.account();
        Person owner = stage.recorder().tenant().people().stream()
                .filter(p -> p.upn().equals(account))
                .findFirst()
                .orElseThrow();
        switch (item.type()) {
            case "inbox-rule" ->
                cmdlets.run(
                        admin,
                        item.end(),
                        "Remove-InboxRule",
                        cmdlets.rule(owner, item.target()),
                        List.of("Identity", account + '\\' + item.target(), "Force", "True"),
                        "response");
            case "mailbox-forward" ->
                cmdlets.run(
                        admin,
                        item.end(),
                        "Set-Mailbox",
                        new Loot(stage).mailbox(owner),
                        List.of(
                                "Identity",
                                account,
                                "ForwardingSmtpAddress",
                                "",
                                "DeliverToMailboxAndForward",
                                "False"),
                        "response");
            case "mailbox-permission" ->
                cmdlets.run(
                        admin,
                        item.end(),
                        "Remove-MailboxPermission",
                        new Loot(stage).mailbox(owner),
                        List.of("Identity", account, "User", item.target(), "AccessRights", "FullAccess"),
                        "response");
            case "transport-rule" ->
                cmdlets.run(
                        admin,
                        item.end(),
                        "Remove-TransportRule",
                        item.target(),
                        List.of("Identity", item.target(), "Confirm", "False"),
                        "response");
            default -> throw new IllegalStateException("nobody removes a " + item.type());
        }
    }
}
