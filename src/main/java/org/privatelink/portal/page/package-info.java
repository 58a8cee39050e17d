/**
 * Layout furniture that every room's pages share: frame, forms, lists, badges, flashes and error pages.
 * It knows no domain words; rooms hand it texts and values.
 */
@NullMarked
package org.privatelink.portal.page;

import org.jspecify.annotations.NullMarked;
