/**
 * The only room that speaks HTTP to Adobe: headers, tokens, time limits, safe retries, envelopes, paging and errors.
 * It knows nothing of endpoints or connections; each feature room has a client of its own on top of it.
 */
@NullMarked
package org.privatelink.portal.platform;

import org.jspecify.annotations.NullMarked;
