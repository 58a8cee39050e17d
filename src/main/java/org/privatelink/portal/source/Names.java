package org.privatelink.portal.source;

import java.util.Locale;

/** Names as Adobe's guides and Platform spell them: letter case, spaces and signs differ from page to page. */
final class Names {

    private Names() {}

    static boolean areAlike(String one, String other) {
        return !plain(one).isEmpty() && plain(one).equals(plain(other));
    }

    /** Letters and digits alone, in lower case. */
    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
