/**
 * Slows down who asks too often, and nobody else. Counts in memory, for one portal.
 */
@NullMarked
package org.privatelink.portal.limit;

import org.jspecify.annotations.NullMarked;
