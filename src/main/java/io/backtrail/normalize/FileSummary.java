package io.backtrail.normalize;

import java.util.Map;

/** Acts on files and sharing in one line. */
final class FileSummary {
    private static final Map<String, String> VERBS = Map.ofEntries(
            Map.entry("filedownloaded", "downloaded"),
            Map.entry("filesyncdownloadedfull", "synchronised down"),
            Map.entry("filesyncdownloadedpartial", "synchronised down in part"),
            Map.entry("fileaccessed", "opened"),
            Map.entry("fileaccessedextended", "went on opening"),
            Map.entry("filepreviewed", "previewed"),
            Map.entry("filemodified", "changed"),
            Map.entry("fileuploaded", "uploaded"),
            Map.entry("filesyncuploadedfull", "synchronised up"),
            Map.entry("filecopied", "copied"),
            Map.entry("filemoved", "moved"),
            Map.entry("filerenamed", "renamed"),
            Map.entry("filedeleted", "deleted"),
            Map.entry("filerecycled", "put into the recycle bin"),
            Map.entry("anonymouslinkcreated", "created a link for anyone to"),
            Map.entry("anonymouslinkused", "used a link for anyone to"),
            Map.entry("companylinkcreated", "created a link for the organisation to"),
            Map.entry("securelinkcreated", "created a link for named people to"),
            Map.entry("addedtosecurelink", "was added to a link to"),
            Map.entry("sharinglinkcreated", "created a sharing link to"),
            Map.entry("sharingset", "shared"),
            Map.entry("sharinginvitationcreated", "invited someone to"),
            Map.entry("sharinginvitationaccepted", "accepted an invitation to"));

    private FileSummary() {}

    static String of(Told told) {
        String verb = VERBS.get(told.record().folded());
        if (verb == null) {
            return null;
        }
        String with = told.record().word("TargetUserOrGroupName");
        return told.who() + " " + verb + " " + told.what() + (with == null ? "" : " with " + Words.cut(with))
                + told.failed();
    }
}
