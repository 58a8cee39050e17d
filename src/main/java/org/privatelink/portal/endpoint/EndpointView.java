package org.privatelink.portal.endpoint;

import org.jspecify.annotations.Nullable;
import org.privatelink.portal.azure.AzureResourceId;
import org.privatelink.portal.azure.ResourceType;
import org.privatelink.portal.page.Badge;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;
import org.springframework.stereotype.Component;

/**
 * An endpoint in words.
 *
 * @param connections how many connections name it; null when they were not counted yet
 */
public record EndpointView(
        Endpoint endpoint, String source, @Nullable String subResource, Badge badge, @Nullable Long connections) {

    public String id() {
        return endpoint.id();
    }

    public String name() {
        return endpoint.label();
    }

    /** Enough of the id to tell two of one name apart. */
    public String shortId() {
        return endpoint.id().length() <= 9 ? endpoint.id() : endpoint.id().substring(0, 8) + "…";
    }

    public String stateKey() {
        return endpoint.status().key();
    }

    /** Makes the views. */
    @Component
    public static class Maker {

        private final Sources sources;
        private final Texts texts;

        Maker(Sources sources, Texts texts) {
            this.sources = sources;
            this.texts = texts;
        }

        public EndpointView view(Endpoint endpoint, @Nullable Long connections) {
            return new EndpointView(
                    endpoint,
                    sources.titleOf(endpoint.specId()),
                    sources.ofSpec(endpoint.specId()).map(Source::subResource).orElse(null),
                    endpoint.status().badge(endpoint.state(), texts),
                    connections);
        }

        /** The Azure resource, where the source tells of which kind it is. */
        public @Nullable AzureResourceId resourceId(Endpoint endpoint) {
            ResourceType type = sources.ofSpec(endpoint.specId()).map(Source::resourceType).orElse(null);
            if (type == null
                    || endpoint.subscriptionId() == null
                    || endpoint.resourceGroupName() == null
                    || endpoint.resourceName() == null) {
                return null;
            }
            return new AzureResourceId(
                    endpoint.subscriptionId(), endpoint.resourceGroupName(), type, endpoint.resourceName());
        }
    }
}
