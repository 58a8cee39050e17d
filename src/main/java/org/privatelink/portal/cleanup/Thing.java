package org.privatelink.portal.cleanup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.page.Badge;

/**
 * Something that is left over: an endpoint or a connection.
 *
 * @param state as Platform wrote it
 * @param target name of the Azure resource, or the host that a connection leads to
 * @param endpointId the endpoint itself, or that which a connection names
 * @param since when an endpoint's state was first seen, or a connection last changed
 * @param span how long that is, in words
 * @param person who asked for it through this portal; null when nobody did
 * @param owner who answers for the Azure resource, as told when it was asked for
 * @param createdBy Adobe's id of a person or credential; of connections only
 * @param why it is left over, as a sentence
 */
record Thing(
        Kind kind,
        String id,
        String name,
        String source,
        Badge badge,
        @Nullable String state,
        @Nullable String target,
        @Nullable String endpointId,
        @Nullable Instant since,
        @Nullable String span,
        @Nullable String person,
        @Nullable String owner,
        @Nullable String createdBy,
        String why) {}
