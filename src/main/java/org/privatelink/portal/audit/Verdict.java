package org.privatelink.portal.audit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What checking the ledger found.
 *
 * @param seq of the first row that is not as it was written; else how many there are
 * @param actId of an act that no row tells of
 * @param head the end of a chain that is whole
 */
record Verdict(long seq, @Nullable Fault fault, @Nullable String actId, @Nullable Head head) {

    enum Fault {
        /** A row was taken away, or its number changed. */
        MISSING,
        /** A column is not what the hash was made of. */
        CHANGED,
        /** It does not follow the row before it. */
        UNCHAINED,
        /** It follows, and is not the one that was written down elsewhere. */
        OFF_ANCHOR,
        /** There is a row beyond the end, or the end is not that of the last row. */
        BEYOND,
        /** The record of the act that it tells of was changed or taken away. */
        ACT_CHANGED,
        /** An act is on record that no row tells of. */
        UNTOLD;

        String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static Verdict good(Head head) {
        return new Verdict(head.seq(), null, null, head);
    }

    static Verdict bad(long seq, Fault fault) {
        return new Verdict(seq, fault, null, null);
    }

    static Verdict untold(String actId) {
        return new Verdict(0, Fault.UNTOLD, actId, null);
    }

    boolean isGood() {
        return fault == null;
    }

    /** For the log and the command. */
    @Override
    public String toString() {
        if (fault == null) {
            return "The ledger is whole: " + seq + " rows, anchor " + head;
        }
        return fault == Fault.UNTOLD
                ? "No row of the ledger tells of act " + actId
                : "Row " + seq + " of the ledger: " + fault.key();
    }
}
