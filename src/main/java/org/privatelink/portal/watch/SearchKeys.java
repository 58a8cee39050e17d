package org.privatelink.portal.watch;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.endpoint.Endpoint;

/** What an endpoint is looked for by: all texts in lower case, and cut to what an index holds. */
record SearchKeys(
        String name,
        String state,
        String specId,
        String subscriptionId,
        String resourceGroup,
        String resourceName,
        String search) {

    private static final int LONGEST = 200;
    private static final int LONGEST_SEARCH = 20_000;

    static SearchKeys of(Endpoint endpoint) {
        String search = Stream.concat(
                        Stream.of(
                                endpoint.id(),
                                endpoint.name(),
                                endpoint.subscriptionId(),
                                endpoint.resourceGroupName(),
                                endpoint.resourceName()),
                        endpoint.fqdns().stream())
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
        return new SearchKeys(
                key(endpoint.label()),
                endpoint.status().name(),
                key(endpoint.specId()),
                key(endpoint.subscriptionId()),
                key(endpoint.resourceGroupName()),
                key(endpoint.resourceName()),
                plain(search, LONGEST_SEARCH));
    }

    static String key(@Nullable String text) {
        return plain(Objects.requireNonNullElse(text, ""), LONGEST);
    }

    /** For {@code like … escape '!'}: whatever has the text in it. */
    static String pattern(String text) {
        String plain = plain(text.strip(), LONGEST_SEARCH);
        return "%" + plain.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }

    /** Without what PostgreSQL does not take: zeros, and halves of a character. */
    private static String plain(String text, int longest) {
        String lower = text.toLowerCase(Locale.ROOT);
        return (lower.length() <= longest ? lower : lower.substring(0, longest)).replaceAll("[\\x00\\p{Cs}]", "");
    }
}
