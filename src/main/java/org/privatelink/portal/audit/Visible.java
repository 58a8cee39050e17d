package org.privatelink.portal.audit;

import java.util.Locale;
import java.util.stream.Collectors;

/** Texts in which nothing hides: what breaks a line, turns it around or shows nothing is written out as its number. */
final class Visible {

    private Visible() {}

    static String text(String text) {
        return text.codePoints().mapToObj(Visible::shown).collect(Collectors.joining());
    }

    /** So that the original can be made of it again. */
    static String exact(String text) {
        return text(text.replace("\\", "\\\\"));
    }

    private static String shown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                            Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE,
                            Character.UNASSIGNED ->
                "\\u{" + Integer.toHexString(point).toUpperCase(Locale.ROOT) + "}";
            default -> Character.toString(point);
        };
    }
}
