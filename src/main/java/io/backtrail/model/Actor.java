package io.backtrail.model;

import static java.util.Objects.requireNonNull;

/**
 * Who acted.
 *
 * @param account canonical name: the lower-case UPN where there is one, else the id as recorded, or null if the record
 *     names nobody
 * @param userId {@code UserId} as recorded, or null
 * @param userKey {@code UserKey} as recorded, or null
 * @param userType {@code UserType} as a number, or null
 * @param kind what kind of actor this is
 */
public record Actor(String account, String userId, String userKey, Integer userType, ActorKind kind) {
    public Actor {
        requireNonNull(kind, "kind is null");
    }
}
