/**
 * The one poller for everybody: notes each change of an endpoint with the time it was seen, tells what drifted, counts
 * the allowance, and lets open pages know. Lists of endpoints are made of what it saw, however many there are. It reads
 * from Platform and changes nothing there.
 */
@NullMarked
package org.privatelink.portal.watch;

import org.jspecify.annotations.NullMarked;
