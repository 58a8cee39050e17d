/**
 * The providers of identities: the people's one and, optional, Azure's. Their registrations, the way there and back, and
 * what makes a token of theirs a good one. Who is signed in is room {@code signin}.
 */
@NullMarked
package org.privatelink.portal.provider;

import org.jspecify.annotations.NullMarked;
