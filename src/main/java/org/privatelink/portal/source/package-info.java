/**
 * The catalogue of sources: which have private link and who says so, what an endpoint for them leads to, and the
 * fields of their authentication kinds with the rules for them. It is configuration, since Adobe's guides differ by
 * version; which kinds Platform offers is read from Platform where it answers.
 */
@NullMarked
package org.privatelink.portal.source;

import org.jspecify.annotations.NullMarked;
