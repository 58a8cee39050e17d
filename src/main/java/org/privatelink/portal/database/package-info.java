/**
 * What is the matter when the portal's own database does not do as it should, told once and not with every request. The
 * rooms keep their own tables.
 */
@NullMarked
package org.privatelink.portal.database;

import org.jspecify.annotations.NullMarked;
