package io.backtrail.example;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everything that happened in the tenant, gathered in any order and handed out by time. */
final class Book {
    private final List<Entry> entries = new ArrayList<>();
    private final List<SignIn> signIns = new ArrayList<>();
    private final List<DirectoryAct> acts = new ArrayList<>();
    private final List<Mail> mails = new ArrayList<>();

    void add(Entry entry) {
        entries.add(entry);
    }

    void add(SignIn signIn) {
        signIns.add(signIn);
    }

    void add(DirectoryAct act) {
        acts.add(act);
    }

    void add(Mail mail) {
        mails.add(mail);
    }

    List<Entry> entries() {
        return entries.stream()
                .sorted(Comparator.comparing(Entry::time).thenComparing(Entry::id))
                .toList();
    }

    List<SignIn> signIns() {
        return signIns.stream()
                .sorted(Comparator.comparing(SignIn::time).thenComparing(SignIn::id))
                .toList();
    }

    List<DirectoryAct> acts() {
        return acts.stream()
                .sorted(Comparator.comparing(DirectoryAct::time).thenComparing(DirectoryAct::id))
                .toList();
    }

    List<Mail> mails() {
        return mails.stream()
                .sorted(Comparator.comparing(Mail::time).thenComparing(Mail::traceId))
                .toList();
    }

    /** The entries so far, in the order they came; the book is empty afterwards. */
    List<Entry> take() {
        List<Entry> taken = List.copyOf(entries);
        entries.clear();
        signIns.clear();
        acts.clear();
        mails.clear();
        return taken;
    }
}
