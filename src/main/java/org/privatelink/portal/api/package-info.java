/**
 * The portal for programs: the same things as the pages under {@code /api/v1}, done by the same services, and a page
 * that explains it. Decides nothing of its own.
 */
@NullMarked
package org.privatelink.portal.api;

import org.jspecify.annotations.NullMarked;
