/**
 * Azure's Resource Manager as far as the owner of a resource needs it to decide about private endpoints (contract 6.2).
 * It checks tokens and rights; what was decided is kept with Platform's endpoints.
 */
@NullMarked
package org.privatelink.portal.simulator.azure;

import org.jspecify.annotations.NullMarked;
