/**
 * Where the network meets the portal: the headers of every answer, whom to believe about addresses, what is too large,
 * too slow or too much, and the server's own answers. It knows nothing of what the portal is for.
 */
@NullMarked
package org.privatelink.portal.edge;

import org.jspecify.annotations.NullMarked;
