package io.backtrail.example;

/** An application that signs in for somebody. */
interface Caller {
    String id();

    String title();

    /** How the sign-in log calls the way in. */
    String client();

    /** True for an application whose tokens are for mail. */
    boolean forMail();
}
