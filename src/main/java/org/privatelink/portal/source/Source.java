package org.privatelink.portal.source;

import java.util.List;
import java.util.Optional;
import org.privatelink.portal.azure.ResourceType;

/**
 * A source of the catalogue.
 *
 * @param key our short name, in URLs
 * @param documented whether Adobe's current guide lists it for private link; else Platform may refuse it
 * @param subResource what an endpoint for it leads to within the resource; implied, never sent
 * @param needsFqdns whether its endpoints need host names
 */
public record Source(
        String key,
        String title,
        String specId,
        String specVersion,
        boolean documented,
        ResourceType resourceType,
        String subResource,
        boolean needsFqdns,
        List<AuthenticationKind> authentications) {

    public Optional<AuthenticationKind> authentication(String kindKey) {
        return authentications.stream().filter(kind -> kind.key().equals(kindKey)).findFirst();
    }

    Source with(List<AuthenticationKind> kinds) {
        return new Source(
                key, title, specId, specVersion, documented, resourceType, subResource, needsFqdns, List.copyOf(kinds));
    }
}
