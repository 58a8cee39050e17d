package org.privatelink.portal.support;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.azure.AzureResourceId;
import org.privatelink.portal.platform.Redaction;

/**
 * What somebody typed or pasted into the box.
 *
 * @param text as it is looked for: without what no name holds, and of an address only the host
 * @param resource the Azure resource that it is the id of; null when it is none
 */
record SearchKey(String text, @Nullable AzureResourceId resource) {

    private static final int LONGEST = 500;

    private static final Pattern UNNAMEABLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");
    private static final Pattern BEFORE_RESOURCE = Pattern.compile("(?i)^.*?(?=/?subscriptions/)");
    private static final Pattern ADDRESS = Pattern.compile("(?i)(?:(?:[a-z]+:)+//|\\\\\\\\)([^/:\\\\?#]+).*");
    private static final Pattern HOST = Pattern.compile("(?i)(?=.*[a-z])[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63}){2,}");
    private static final Pattern ID = Pattern.compile("(?=.*\\d)[\\w-]{16,128}");

    static SearchKey of(String typed) {
        String plain = UNNAMEABLE.matcher(typed).replaceAll(" ").strip();
        Optional<AzureResourceId> resource = AzureResourceId.parse(BEFORE_RESOURCE.matcher(plain).replaceFirst(""));
        return new SearchKey(
                resource.map(AzureResourceId::resourceName)
                        .orElseGet(() -> ADDRESS.matcher(plain).replaceFirst("$1")),
                resource.orElse(null));
    }

    /**
     * Message key of why something is not looked for. It holds a secret, or is so long that it may: then it must not
     * stay in the address bar.
     */
    static Optional<String> refusal(String typed) {
        String plain = UNNAMEABLE.matcher(typed).replaceAll(" ");
        if (plain.length() > LONGEST) {
            return Optional.of("support.long");
        }
        return Redaction.redact(plain, List.of()).equals(plain) ? Optional.empty() : Optional.of("support.secret");
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** Ids are opaque (contract trap 5): this only tells what is worth asking Platform for. */
    boolean mayBeId() {
        return resource == null && ID.matcher(text).matches();
    }

    /** A host and its first part, which names the resource; empty when it is no host. */
    List<String> hosts() {
        if (!HOST.matcher(text).matches()) {
            return List.of();
        }
        String host = text.toLowerCase(Locale.ROOT);
        return Stream.of(host, host.replace(".privatelink.", "."), label()).distinct().toList();
    }

    /** What may be a resource's name: the first part of a host, or all of it. */
    public String label() {
        return HOST.matcher(text).matches() ? text.toLowerCase(Locale.ROOT).split("\\.", 2)[0] : text;
    }
}
