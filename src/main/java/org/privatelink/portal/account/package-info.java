/**
 * Who somebody is here: the person of a request, the roles and sandboxes that the provider's claims give, and news of who
 * came, left or was refused. Other rooms get a {@link org.privatelink.portal.account.Person} as a controller argument.
 */
@NullMarked
package org.privatelink.portal.account;

import org.jspecify.annotations.NullMarked;
