/**
 * What is left over in a sandbox: endpoints that serve nothing or never will, and private connections that nothing
 * serves. It only looks, at what the portal saw last, and leads to where something can be done.
 */
@NullMarked
package org.privatelink.portal.cleanup;

import org.jspecify.annotations.NullMarked;
