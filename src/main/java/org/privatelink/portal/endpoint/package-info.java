/**
 * Private endpoints: list, detail, the words for their states, create, delete and what would break. What
 * depends on an endpoint is told by another room through {@link org.privatelink.portal.endpoint.Dependants}.
 */
@NullMarked
package org.privatelink.portal.endpoint;

import org.jspecify.annotations.NullMarked;
