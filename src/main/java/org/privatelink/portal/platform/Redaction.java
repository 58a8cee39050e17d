package org.privatelink.portal.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Takes secrets out of texts that come from elsewhere, before they reach a page, log or exception. */
public final class Redaction {

    static final String MARK = "[removed]";
    private static final int LONGEST = 1_000;
    private static final int LONGEST_LOOKED_AT = 20_000;
    private static final int SHORTEST_PART = 8;

    private static final Pattern NAMED = Pattern.compile(
            "(?i)((?:account\\s*key|shared\\s*access\\s*(?:signature|key)|password|passwd|pwd|passphrase|private\\s*key(?:passphrase)?"
                    + "|client_?secret|service\\s*principal\\s*key|secret|access_?token|sig)[\"']?\\s*[=:]\\s*)"
                    + "(\"[^\"]*\"?|'[^']*'?|[^\\s;&,\"'}]+)");
    private static final Pattern BEARER = Pattern.compile("(?i)(bearer\\s+)[\\w.~+/=-]{8,}");
    private static final Pattern VAULT = Pattern.compile("(?i)https?://[\\w.-]+\\.vault\\.azure\\.net[^\\s\"'<>]*");
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(-----END [A-Z ]*PRIVATE KEY-----|\\z)");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    private Redaction() {}

    /** The text without what looks like a secret and without the given values; at most 1,000 characters of it. */
    public static String redact(String text, Collection<String> known) {
        String clean = text.length() <= LONGEST_LOOKED_AT ? text : text.substring(0, LONGEST_LOOKED_AT);
        for (String secret : known) {
            if (secret.length() > 2) {
                clean = clean.replace(secret, MARK);
            }
        }
        clean = withoutParts(clean, known);
        clean = PEM.matcher(clean).replaceAll(MARK);
        clean = BEARER.matcher(clean).replaceAll("$1" + MARK);
        clean = VAULT.matcher(clean).replaceAll(MARK);
        clean = NAMED.matcher(clean).replaceAll("$1" + MARK);
        clean = CONTROL.matcher(clean).replaceAll(" ");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
    }

    /** Others quote a secret in part, cut off or coded as well. */
    private static String withoutParts(String text, Collection<String> known) {
        Set<String> parts = known.stream()
                .flatMap(Redaction::cores)
                .flatMap(Redaction::codings)
                .flatMap(Redaction::parts)
                .collect(Collectors.toSet());
        BitSet hidden = new BitSet();
        for (int at = 0; at + SHORTEST_PART <= text.length(); at++) {
            if (parts.contains(text.substring(at, at + SHORTEST_PART))) {
                hidden.set(at, at + SHORTEST_PART);
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
        List<String> named =
                NAMED.matcher(secret).results().map(match -> match.group(2)).toList();
        return named.isEmpty() ? Stream.of(secret) : named.stream();
    }

    private static Stream<String> codings(String core) {
        return Stream.of(core, URLEncoder.encode(core, UTF_8), base64(core), base64(" " + core), base64("  " + core));
    }

    /** Without its ends, which depend on what stands beside it. */
    private static String base64(String text) {
        String coded = Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
        return coded.length() <= SHORTEST_PART ? "" : coded.substring(4, coded.length() - 3);
    }

    private static Stream<String> parts(String core) {
        return IntStream.rangeClosed(0, core.length() - SHORTEST_PART)
                .mapToObj(from -> core.substring(from, from + SHORTEST_PART));
    }
}
