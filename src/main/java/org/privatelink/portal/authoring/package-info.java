/**
 * Interactive authoring: one switch a sandbox, which Platform turns off again by itself. There is no call to turn it
 * off, and no end comes back: the portal tells the earliest end from its own record.
 */
@NullMarked
package org.privatelink.portal.authoring;

import org.jspecify.annotations.NullMarked;
