/**
 * Base connections of Flow Service: list, detail, create, test, change, delete, which endpoint serves their
 * credentials, and what of them stands on an endpoint.
 * Secrets go through here once, on their way to Platform, and are never shown or kept.
 */
@NullMarked
package org.privatelink.portal.connection;

import org.jspecify.annotations.NullMarked;
