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
            case ORDINARY -> () -> {};
        };
    }
}
