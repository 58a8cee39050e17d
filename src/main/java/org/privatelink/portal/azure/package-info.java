/**
 * Azure resources: their ids and the rules for the parts, what their owners need to decide on an endpoint, and the
 * client of Azure Resource Manager with which an owner decides from here, with rights of their own. It knows nothing of
 * Platform's endpoints.
 */
@NullMarked
package org.privatelink.portal.azure;

import org.jspecify.annotations.NullMarked;
