/**
 * The append-only record of acts. An act on Platform is an intent, committed before the call, then its outcome. An intent
 * whose answer was lost is settled by looking at Platform, never by sending again.
 */
@NullMarked
package org.privatelink.portal.activity;

import org.jspecify.annotations.NullMarked;
