/**
 * Asking for an endpoint: the form, the check, the second person's decision, and the sending that follows it. A request
 * is the portal's own; what Platform did with it is told by the record of acts.
 */
@NullMarked
package org.privatelink.portal.request;

import org.jspecify.annotations.NullMarked;
