/** Azure resources by name: ids, the rules for their parts, and what their owners need to decide on an endpoint. */
@NullMarked
package org.privatelink.portal.azure;

import org.jspecify.annotations.NullMarked;
