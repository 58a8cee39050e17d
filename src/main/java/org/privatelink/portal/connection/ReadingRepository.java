package org.privatelink.portal.connection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** When the connections of each sandbox were read, and who reads them. */
@Repository
class ReadingRepository {

    private final JdbcClient jdbc;

    ReadingRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param number of the last reading that was begun
     * @param leasedUntil while somebody reads
     * @param nextAt when the next one may begin
     * @param readAt when one was last complete
     */
    record Reading(
            long number,
            @Nullable Instant leasedUntil,
            Instant nextAt,
            @Nullable Instant readAt,
            int failures) {

        boolean isUnderWay(Instant now) {
            return leasedUntil != null && leasedUntil.isAfter(now);
        }
    }

    /** The right to read a sandbox, for a while. */
    record Turn(String sandbox, String lease, long number, Instant begun, int failures) {}

    Optional<Reading> find(String sandbox) {
        return jdbc.sql("select * from connection_reading where sandbox = :sandbox")
                .param("sandbox", sandbox)
                .query(ReadingRepository::row)
                .optional();
    }

    /** Of all portals that try, one gets it. Not within a transaction: a new sandbox may be added by two at a time. */
    Optional<Turn> claim(String sandbox, Instant now, Duration lease) {
        if (find(sandbox).isEmpty()) {
            add(sandbox, now);
        }
        String id = UUID.randomUUID().toString();
        boolean taken = jdbc.sql("update connection_reading set lease = :lease, leased_until = :until, begun_at = :now,"
                                + " reading = reading + 1 where sandbox = :sandbox and next_at <= :now"
                                + " and (lease is null or leased_until <= :now)")
                        .param("lease", id)
                        .param("until", SeenConnectionRepository.at(now.plus(lease)))
                        .param("now", SeenConnectionRepository.at(now))
                        .param("sandbox", sandbox)
                        .update()
                == 1;
        return taken
                ? find(sandbox).map(found -> new Turn(sandbox, id, found.number(), now, found.failures()))
                : Optional.empty();
    }

    private void add(String sandbox, Instant now) {
        try {
            jdbc.sql("insert into connection_reading (sandbox, reading, next_at, failures) values (:sandbox, 0, :now, 0)")
                    .param("sandbox", sandbox)
                    .param("now", SeenConnectionRepository.at(now))
                    .update();
        } catch (DuplicateKeyException added) {
            // by another portal, just now
        }
    }

    /** Within a transaction: holds the row, so that nobody else can take the sandbox until it ends. */
    boolean prolong(Turn turn, Instant until) {
        return jdbc.sql("update connection_reading set leased_until = :until where sandbox = :sandbox and lease = :lease")
                        .param("until", SeenConnectionRepository.at(until))
                        .param("sandbox", turn.sandbox())
                        .param("lease", turn.lease())
                        .update()
                == 1;
    }

    void succeeded(Turn turn, Instant readAt, Instant nextAt) {
        jdbc.sql("update connection_reading set lease = null, leased_until = null, read_at = :readAt, next_at = :next,"
                        + " failures = 0 where sandbox = :sandbox and lease = :lease")
                .param("readAt", SeenConnectionRepository.at(readAt))
                .param("next", SeenConnectionRepository.at(nextAt))
                .param("sandbox", turn.sandbox())
                .param("lease", turn.lease())
                .update();
    }

    void failed(Turn turn, Instant nextAt) {
        jdbc.sql("update connection_reading set lease = null, leased_until = null, next_at = :next,"
                        + " failures = failures + 1 where sandbox = :sandbox and lease = :lease")
                .param("next", SeenConnectionRepository.at(nextAt))
                .param("sandbox", turn.sandbox())
                .param("lease", turn.lease())
                .update();
    }

    /** What the pauses after faults were for is over. */
    void forgive(Instant now) {
        jdbc.sql("update connection_reading set failures = 0, next_at = :now where failures > 0 and lease is null")
                .param("now", SeenConnectionRepository.at(now))
                .update();
    }

    /** Given back before its end, if it is still held. */
    void release(Turn turn) {
        jdbc.sql("update connection_reading set lease = null, leased_until = null"
                        + " where sandbox = :sandbox and lease = :lease")
                .param("sandbox", turn.sandbox())
                .param("lease", turn.lease())
                .update();
    }

    private static Reading row(ResultSet row, int number) throws SQLException {
        return new Reading(
                row.getLong("reading"),
                SeenConnectionRepository.instant(row, "leased_until"),
                java.util.Objects.requireNonNull(SeenConnectionRepository.instant(row, "next_at")),
                SeenConnectionRepository.instant(row, "read_at"),
                row.getInt("failures"));
    }
}
