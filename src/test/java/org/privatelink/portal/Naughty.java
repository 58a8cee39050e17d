package org.privatelink.portal;

import java.util.List;

/** What people and attackers type. All of it is text, and must come back as it was typed. */
final class Naughty {

    /** Would show if an expression were ever evaluated. */
    static final String PRODUCT = "864192";

    static final List<String> STRINGS = List.of(
            "'", "\"", "`", "''\"\"", "\\", "\\\\", "/", "//", "\\'; alert(1)//", "&", "&amp;", "&lt;b&gt;", "&#39;", "<", ">",
            "<>", "<script>alert(7331)</script>", "\"><script>alert(7331)</script>", "'><img src=x onerror=alert(7331)>",
            "</textarea><script>alert(7331)</script>", "</title><script>alert(7331)</script>", "<svg/onload=alert(7331)>",
            "<!-- x", "-->", "]]>", "<![CDATA[x]]>", "<b th:text=\"${123456*7}\">x</b>", "javascript:alert(7331)",
            "{{123456*7}}", "${123456*7}", "#{page.product}", "*{123456*7}", "@{/x}", "~{page/_layout}", "__${123456*7}__",
            "__${T(java.lang.Runtime).getRuntime()}__::.x", "[[${123456*7}]]", "[(${123456*7})]", "${frame}", "%{123456*7}",
            "${jndi:ldap://localhost:1/x}", "{0} {1} {", "'{'0}'", "%s%n%d", "%00", "%0d%0aX-Evil: 1", "+ %2B %20",
            "'; drop table activity; --", "1 or 1=1", "' union select null --", "Robert'); DELETE FROM x;--",
            "../../etc/passwd", "..\\..\\win.ini", "a,b,c", "a==b", "a&b=c", "a#b?c", "true", "null", "undefined", "NaN",
            "-1", "0", "1e309", "99999999999999999999", "CON", "ümläut ß é ñ", "中文字符", "日本語", "ﷺ",
            "\u200B\u200Czero\u200D", "\uFEFFbom", "e\u0301\u0301\u0301", "😀👩‍👩‍👧‍👦🏴‍☠️",
            "\uD835\uDC00bold", "İıſ", "a\u00A0b", "a\u2028b", "x".repeat(254), "😀".repeat(120));

    private Naughty() {}
}
