/** The demo's identity provider: its people, its clients, its keys and its sign-in page. It knows nothing of Platform. */
@NullMarked
package org.privatelink.portal.simulator.identity;

import org.jspecify.annotations.NullMarked;
