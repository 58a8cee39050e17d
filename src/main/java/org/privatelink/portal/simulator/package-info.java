/**
 * The demo's own Platform and OpenID provider, a second application on its own port. It behaves as
 * {@code docs/} says Adobe documents it; the portal knows it by HTTP only, and nothing depends on it.
 */
@NullMarked
package org.privatelink.portal.simulator;

import org.jspecify.annotations.NullMarked;
