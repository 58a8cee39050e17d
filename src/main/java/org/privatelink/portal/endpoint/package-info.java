/**
 * Private endpoints: list, detail, the words for their states, create, resolve, delete and what would break. What
 * depends on an endpoint is told by another room through {@link org.privatelink.portal.endpoint.Dependants}, and what the
 * list shows by the one that watches, through {@link org.privatelink.portal.endpoint.Watched}.
 */
@NullMarked
package org.privatelink.portal.endpoint;

import org.jspecify.annotations.NullMarked;
