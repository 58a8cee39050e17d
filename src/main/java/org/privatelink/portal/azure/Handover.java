package org.privatelink.portal.azure;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * What the owner of a resource needs to decide on a private endpoint in Azure: where to look, and commands that list
 * what waits before they approve (contract 6.2). The name of the waiting entry is Azure's and cannot be foretold.
 *
 * @param resource the resource, its parts held to Azure's rules: nothing else gets into an address or a command
 * @param description what Azure keeps with the decision
 */
public record Handover(AzureResourceId resource, String description) {

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N} ._:/#-]{1,140}");
    private static final URI PENDING = URI.create(
            "https://portal.azure.com/#view/Microsoft_Azure_Network/PrivateLinkCenterBlade/~/pendingconnections");

    /** Empty for resources that are not the customer's, such as Snowflake's service, and for parts that are no names. */
    public static Optional<Handover> of(AzureResourceId resource, @Nullable String ticket) {
        return resource.isSound() && resource.type() != ResourceType.PRIVATE_LINK_SERVICE
                ? Optional.of(new Handover(resource, description(ticket)))
                : Optional.empty();
    }

    /** What Azure keeps with a decision: the ticket, where it is no more than text. */
    public static String description(@Nullable String ticket) {
        return ticket != null && isDescription(ticket) ? ticket : "Private Link Portal";
    }

    public static boolean isDescription(String text) {
        return PLAIN.matcher(text).matches();
    }

    /** The resource's networking page in the Azure portal. */
    public URI networking() {
        String[] segments = resource.toString().split("/");
        StringBuilder path = new StringBuilder("https://portal.azure.com/#@/resource");
        for (int at = 1; at < segments.length; at++) {
            path.append('/').append(UriUtils.encodePathSegment(
                    segments[at], StandardCharsets.UTF_8));
        }
        return URI.create(path + "/networking");
    }

    /** All that waits for the signed-in owner, over his resources. */
    public URI pending() {
        return PENDING;
    }

    public String cli() {
        return """
                # 1. What waits. Take the id of the right row: it is not the endpoint's name or id.
                az network private-endpoint-connection list --id "%s" \\
                  --query "[?properties.privateLinkServiceConnectionState.status=='Pending'].id" --output tsv
                # 2. Approve that one.
                az network private-endpoint-connection approve --id "<id from step 1>" --description "%s"
                """
                .formatted(resource, description)
                .strip();
    }

    public String powerShell() {
        return """
                # 1. What waits. Take the Id of the right row: it is not the endpoint's name or id.
                Get-AzPrivateEndpointConnection -PrivateLinkResourceId "%s" |
                  Where-Object { $_.PrivateLinkServiceConnectionState.Status -eq "Pending" } | Select-Object Id
                # 2. Approve that one.
                Approve-AzPrivateEndpointConnection -ResourceId "<Id from step 1>" -Description "%s"
                """
                .formatted(resource, description)
                .strip();
    }
}
