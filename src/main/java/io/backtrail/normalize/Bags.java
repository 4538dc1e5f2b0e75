package io.backtrail.normalize;

import io.backtrail.model.Property;
import java.util.ArrayList;
import java.util.List;

/** The name-and-value bags of a record, whatever shape the exporter gave them; repeats are kept. */
final class Bags {
    private static final int DEEPEST = 6;

    private final List<Property> properties = new ArrayList<>();

    List<Property> properties() {
        return properties;
    }

    /** The first value of this name in this bag, trimmed, or null when it is absent or blank. */
    String value(String bag, String name) {
        for (Property property : properties) {
            if (property.bag().equals(bag) && property.name().equalsIgnoreCase(name) && property.value() != null) {
                String word = property.value().strip();
                if (!word.isEmpty()) {
                    return word;
                }
            }
        }
        return null;
    }

    /** The first property of this name in this bag, or null. */
    Property property(String bag, String name) {
        for (Property property : properties) {
            if (property.bag().equals(bag) && property.name().equalsIgnoreCase(name)) {
                return property;
            }
        }
        return null;
    }

    void add(String bag, String name, String value) {
        properties.add(new Property(bag, name, value, null));
    }

    /** Takes a bag as a list of pairs, a list of texts, an object, JSON in a text, or a plain text. */
    void take(String bag, Json value) {
        Json unfolded = value.unfolded();
        switch (unfolded.kind()) {
            case ARRAY -> unfolded.values().forEach(each -> takeOne(bag, each));
            case OBJECT -> takeObject(bag, unfolded);
            case TEXT, NUMBER, TRUTH -> {
                if (unfolded.word() != null) {
                    add(bag, bag, unfolded.asText());
                }
            }
            case NULL -> {
                // An absent bag holds nothing.
            }
        }
    }

    private void takeObject(String bag, Json object) {
        if (isPair(object)) {
            takeOne(bag, object);
        } else {
            flatten(bag, "", object, 0);
        }
    }

    private static boolean isPair(Json object) {
        return !nameOf(object).isNothing()
                && !(object.at("Value", "NewValue").isNothing()
                        && object.at("OldValue").isNothing());
    }

    private static Json nameOf(Json object) {
        Json name = object.at("Name", "displayName");
        return name.isNothing() ? object.at("key") : name;
    }

    private void takeOne(String bag, Json one) {
        Json each = one.unfolded();
        if (!each.isObject()) {
            if (!each.isNothing()) {
                add(bag, each.isArray() ? bag : each.asText(), each.isArray() ? each.asText() : null);
            }
            return;
        }
        String name = nameOf(each).word();
        if (name == null) {
            flatten(bag, "", each, 0);
            return;
        }
        String value = each.at("Value", "NewValue").asText();
        properties.add(new Property(bag, name, value, each.at("OldValue").asText()));
    }

    /** Takes an object's scalars under dotted names; a list of scalars gives one property an element. */
    void flatten(String bag, String prefix, Json object, int depth) {
        for (int i = 0; i < object.names().size(); i++) {
            flattenOne(bag, prefix + object.names().get(i), object.values().get(i), depth);
        }
    }

    private void flattenOne(String bag, String name, Json value, int depth) {
        switch (value.kind()) {
            case OBJECT, ARRAY -> {
                if (depth >= DEEPEST) {
                    add(bag, name, value.asText());
                } else if (value.isObject()) {
                    flatten(bag, name + ".", value, depth + 1);
                } else {
                    value.values().forEach(each -> flattenOne(bag, name, each, depth + 1));
                }
            }
            case TEXT, NUMBER, TRUTH -> add(bag, name, value.asText());
            case NULL -> {
                // Null says nothing.
            }
        }
    }
}
