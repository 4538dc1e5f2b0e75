package io.backtrail.example;

/** What happens besides ordinary life. */
interface Plot {
    void happen();

    static Plot of(Scenario scenario, Stage stage) {
        return switch (scenario) {
            case AITM ->
                () -> new Takeover(
                                stage.recorder(),
                                stage.dates(),
                                stage.sessions(),
                                stage.travels(),
                                stage.post(),
                                stage.story())
                        .happen();
            case PASSWORD_SPRAY -> new PasswordSpray(stage);
            case TOKEN_THEFT -> new TokenTheft(stage);
            case DEVICE_CODE -> new DeviceCode(stage);
            case ILLICIT_CONSENT -> new IllicitConsent(stage);
            case MFA_FATIGUE -> new MfaFatigue(stage);
            case BRUTE_FORCE -> new BruteForce(stage);
            case LEGACY_AUTH -> new LegacyAuth(stage);
            case MAILBOX_FORWARD -> new MailboxForward(stage);
            case DELEGATE -> new Delegate(stage);
            case TRANSPORT_RULE -> new TransportRule(stage);
            case RESIDENTIAL_PROXY -> new ResidentialProxy(stage);
            case INTERNAL_PHISH -> new InternalPhish(stage);
            case ORDINARY -> () -> {};
            case TRAVEL_SEASON -> new Controls(stage)::journeys;
            case VPN_ROLLOUT -> new Controls(stage)::rollout;
            case MERGER -> new Merger(stage);
            case PHONE_RENEWAL -> new Controls(stage)::phones;
            case HELPDESK_WAVE -> new Controls(stage)::resets;
            case NEWSLETTER -> new Controls(stage)::newsletter;
        };
    }
}
