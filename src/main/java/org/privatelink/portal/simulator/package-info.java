/**
 * The demo's own Platform, Azure and sign-ins, a second application on its own port. It behaves as
 * Adobe's and Microsoft's guides and OpenAPI files describe; the portal knows it by HTTP only, and nothing depends on it.
 * This package starts it, keeps its data, records its requests and makes it misbehave; what it plays is in the packages below.
 */
@NullMarked
package org.privatelink.portal.simulator;

import org.jspecify.annotations.NullMarked;
