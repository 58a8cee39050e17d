/**
 * Looking into the source behind a connection: folders, files, tables, their columns and, where asked for, their first
 * rows. For engineers and admins only, although it changes nothing: names and rows are the customer's data, which
 * support does not need in order to find a break. Nothing of them is logged or recorded.
 */
@NullMarked
package org.privatelink.portal.explore;

import org.jspecify.annotations.NullMarked;
