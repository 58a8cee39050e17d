/**
 * For whoever is told that something broke: one box that finds anything in every sandbox, the diagnosis of a connection
 * step by step, and the sheet for a ticket. It changes nothing. The live test is for those who may change: it costs
 * Platform work at the source; everybody else reads who must act.
 */
@NullMarked
package org.privatelink.portal.support;

import org.jspecify.annotations.NullMarked;
