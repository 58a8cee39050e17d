package org.privatelink.portal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Texts that want to be another path than the part of one for which they are given. */
public final class PathTricks {

    private static final List<String> STEPS = List.of(
            "..", ".", "...", "%2e%2e", "%2E%2e", ".%2e", "%252e%252e", "%25252e%25252e", "..;", "..;x=y", "\u2025", "\uFF0E\uFF0E",
            "..%00", "..\u0000", "%c0%ae%c0%ae", "%u002e%u002e", "..%0d%0a", "..\r\n", "..\t", " ..", ".. ", "..%20", "x/..", "\u202E..");
    private static final List<String> SLASHES = List.of(
            "/", "\\", "%2f", "%2F", "%5c", "%252f", "%255c", "\uFF0F", "\u2215", "\u2044", "//", "/./", ";/", "/;/", "\t/", "%c0%af",
            "%u2215", "\\/");
    private static final List<String> TARGETS = List.of("", "connections", "privateEndpoints?op=enable");
    private static final List<String> OTHERS = List.of(
            "", " ", "\t", "\u0000", "\u0085", "\u2028", "\uFEFF", "a\u0000b", "a\r\nHost: evil.example", "a\nb", "a\rb", "%0d%0aX-Evil:1",
            "a%00", "#", "?", "a#b", "a?b=c", "a?op=enable", "a&b", "@", "@evil.example", "evil.example:80@", "user:word@evil.example",
            "http://evil.example", "https://evil.example/data", "//evil.example", "\\\\evil.example", "/\\evil.example", "http:evil.example",
            "HTTP://evil.example", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "ldap://evil.example/a", ":80", "[::1]", "127.0.0.1",
            "localhost", "{id}", "${x}", "#{x}", "*", "**", "a;b", "a;b=c", ";", "%3b", "%", "%%", "%2", "%zz", "%25", "a%2", "+", "%2b", "a b", "~",
            "-", "_", "|", "^", "`", "\"", "'", "<x>", "\u00E9", "\uD83D\uDE00", "\u200B", "\u202Eevil", "x".repeat(513), "../".repeat(300),
            "%2e%2e%2f".repeat(200), "x".repeat(20_000));

    private PathTricks() {}

    /** More than five hundred of them, each once. */
    public static List<String> all() {
        Set<String> all = new LinkedHashSet<>(OTHERS);
        for (String step : STEPS) {
            for (String slash : SLASHES) {
                all.add(step + slash + step + slash + TARGETS.get(all.size() % TARGETS.size()));
                all.add("x" + slash + step);
            }
        }
        return new ArrayList<>(all);
    }
}
