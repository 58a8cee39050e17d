/**
 * The catalogue of sources: which have private link and who says so, what an endpoint for them leads to, and the
 * fields of their authentication kinds. It is configuration: Adobe's guides differ by version.
 */
@NullMarked
package org.privatelink.portal.source;

import org.jspecify.annotations.NullMarked;
