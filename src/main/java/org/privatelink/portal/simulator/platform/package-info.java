/**
 * Adobe's Platform as the contract documents it: private endpoints, base connections, sandboxes. It keeps what owners
 * in Azure decided about endpoints, and does not issue tokens, it only checks them.
 */
@NullMarked
package org.privatelink.portal.simulator.platform;

import org.jspecify.annotations.NullMarked;
