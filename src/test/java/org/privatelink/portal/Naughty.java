package org.privatelink.portal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What people and attackers type. All of it is text, and must come back as it was typed or be refused. */
final class Naughty {

    /** Would show if an expression were ever evaluated. */
    static final String PRODUCT = "864192";

    /** A few of each, for where each costs much. */
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

    private static final List<String> SCRIPTS = List.of(
            "<script>alert(7331)</script>", "<img src=x onerror=alert(7331)>", "<svg/onload=alert(7331)>", "<b onclick=alert(7331)>x</b>",
            "<iframe srcdoc='<script>alert(7331)</script>'>", "<style>*{color:red}</style>", "<a href=javascript:alert(7331)>x</a>",
            "<form action=//evil.example><input name=x>", "<meta http-equiv=refresh content=0>", "<base href=//evil.example/>");
    private static final List<String> WAYS_OUT = List.of(
            "%s", "\">%s", "'>%s", "-->%s<!--", "</textarea>%s", "</title>%s", "</option></select>%s", "]]>%s", "</style></script>%s", "\\\"%s");
    private static final List<String> ATTRIBUTES = List.of(
            "\" autofocus onfocus=alert(7331) x=\"", "' onmouseover='alert(7331)", "` onerror=alert(7331) `", "x onload=alert(7331)", "\" style=\"x",
            "javascript:alert(7331)", "JaVaScRiPt&colon;alert(7331)", " javascript:alert(7331)", "data:text/html,<script>alert(7331)</script>",
            "vbscript:x", "//evil.example", "https://evil.example/?a=b&c=d", "&#x3c;script&#x3e;", "&lt;script&gt;", "&amp;lt;", "&#0;", "&bogus;",
            "<a", "<!", "<?xml", "</", "<%= 123456*7 %>", "<#assign x=1>", "<jsp:include page=x>", "<c:out value=x/>");
    private static final List<String> EXPRESSIONS = List.of(
            "123456*7", "T(java.lang.Runtime).getRuntime()", "@environment", "frame.person", "''.class.forName('java.lang.Runtime')",
            "#ctx", "new java.util.Date()", "jndi:ldap://localhost:1/x", "env:PATH", "sys:user.home", "form.secret", "x?:y");
    private static final List<String> DELIMITERS = List.of(
            "${%s}", "__${%s}__", "#{%s}", "*{%s}", "@{%s}", "~{%s}", "[[${%s}]]", "[(${%s})]", "{{%s}}", "%%{%s}", "<%%=%s%%>", "${{%s}}");
    private static final List<String> FORMATS = List.of(
            "{0}", "{1}", "{0,number,#}", "{0,date}", "{0,choice,0#a|1#b}", "{", "}", "{}", "'{0}'", "''{0}''", "it's {0} o'clock", "don''t", "%s", "%d",
            "%n", "%1$s", "%%", "%x%x%x", "%9999999s", "{x}", "{0}{1}{2}{3}", "$1", "\\1", "$&", "\\Q\\E", "(?i)x", "[a-", "*", ".*", "(((", "a{99999}");
    private static final List<String> QUERIES = List.of(
            "'; drop table activity; --", "1 or 1=1", "' or ''='", "\" or \"\"=\"", "' union select null --", "Robert'); DELETE FROM x;--", "1; shutdown",
            "admin'--", "') or ('1'='1", "%", "_", "%_%", "\\%", "x' and sleep(5) and '1", "1/**/or/**/1", "pg_sleep(9)", "$$x$$", "{d '2020-01-01'}",
            "*)(uid=*))(|(uid=*", "$ne", "{\"$gt\":\"\"}", "; ls -la", "| cat", "`id`", "$(id)", "&& true", "a\u0060b", "x;y", "-- ", "/* x", "@@version",
            "a==b", "a,b,c", "name==x", "property=x", "a&b=c", "a#b?c", "?limit=1", "a%26b", "..;/", "?x=1&y=2#z");
    private static final List<String> PATHS = List.of(
            "../../etc/passwd", "..\\..\\win.ini", "/etc/passwd", "C:\\x", "\\\\host\\share", "file:///x", "%2e%2e%2f", "%00", "%0d%0aX-Evil: 1", "a%00b",
            "%c0%ae", "%252e", "~", "~root", ".", "..", "...", "./x", "CON", "NUL", "AUX", "LPT1", "a.", ".a", "a:b", "a*b", "a|b", "a/b", "//", "\\", "\\\\");
    private static final List<String> CELLS = List.of(
            "=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0", "=HYPERLINK(\"//evil.example\")", "\t=1", "|x", "%1", "\"=1\"", "'=1", "a\"b", "a;b",
            "\"\"\"", "=1;=2", "＝1+1", "＋1", "－1", "＠x", " =1");
    private static final List<String> BREAKERS = List.of(
            "\"", "'", "`", "''\"\"", "\\\"", "\\u0022", "\\u0000", "\\ud800", "\\n", "{\"a\":1}", "[1,2]", "\"}", "],", "null,", "{\"__proto__\":{}}", "{\"@class\":\"x\"}",
            "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///x'>]>", "&e;", "<x xmlns:y='z'/>", "<![CDATA[x]]>", "<!-- x", "-->", "a: b", "- a", "!!x", "&anchor", "*alias",
            "--- x", "# x", "key=value", "[section]", "a\\", "=", ":", ";", ",", "&", "<", ">", "<>", "?", "#", "%", "+", "^", "|", "!", "@");
    private static final List<String> NUMBERS = List.of(
            "0", "-0", "1", "-1", "+1", "00", "007", "0x10", "0b1", "1e1", "1e309", "-1e309", "1.0", ".5", "1.", "1,5", "1_000", "1 000", "NaN", "Infinity", "-Infinity",
            "2147483647", "2147483648", "-2147483649", "9223372036854775808", "99999999999999999999", "٣٤", "１２", "½", "Ⅳ", "1L", "1f", "1/0", "0.1e-400");
    private static final List<String> DATES = List.of(
            "2026-02-30", "0000-00-00", "9999-12-31", "1970-01-01T00:00:00Z", "2026-13-01", "31/12/2026", "now", "yesterday", "P1D", "25:61", "2026-W53", "10000-01-01",
            "-0001-01-01", "2026-11-22T09:00:00+99:00");
    private static final List<String> WORDS = List.of(
            "null", "NULL", "nil", "none", "undefined", "true", "false", "on", "yes", "constructor", "__proto__", "toString", "class", "this", "void", "new", "admin",
            "root", "system", "select", "default", "anonymous", "current", "id", "name", "submission", "_csrf", "step", "favicon.ico", "index", "edit", "delete");
    private static final List<String> LETTERS = List.of(
            "ümläut ß é ñ", "中文字符", "日本語", "한국어", "ภาษาไทย", "हिन्दी", "Ελληνικά", "кириллица", "עברית", "العربية", "ﷺ", "አማርኛ", "ქართული", "İıſ", "ǅ", "ﬃ", "ẞ",
            "Ω≈ç√∫", "⁰⁴⁵", "⅛⅜", "€£¥", "“x”", "‘x’", "«x»", "…", "—", "﹏", "ａｂｃ", "𝐛𝐨𝐥𝐝", "\uD835\uDC00bold", "𠜎𠜱", "e\u0301\u0301\u0301", "a\u0308", "n\u0303",
            "Z͑ͫa̴l͔g̡o", "😀", "👍🏽", "👩‍👩‍👧‍👦", "🏴‍☠️", "🇩🇪", "❤️", "1️⃣", "ヽ༼ຈل͜ຈ༽ﾉ", "(╯°□°）╯︵ ┻━┻", "¯\\_(ツ)_/¯", "раураl", "\uFFFD", "\uE000", "\uFDFD", "𒀀");
    private static final List<String> SPACES = List.of(
            "a b", "a  b", "a\u00A0b", "a\u1680b", "a\u2003b", "a\u2009b", "a\u202Fb", "a\u205Fb", "a\u3000b", "a\u2028b", "a\u2029b", "a\u0085b", "a\u180Eb");
    private static final List<String> UNSEEN = List.of(
            "\u202Eevitcefe\u202C", "a\u202Db", "\u2066x\u2069", "\u2067x", "\u200Ex", "\u200Fx", "\u061Cx", "\u200B\u200Czero\u200D", "a\u200Bb", "a\u2060b", "\uFEFFbom",
            "a\u00ADb", "a\u034Fb", "a\u115Fb", "\uFFF9x\uFFFB", "a\uFE0Fb", "\uDB40\uDC41tag", "a\u2063b", "a\u206Ab", "x\u202A\u202B\u202C");
    private static final List<String> CONTROLS = Stream.concat(
                    IntStream.concat(IntStream.range(0, 32), IntStream.rangeClosed(0x7F, 0x9F)).mapToObj(each -> "a" + (char) each + "b"),
                    Stream.of("\u0000", "a\r\nb", "a\n\nb", "\u001B[31mred", "x\r\nX-Evil: 1", "\n\n\n", "\t", "a\fb", "\u0008\u0008"))
            .toList();
    private static final List<String> HUGE = List.of("x".repeat(254), "x".repeat(5_000), "😀".repeat(120), "<".repeat(3_000), "a ".repeat(2_000), "\u0301".repeat(1_000));

