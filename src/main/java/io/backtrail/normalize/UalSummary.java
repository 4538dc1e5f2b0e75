package io.backtrail.normalize;

/** One plain-English line for an audit record: the area that knows the operation writes it. */
final class UalSummary {
    private final SigninSummary signins;

    UalSummary(SigninCodes codes) {
        this.signins = new SigninSummary(codes);
    }

    String of(Told told) {
        String line = signins.of(told);
        if (line == null) {
            line = RuleSummary.of(told);
        }
        if (line == null) {
            line = MailboxSummary.of(told);
        }
        if (line == null) {
            line = MailSummary.of(told);
        }
        if (line == null) {
            line = directory(told);
        }
        if (line == null) {
            line = FileSummary.of(told);
        }
        return Words.clean(line == null ? plain(told) : line);
    }

    private static String directory(Told told) {
        String line = DirectorySummary.of(
                told.record().folded(),
                told.who(),
                told.what(),
                told.targets(),
                told.record().bags());
        return line == null ? null : line + told.failed();
    }

    /** An alert by the name of its policy; the record's id says nothing to a reader. */
    private static String alert(Told told) {
        String name = told.record().word("Name");
        if (!told.record().folded().startsWith("alert") || name == null) {
            return null;
        }
        String severity = told.record().word("Severity");
        return "Alert " + Words.quote(name) + (severity == null ? "" : " (" + Words.cut(severity) + ")") + ": "
                + Words.cut(told.record().operation());
    }

    private static String plain(Told told) {
        String alert = alert(told);
        if (alert != null) {
            return alert;
        }
        String on = told.touched().target() == null
                ? told.touched().mailbox()
                : told.touched().target();
        return Words.cut(told.record().operation()) + " by " + told.who() + (on == null ? "" : " on " + Words.cut(on))
                + told.failed();
    }
}
