package org.privatelink.portal.page;

import java.util.regex.Pattern;

/** A path to go back to that a browser sent: only ever one of this portal's own. */
public final class LocalPath {

    private static final Pattern SAFE = Pattern.compile("/(?!/)[A-Za-z0-9/_.~%?&=+,:@-]*");

    private LocalPath() {}

    public static String orHome(String path) {
        return or(path, "/");
    }

    public static String or(String path, String otherwise) {
        return path.length() < 2_000 && SAFE.matcher(path).matches() ? path : otherwise;
    }
}
