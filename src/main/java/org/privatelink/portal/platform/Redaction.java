package org.privatelink.portal.platform;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.web.util.HtmlUtils;

/** Takes secrets out of texts that come from elsewhere, before they reach a page, log or exception. */
public final class Redaction {

    static final String MARK = "[removed]";
    private static final int LONGEST = 1_000;
    private static final int READ = 20_000;
    private static final int SHORTEST_PIECE = 8;

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
    // A signed token. It is looked for once in each word: "-eyJ-eyJ-eyJ" is not read to its end again from each beginning.
    private static final Pattern TOKEN = Pattern.compile("(?<![\\w-])(?=[\\w-]++\\.)([\\w-]*?)\\beyJ[\\w-]{5,}+\\.[\\w.-]+");
    // By their shape alone: a PEM block or storage key in Base64.
    private static final Pattern SHAPED = Pattern.compile("LS0tLS1CRUdJTi[\\w+/=]+|(?<![\\w+/])[\\w+/]{86}==");
    private static final Pattern WITHIN_ADDRESS = Pattern.compile("(://[^/\\s:@]{0,100}+:)[^@/\\s]++(?=@)");
    // Stricter than what is removed from a text: to write about passwords is not to write one.
    private static final Pattern TYPED = Pattern.compile("(?i)(?<![a-z])(?:account\\s?key|shared\\s?access\\s?(?:signature|key)"
            + "|password|passwd|pwd|passphrase|client_?secret|access_?token|sig)(?:\\s*(?:=|%3d)\\s*|[\"']\\s*:\\s*[\"'])[^\\s;&\"']{3,}"
            + "|-----BEGIN [A-Z ]*PRIVATE KEY");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    private Redaction() {}

    /** The text without what looks like a secret and without the given secrets; at most 1,000 characters of it. */
    public static String redact(String text, Collection<Secret> secrets) {
        List<String> known = secrets.stream().map(Secret::open).toList();
        String clean = text;
        for (String secret : spellings(known)) {
            clean = clean.replace(secret, MARK);
        }
        clean = clean.length() <= READ ? clean : clean.substring(0, READ);
        clean = withoutPieces(clean, known);
        clean = PEM.matcher(clean).replaceAll(MARK);
        clean = AUTHORIZATION.matcher(clean).replaceAll("$1" + MARK);
        clean = BEARER.matcher(clean).replaceAll("$1" + MARK);
        clean = VAULT.matcher(clean).replaceAll(MARK);
        clean = NAMED.matcher(clean).replaceAll("$1" + MARK);
        clean = TOKEN.matcher(clean).replaceAll("$1" + MARK);
        clean = SHAPED.matcher(clean).replaceAll(Matcher.quoteReplacement(MARK));
        clean = WITHIN_ADDRESS.matcher(clean).replaceAll("$1" + MARK);
        clean = CONTROL.matcher(clean).replaceAll(" ");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
    }

    /** Whether somebody has typed a secret where none belongs, as far as its form tells. */
    public static boolean holdsSecret(String text) {
        return Stream.of(TYPED, TOKEN, SHAPED, WITHIN_ADDRESS).anyMatch(form -> form.matcher(text).find());
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

    /** Others cut a secret off, quote only some of it, or code it together with something else. */
    private static String withoutPieces(String text, Collection<String> known) {
        Set<String> pieces = known.stream()
                .flatMap(Redaction::cores)
                .flatMap(core -> Stream.of(core, base64(core), base64(" " + core), base64("  " + core)))
                .flatMap(Redaction::pieces)
                .collect(Collectors.toSet());
        BitSet hidden = new BitSet();
        for (int at = 0; at + SHORTEST_PIECE <= text.length(); at++) {
            if (pieces.contains(text.substring(at, at + SHORTEST_PIECE))) {
                hidden.set(at, at + SHORTEST_PIECE);
            }
        }
        StringBuilder clean = new StringBuilder();
        for (int at = 0; at < text.length(); at = hidden.get(at) ? hidden.nextClearBit(at) : at + 1) {
            clean.append(hidden.get(at) ? MARK : text.charAt(at));
        }
        return clean.toString();
    }

    /** What is secret in it: the values of a connection string's secret keys, or all of it. */
    private static Stream<String> cores(String secret) {
        List<String> named = PART.matcher(secret).results().map(part -> part.group(1)).toList();
        return named.isEmpty() ? Stream.of(secret) : named.stream();
    }

    /** Without its ends, which depend on what stands beside it. */
    private static String base64(String text) {
        String coded = Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return coded.length() <= SHORTEST_PIECE ? "" : coded.substring(4, coded.length() - 3);
    }

    private static Stream<String> pieces(String core) {
        return IntStream.rangeClosed(0, core.length() - SHORTEST_PIECE)
                .mapToObj(from -> core.substring(from, from + SHORTEST_PIECE));
    }
}
