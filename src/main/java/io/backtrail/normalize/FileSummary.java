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
            Map.entry("securelinkused", "used a link for named people to"),
            Map.entry("companylinkused", "used a link for the organisation to"),
            Map.entry("companylinkcreated", "created a link for the organisation to"),
            Map.entry("securelinkcreated", "created a link for named people to"),
            Map.entry("sharinglinkcreated", "created a sharing link to"),
            Map.entry("sharingset", "shared"),
            Map.entry("sharinginvitationaccepted", "accepted an invitation to"));

    private FileSummary() {}

    static String of(Told told) {
        String with = told.record().word("TargetUserOrGroupName");
        String someone = with == null ? "someone" : Words.cut(with);
        String folded = told.record().folded();
        if (folded.equals("addedtosecurelink")) {
            return told.who() + " added " + someone + " to a sharing link to " + told.what() + told.failed();
        }
        if (folded.equals("sharinginvitationcreated")) {
            return told.who() + " invited " + someone + " to " + told.what() + told.failed();
        }
        String verb = VERBS.get(folded);
        if (verb == null) {
            return null;
        }
        return told.who() + " " + verb + " " + told.what() + (with == null ? "" : " with " + Words.cut(with))
                + told.failed();
    }
}
