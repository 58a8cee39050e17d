package org.privatelink.portal.platform;

import java.util.Collection;
import java.util.regex.Pattern;

/** Takes secrets out of texts that come from elsewhere, before they reach a page, log or exception. */
public final class Redaction {

    static final String MARK = "[removed]";
    private static final int LONGEST = 1_000;

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
        String clean = text;
        for (String secret : known) {
            if (secret.length() > 2) {
                clean = clean.replace(secret, MARK);
            }
        }
        clean = PEM.matcher(clean).replaceAll(MARK);
        clean = BEARER.matcher(clean).replaceAll("$1" + MARK);
        clean = VAULT.matcher(clean).replaceAll(MARK);
        clean = NAMED.matcher(clean).replaceAll("$1" + MARK);
        clean = CONTROL.matcher(clean).replaceAll(" ");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
    }
}
