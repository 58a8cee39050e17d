/** Private Link Portal: starts the rooms, and holds nothing else. */
@NullMarked
package org.privatelink.portal;

import org.jspecify.annotations.NullMarked;
