/**
 * Adobe's Platform as the contract documents it: private endpoints, base connections, sandboxes, and the Azure side
 * that decides about endpoints. It does not issue tokens, it only checks them.
 */
@NullMarked
package org.privatelink.portal.simulator.platform;

import org.jspecify.annotations.NullMarked;
