package org.privatelink.portal.platform;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.web.util.HtmlUtils;

/** Takes secrets out of texts that come from elsewhere, before they reach a page, log or exception. */
public final class Redaction {

    static final String MARK = "[removed]";
    private static final int LONGEST = 1_000;
    private static final int READ = 20_000;

    private static final String NAMES = "(?:account\\s*key|shared\\s*access\\s*(?:signature|key)|password|passwd|pwd|passphrase"
            + "|private\\s*key(?:passphrase)?|client_?secret|service\\s*principal\\s*key|secret|access_?token|sig)";
    private static final String END = "[\\s;,&})\\]]|\\z";
    // In a connection string a value runs to the semicolon, whatever is in it; quotes inside quotes are doubled or escaped.
    private static final Pattern NAMED = Pattern.compile("(?i)(" + NAMES + "\\\\*[\"']?\\s*(?:[=:]|%3[ad])\\s{0,3})"
            + "(\"(?:\"|[\\s\\S]*?(?:(?<![\\\\\"])\"|\\z))(?=" + END + ")"
            + "|'(?:'|[\\s\\S]*?(?:(?<![\\\\'])'|\\z))(?=" + END + ")"
            + "|(?<==\\s{0,3})[^;\\r\\n\"']{1,300}(?=;)"
            + "|[^\\s;&]+)");
    private static final Pattern PART = Pattern.compile("(?i)" + NAMES + "\\s*=\\s*([^;&]+)");
    private static final Pattern BEARER = Pattern.compile("(?i)(bearer[\\s:]+)[\\w.~+/=-]{8,}");
    private static final Pattern AUTHORIZATION =
            Pattern.compile("(?i)(authorization[\"']?\\s*[:=]\\s*[\"']?)(?:\\w+\\s+)?[^\\s\"',;]+");
    private static final Pattern VAULT = Pattern.compile("(?i)https?://[\\w.-]+\\.vault\\.azure\\.net[^\\s\"'<>]*");
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(-----END [A-Z ]*PRIVATE KEY-----|\\z)");
    // By their shape alone: a signed token, a PEM block or storage key in Base64, a password within an address.
    private static final Pattern SHAPED = Pattern.compile("\\beyJ[\\w-]{5,}\\.[\\w.-]+"
            + "|LS0tLS1CRUdJTi[\\w+/=]+"
            + "|(?<![\\w+/])[\\w+/]{86}=="
            + "|(?<=://[^/\\s:@]{0,100}:)[^@/\\s]+(?=@)");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    private Redaction() {}

    /** The text without what looks like a secret and without the given values; at most 1,000 characters of it. */
    public static String redact(String text, Collection<String> known) {
        String clean = text;
        for (String secret : spellings(known)) {
            clean = clean.replace(secret, MARK);
        }
        clean = clean.length() <= READ ? clean : clean.substring(0, READ);
        clean = PEM.matcher(clean).replaceAll(MARK);
        clean = AUTHORIZATION.matcher(clean).replaceAll("$1" + MARK);
        clean = BEARER.matcher(clean).replaceAll("$1" + MARK);
        clean = VAULT.matcher(clean).replaceAll(MARK);
        clean = NAMED.matcher(clean).replaceAll("$1" + MARK);
        clean = SHAPED.matcher(clean).replaceAll(Matcher.quoteReplacement(MARK));
        clean = CONTROL.matcher(clean).replaceAll(" ");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
    }

    /** The values and the secret parts of connection strings, as JSON, HTML and addresses write them; longest first. */
    private static List<String> spellings(Collection<String> known) {
        return known.stream()
                .flatMap(value -> Stream.concat(
                        Stream.of(value), PART.matcher(value).results().map(part -> part.group(1))))
                .flatMap(value -> Stream.of(value, decoded(value)))
                .flatMap(value -> Stream.of(value, value.replace("\\", "\\\\").replace("\"", "\\\""), HtmlUtils.htmlEscape(value)))
                .flatMap(value -> Stream.concat(Stream.of(value), encoded(value)))
                .filter(value -> value.length() > 2)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private static Stream<String> encoded(String value) {
        String form = URLEncoder.encode(value, StandardCharsets.UTF_8);
        String path = form.replace("+", "%20");
        return Stream.of(form, path, lowerHex(form), lowerHex(path));
    }

    private static String lowerHex(String encoded) {
        return Pattern.compile("%..").matcher(encoded).replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT));
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return value;
        }
    }
}
