/**
 * What a browser is known by, how long that lasts, when somebody has to show anew who they are, and the forms that came too
 * late for it.
 */
@NullMarked
package org.privatelink.portal.session;

import org.jspecify.annotations.NullMarked;
