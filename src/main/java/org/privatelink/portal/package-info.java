/** Private Link Portal: starts the rooms and ends them, and holds nothing else. */
@NullMarked
package org.privatelink.portal;

import org.jspecify.annotations.NullMarked;
