/**
 * Tells people by e-mail and webhook what happened to requests and endpoints: stored with what happened, sent afterwards,
 * tried again until it is delivered or given up. It never holds up those who act.
 */
@NullMarked
package org.privatelink.portal.notice;

import org.jspecify.annotations.NullMarked;
