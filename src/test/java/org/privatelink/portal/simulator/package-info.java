/** The simulator from outside: over real HTTP, on a free port, with a clock that the tests turn. */
@NullMarked
package org.privatelink.portal.simulator;

import org.jspecify.annotations.NullMarked;
