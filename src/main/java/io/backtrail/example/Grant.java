package io.backtrail.example;

/**
 * An application of somebody else's that people let in.
 *
 * @param id its application id
 * @param principal object id of its service principal in the tenant
 * @param title its name
 * @param scopes what it was allowed, separated by blanks
 * @param address where its servers call from
 */
record Grant(String id, String principal, String title, String scopes, String address) implements Caller {
    @Override
    public String client() {
        return "Browser";
    }

    @Override
    public boolean forMail() {
        return false;
    }
}
