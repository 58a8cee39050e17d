/** A place to send notices to, as a chat or a ticket system would be: takes them, keeps the last ones and shows them. */
@NullMarked
package org.privatelink.portal.simulator.inbox;

import org.jspecify.annotations.NullMarked;
