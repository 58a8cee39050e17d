/**
 * The rule of every route, of pages and of the API: where the filters of the other rooms are put in their order. Nothing
 * depends on it.
 */
@NullMarked
package org.privatelink.portal.security;

import org.jspecify.annotations.NullMarked;
