package org.privatelink.portal.page;

import java.util.regex.Pattern;

/**
 * A path to go back to that a browser sent: only ever one of this portal's own. None of its parts is empty, a step up or
 * something that is read as one later.
 */
public final class LocalPath {

    private static final Pattern SAFE = Pattern.compile("/[A-Za-z0-9/_.~%&=+,:@-]*(\\?[A-Za-z0-9/_.~%?&=+,:@-]*)?");
    private static final Pattern ASTRAY =
            Pattern.compile("^[^?]*(//|/\\.{1,2}(/|\\?|$)|%(?:[01].|2[5EF]|3[BF]|5C|7F|(?![0-9A-F]{2})))", Pattern.CASE_INSENSITIVE);

    private LocalPath() {}

    public static String orHome(String path) {
        return or(path, "/");
    }

    public static String or(String path, String otherwise) {
        boolean own = path.length() < 2_000
                && SAFE.matcher(path).matches()
                && !ASTRAY.matcher(path).find();
        return own ? path : otherwise;
    }
}
