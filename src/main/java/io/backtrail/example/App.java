package io.backtrail.example;

/** First-party applications that people sign in to. */
enum App implements Caller {
    OFFICE_HOME("4765445b-32c6-49b0-83e6-1d93765276ca", "OfficeHome"),
    OUTLOOK("d3590ed6-52b3-4102-aeff-aad2292ab01c", "Microsoft Office"),
    OUTLOOK_MOBILE("27922004-5251-4030-b22d-91ecd9a37ea4", "Outlook Mobile"),
    OUTLOOK_WEB("9199bf20-a13f-4107-85dc-02114787ef48", "One Outlook Web"),
    TEAMS("1fec8e78-bce4-4aaf-ab1b-5451cc387264", "Microsoft Teams"),
    ONEDRIVE("ab9b8c07-8f02-4f72-87fa-80105867a763", "OneDrive SyncEngine"),
    ADMIN_PORTAL("00000006-0000-0ff1-ce00-000000000000", "Microsoft Office 365 Portal"),
    SECURITY_INFO("19db86c3-b2b9-44cc-b339-36da233a3be2", "My Signins"),
    EXCHANGE("00000002-0000-0ff1-ce00-000000000000", "Office 365 Exchange Online"),
    BROKER("29d9ed98-a469-4536-ade2-f981bc1d605e", "Microsoft Authentication Broker");

    private final String id;
    private final String title;

    App(String id, String title) {
        this.id = id;
        this.title = title;
    }

    @Override
    public String id() {
        return id;
    }

    /** True for an application that runs in a browser. */
    boolean inBrowser() {
        return this == OFFICE_HOME || this == OUTLOOK_WEB || this == ADMIN_PORTAL || this == SECURITY_INFO;
    }

    @Override
    public boolean forMail() {
        return this == OUTLOOK || this == OUTLOOK_WEB || this == OUTLOOK_MOBILE || this == EXCHANGE;
    }

    @Override
    public String client() {
        if (this == EXCHANGE) {
            return "IMAP4";
        }
        return inBrowser() ? "Browser" : "Mobile Apps and Desktop clients";
    }

    @Override
    public String title() {
        return title;
    }
}
