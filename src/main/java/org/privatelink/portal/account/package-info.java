/**
 * Who is there: sign-in, sign-out, roles and the rule of every route. The only room that touches Spring Security's
 * context; others get a {@link org.privatelink.portal.account.Person} as a controller argument.
 */
@NullMarked
package org.privatelink.portal.account;

import org.jspecify.annotations.NullMarked;
