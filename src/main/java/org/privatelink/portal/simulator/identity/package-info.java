/**
 * The demo's two identity providers, like Adobe's and like Microsoft's Entra: the same people, and clients, keys and
 * sign-in pages of their own. They know nothing of Platform and of Resource Manager.
 */
@NullMarked
package org.privatelink.portal.simulator.identity;

import org.jspecify.annotations.NullMarked;
