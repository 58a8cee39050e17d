/**
 * The way from an endpoint that is asked for to a connection that uses it, as a list of tasks with one that comes next.
 * It keeps nothing: each step is read from where it is done, so that anybody can leave and come back at any time.
 */
@NullMarked
package org.privatelink.portal.guide;

import org.jspecify.annotations.NullMarked;
