package org.privatelink.portal.page;

import java.util.regex.Pattern;

/**
 * Whether text is what it looks like, wherever it is shown: without control characters, and without those that turn the
 * order of what stands around them. Joiners and marks of direction stay: some scripts need them.
 */
public final class Legible {

    private static final String ORDER = "\\u202A-\\u202E\\u2066-\\u2069";
    private static final Pattern NOT_A_LINE = Pattern.compile("[\\p{Cc}" + ORDER + "]");
    private static final Pattern NOT_A_TEXT = Pattern.compile("[\\p{Cc}" + ORDER + "&&[^\\r\\n\\t]]");

    private Legible() {}

    public static boolean isLine(String text) {
        return !NOT_A_LINE.matcher(text).find();
    }

    /** It may have several lines. */
    public static boolean isText(String text) {
        return !NOT_A_TEXT.matcher(text).find();
    }
}
