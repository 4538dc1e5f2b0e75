package io.backtrail.example;

/**
 * What a change in the directory was made to.
 *
 * @param id object id
 * @param name as displayed
 * @param upn user principal name, or null for an application
 * @param type {@code User} or {@code ServicePrincipal}
 */
record Target(String id, String name, String upn, String type) {
    static Target of(Person person) {
        return new Target(person.objectId(), person.name(), person.upn(), "User");
    }

    static Target of(Grant grant) {
        return new Target(grant.principal(), grant.title(), null, "ServicePrincipal");
    }
}
