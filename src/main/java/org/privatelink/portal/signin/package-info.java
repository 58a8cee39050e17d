/**
 * Who is signed in, for all portals alike: from the answer of the provider to the sign-out, with people's tokens, the roles
 * that are read anew, and in whose name Platform is called.
 */
@NullMarked
package org.privatelink.portal.signin;

import org.jspecify.annotations.NullMarked;
