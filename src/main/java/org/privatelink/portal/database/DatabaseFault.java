package org.privatelink.portal.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * Why the database did not do what it was asked, where the fault is not in what it was asked. Told by SQLSTATE: those of
 * PostgreSQL (appendix A of its manual), and the few that H2 has of its own.
 */
public enum DatabaseFault {
    /** Refused, cut, or no connection was free in time. */
    AWAY("does not answer"),
    /** A lock or a statement took too long. */
    BUSY("is held up"),
    READ_ONLY("takes no changes"),
    FULL("has no room left");

    private static final Set<String> LATE = Set.of("55P03", "57014", "40001", "40P01", "HYT00", "HYT01");
    private static final Set<String> CLOSED_TO_CHANGES = Set.of("25006", "90097");
    private static final Set<String> NO_ROOM = Set.of("53100", "90100");
    /** H2's: closed, broken or in use; a file that cannot be read or written. */
    private static final Set<String> GONE =
            Set.of("55000", "90020", "90028", "90031", "90062", "90067", "90098", "90121", "90135");
    /** Connection, resources, operator's intervention, system. */
    private static final Set<String> GONE_CLASSES = Set.of("08", "53", "57", "58");

    private final String words;

    DatabaseFault(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Empty when it is no fault of the database, or when what it was asked is wrong. */
    public static Optional<DatabaseFault> of(@Nullable Throwable thrown) {
        Throwable cause = thrown;
        // The chain of an exception may have a ring in it.
        for (int depth = 0; cause != null && depth < 20; depth++) {
            DatabaseFault told = told(cause);
            if (told != null) {
                return Optional.of(told);
            }
            cause = cause.getCause();
        }
        return unconnected(thrown) ? Optional.of(AWAY) : Optional.empty();
    }

    /** Where one of many must not hold up the others: only a lock can be a single one's. */
    public static void passOn(RuntimeException thrown) {
        if (of(thrown).filter(fault -> fault != BUSY).isPresent()) {
            throw thrown;
        }
    }

    private static @Nullable DatabaseFault told(Throwable cause) {
        if (!(cause instanceof SQLException sql)) {
            return null;
        }
        String state = sql.getSQLState();
        if (state == null) {
            return isOfTheConnection(sql) ? AWAY : null;
        }
        if (LATE.contains(state)) {
            return BUSY;
        }
        if (CLOSED_TO_CHANGES.contains(state)) {
            return READ_ONLY;
        }
        if (NO_ROOM.contains(state)) {
            return FULL;
        }
        boolean gone = GONE.contains(state) || GONE_CLASSES.contains(state.substring(0, Math.min(2, state.length())));
        return gone || isOfTheConnection(sql) ? AWAY : null;
    }

    /** The pool's own exceptions tell no state, when none of its connections is free or the one at hand was closed. */
    private static boolean isOfTheConnection(SQLException sql) {
        return sql instanceof SQLTransientConnectionException
                || sql instanceof SQLNonTransientConnectionException
                || sql instanceof SQLRecoverableException
                || "Connection is closed".equals(sql.getMessage());
    }

    private static boolean unconnected(@Nullable Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (cause instanceof CannotGetJdbcConnectionException
                    || cause instanceof CannotCreateTransactionException
                    || cause instanceof TransactionSystemException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
