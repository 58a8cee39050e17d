package org.privatelink.portal.azure;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A full Azure resource id, as people copy it from the Azure portal. Letter case of its fixed parts and the leading
 * slash do not matter.
 *
 * @param type null for a kind that no source of this portal uses
 */
public record AzureResourceId(
        String subscriptionId, String resourceGroupName, @Nullable ResourceType type, String resourceName) {

    private static final Pattern FORM = Pattern.compile(
            "(?i)/?subscriptions/([^/\\s]+)/resourceGroups/([^/\\s]+)/providers/([^/\\s]+/[^/\\s]+)/([^/\\s]+)(/.*)?");
    private static final Pattern SUBSCRIPTION =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern GROUP = Pattern.compile("[-\\w.()]{0,89}[-\\w()]", Pattern.UNICODE_CHARACTER_CLASS);

    public static Optional<AzureResourceId> parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        return parts.matches()
                ? Optional.of(new AzureResourceId(
                        parts.group(1), parts.group(2), ResourceType.of(parts.group(3)).orElse(null), parts.group(4)))
                : Optional.empty();
    }

    public static boolean isSubscription(String text) {
        return SUBSCRIPTION.matcher(text).matches();
    }

    /** 1 to 90 letters, digits and {@code _ - . ( )}, and no period at the end. */
    public static boolean isResourceGroup(String text) {
        return GROUP.matcher(text).matches();
    }

    /** Its kind is known, and its parts are names that Azure allows: nothing else gets into an address or a command. */
    public boolean isSound() {
        return type != null
                && isSubscription(subscriptionId)
                && isResourceGroup(resourceGroupName)
                && type.allowsName(resourceName);
    }

    @Override
    public String toString() {
        String provider = type == null ? "unknown" : type.path();
        return "/subscriptions/%s/resourceGroups/%s/providers/%s/%s"
                .formatted(subscriptionId, resourceGroupName, provider, resourceName);
    }
}
