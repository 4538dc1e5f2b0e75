package io.backtrail.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of Backtrail, from the jar's manifest. */
final class Version implements IVersionProvider {
    /** What stands in cases and reports; {@code development} when the classes are run without their jar. */
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"backtrail " + text()};
    }
}
