/**
 * The sandboxes of the organisation: which there are, which of them people may see, which one a path means, and the page
 * that chooses one.
 * The sandbox of a page stands in its URL and nowhere else.
 */
@NullMarked
package org.privatelink.portal.sandbox;

import org.jspecify.annotations.NullMarked;
