/**
 * The ledger: one chained row for each thing that people did, tried or were shown failing, and for each that came, left or
 * was refused. Rows are only ever added, in the transaction of what they tell of. It carries nothing out and settles
 * nothing: rooms hand it what to write, and people who inspect read it here.
 */
@NullMarked
package org.privatelink.portal.audit;

import org.jspecify.annotations.NullMarked;
