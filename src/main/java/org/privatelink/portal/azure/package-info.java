/** Azure resources by name: ids, the rules for their parts, and which kinds a private endpoint can lead to. */
@NullMarked
package org.privatelink.portal.azure;

import org.jspecify.annotations.NullMarked;
