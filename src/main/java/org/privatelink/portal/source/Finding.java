package org.privatelink.portal.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a typed value shows. Holds nothing of a secret.
 *
 * @param rule last part of a message key
 * @param field another field that it is about; null for the one that was looked at
 * @param arguments of the message, after the field's label
 */
record Finding(Weight weight, String rule, @Nullable String field, List<String> arguments) {

    enum Weight {
        /** Nothing is sent. */
        WRONG,
        /** Nothing is sent until the person says so all the same. */
        WARNING,
        /** Said, and no more. */
        NOTE
    }

    static Finding wrong(String rule, String... arguments) {
        return new Finding(Weight.WRONG, rule, null, List.of(arguments));
    }

    static Finding warning(String rule, String... arguments) {
        return new Finding(Weight.WARNING, rule, null, List.of(arguments));
    }

    static Finding note(String rule, String... arguments) {
        return new Finding(Weight.NOTE, rule, null, List.of(arguments));
    }

    Finding of(String otherField) {
        return new Finding(weight, rule, otherField, arguments);
    }
}
