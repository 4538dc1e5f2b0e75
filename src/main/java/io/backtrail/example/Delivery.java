package io.backtrail.example;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of an example tenant before they are written out, each as its own text: what alterations work on.
 *
 * @param tenant whose they are
 * @param dates the calendar
 * @param lines records in the order in which they will be written
 * @param mails the message trace
 * @param parts into how many files the audit log is split
 * @param ownDomains mail domains of the tenant
 * @param besides how many records of other people stand in a file of their own
 */
record Delivery(
        Tenant tenant,
        Dates dates,
        List<Line> lines,
        List<Mail> mails,
        int parts,
        List<String> ownDomains,
        long besides) {
    static Delivery of(Tenant tenant, Dates dates, Book book) {
        List<Line> lines = new ArrayList<>();
        book.entries().forEach(entry -> lines.add(Line.of(entry)));
        for (SignIn in : book.signIns()) {
            String text = text(out -> new SignInJson(out, tenant).one(in));
            lines.add(new Line(
                    Line.SIGN_IN,
                    in.time(),
                    in.id(),
                    null,
                    "Sign-in activity",
                    "",
                    text,
                    Label.of(in.hand(), in.phase())));
        }
        for (DirectoryAct act : book.acts()) {
            String text = text(out -> new DirectoryJson(out, tenant.era()).one(act));
            lines.add(new Line(
                    Line.DIRECTORY,
                    act.time(),
                    act.id(),
                    null,
                    act.activity(),
                    "",
                    text,
                    Label.of(act.hand(), act.phase())));
        }
        return new Delivery(tenant, dates, lines, book.mails(), 1, List.of(tenant.domain(), tenant.initialDomain()), 0);
    }

    Delivery with(List<Line> others) {
        return new Delivery(tenant, dates, others, mails, parts, ownDomains, besides);
    }

    Delivery with(List<Line> others, List<Mail> otherMails) {
        return new Delivery(tenant, dates, others, otherMails, parts, ownDomains, besides);
    }

    Delivery inParts(int number) {
        return new Delivery(tenant, dates, lines, mails, number, ownDomains, besides);
    }

    Delivery of(List<String> otherDomains) {
        return new Delivery(tenant, dates, lines, mails, parts, otherDomains, besides);
    }

    Delivery besides(long rows) {
        return new Delivery(tenant, dates, lines, mails, parts, ownDomains, rows);
    }

    private static String text(ExportFiles.Filler filler) {
        StringWriter out = new StringWriter();
        try {
            filler.fill(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString();
    }
}
