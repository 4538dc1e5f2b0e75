package io.backtrail.example;

/** The record types that the example writes. */
enum Kind {
    EXCHANGE_ADMIN(1, "ExchangeAdmin", "Exchange"),
    EXCHANGE_ITEM(2, "ExchangeItem", "Exchange"),
    EXCHANGE_GROUP(3, "ExchangeItemGroup", "Exchange"),
    FILE(6, "SharePointFileOperation", "OneDrive"),
    DIRECTORY(8, "AzureActiveDirectory", "AzureActiveDirectory"),
    SHARING(14, "SharePointSharingOperation", "OneDrive"),
    SIGN_IN(15, "AzureActiveDirectoryStsLogon", "AzureActiveDirectory"),
    TEAMS(25, "MicrosoftTeams", "MicrosoftTeams"),
    THREAT(28, "ThreatIntelligence", "ThreatIntelligence"),
    ALERT(40, "SecurityComplianceAlerts", "SecurityComplianceCenter"),
    THREAT_URL(41, "ThreatIntelligenceUrl", "ThreatIntelligence"),
    EXCHANGE_READ(50, "ExchangeItemAggregated", "Exchange"),
    EXCHANGE_SEARCH(101, "ExchangeSearch", "Exchange");

    private final int number;
    private final String word;
    private final String workload;

    Kind(int number, String word, String workload) {
        this.number = number;
        this.word = word;
        this.workload = workload;
    }

    int number() {
        return number;
    }

    /** The name of the record type, as the exports' own column gives it. */
    String word() {
        return word;
    }

    String workload() {
        return workload;
    }
}
