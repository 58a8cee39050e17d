package org.privatelink.portal.audit;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The end of the chain: how many rows there are, and the hash of the last. Written down elsewhere it is an anchor. */
public record Head(long seq, String hash) {

    static final Head NONE = new Head(0, "0".repeat(64));

    private static final Pattern FORM = Pattern.compile("\\s*(\\d{1,18}):([0-9a-fA-F]{64})\\s*");

    static Optional<Head> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new Head(Long.parseLong(form.group(1)), form.group(2).toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return seq + ":" + hash;
    }
}
