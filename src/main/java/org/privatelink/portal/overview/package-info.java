/** The first page of a sandbox: counts, what needs somebody, allowance, authoring, latest acts. It only reads. */
@NullMarked
package org.privatelink.portal.overview;

import org.jspecify.annotations.NullMarked;
