package io.backtrail.normalize;

/**
 * A record of Entra's own logs: the Graph object, and the Azure diagnostic envelope around it where there is one.
 *
 * @param outer the envelope, or the object itself when nothing is around it
 * @param body the object with Graph's fields
 */
record EntraRecord(Json outer, Json body) {
    static EntraRecord of(Json value) {
        Json properties = value.at("properties").unfolded();
        return new EntraRecord(value, properties.isObject() ? properties : value);
    }

    /** {@code category} of the envelope, as {@code SignInLogs}, or null. */
    String category() {
        return outer == body ? null : outer.word("category");
    }

    /** The field of the object, else that of the envelope, or null. */
    String word(String name, String outerName) {
        String word = body.word(name);
        return word == null ? outer.word(outerName) : word;
    }
}
