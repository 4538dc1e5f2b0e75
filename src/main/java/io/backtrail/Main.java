package io.backtrail;

/** The door. */
public final class Main {
    private Main() {}

    /** Runs. */
    public static void main(String[] args) {
        System.exit(args.length);
    }
}