    /** Half a character: only JSON can carry it, where it is written as an escape. */
    static final List<String> HALVES = List.of("\uD800", "a\uD83Db", "\uDC00x", "\uDE00\uD83D", "x\uDBFF");

    /** One line each, of characters that show: whoever takes text takes these. */
    static final List<String> VISIBLE = visible();

    /** All that a form can carry. */
    static final List<String> ALL =
            Stream.of(VISIBLE, SPACES, UNSEEN, CONTROLS, HUGE).flatMap(List::stream).distinct().toList();

    private Naughty() {}

    private static List<String> visible() {
        Set<String> all = new LinkedHashSet<>();
        SCRIPTS.forEach(script -> WAYS_OUT.forEach(way -> all.add(way.formatted(script))));
        EXPRESSIONS.forEach(expression -> DELIMITERS.forEach(delimiter -> all.add(delimiter.formatted(expression))));
        Stream.of(ATTRIBUTES, FORMATS, QUERIES, PATHS, CELLS, BREAKERS, NUMBERS, DATES, WORDS, LETTERS)
                .flatMap(List::stream)
                .filter(each -> each.chars().noneMatch(Character::isISOControl))
                .forEach(all::add);
        return List.copyOf(all);
    }

    /** Many in one text each, a space between them: what is true of the whole is true of its parts. */
    static List<String> packed(List<String> strings, int most) {
        List<String> packs = new ArrayList<>();
        StringBuilder pack = new StringBuilder();
        for (String each : strings) {
            if (!pack.isEmpty() && pack.length() + 1 + each.length() > most) {
                packs.add(pack.toString());
                pack.setLength(0);
            }
            pack.append(pack.isEmpty() ? "" : " ").append(each);
        }
        packs.add(pack.toString());
        return packs;
    }
}
