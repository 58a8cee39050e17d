package org.privatelink.portal.watch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** When each sandbox is looked at, and by whom. */
@Repository
class RoundRepository {

    /** Nobody else is at it, and Platform has not asked for quiet. */
    private static final String FREE =
            " (lease is null or leased_until <= :now) and (quiet_until is null or quiet_until <= :now)";

    private final JdbcClient jdbc;

    RoundRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param lookedAt when somebody last began to look
     * @param checkedAt when a list was last read
     * @param failing message key of why the last look failed; null when it did not
     */
    record Round(
            String sandbox,
            Instant nextAt,
            @Nullable Instant leasedUntil,
            @Nullable Instant lookedAt,
            @Nullable Instant checkedAt,
            @Nullable Instant askedAt,
            @Nullable Instant quietUntil,
            int failures,
            @Nullable String failing) {

        /** Platform has asked for a pause. */
        boolean isQuiet(Instant now) {
            return isLater(quietUntil, now);
        }

        /** Somebody is at it. */
        boolean isLeased(Instant now) {
            return isLater(leasedUntil, now);
        }

        /** Somebody has asked for a look since the last one began. */
        boolean isAsked() {
            return askedAt != null && lookedAt != null && !askedAt.isBefore(lookedAt);
        }

        private static boolean isLater(@Nullable Instant moment, Instant now) {
            return moment != null && moment.isAfter(now);
        }
    }

    /** A sandbox that is new is due at once. Not within a transaction: it may be added by two at a time. */
    void add(String sandbox, Instant now) {
        if (find(sandbox).isPresent()) {
            return;
        }
        try {
            jdbc.sql("insert into watch_round (sandbox, next_at, failures) values (:sandbox, :now, 0)")
                    .param("sandbox", sandbox)
                    .param("now", at(now))
                    .update();
        } catch (DuplicateKeyException added) {
            // by another portal, just now
        }
    }

    List<String> known() {
        return jdbc.sql("select sandbox from watch_round").query(String.class).list();
    }

    Optional<Round> find(String sandbox) {
        return jdbc.sql("select * from watch_round where sandbox = :sandbox")
                .param("sandbox", sandbox)
                .query(RoundRepository::row)
                .optional();
    }

    /** The longest due first. */
    List<String> due(Collection<String> among, Instant now, int most) {
        return jdbc.sql("select sandbox from watch_round where next_at <= :now and sandbox in (:among) and" + FREE
                        + " order by next_at limit " + most)
                .param("now", at(now))
                .param("among", among)
                .query(String.class)
                .list();
    }

    /** Of all portals that try, one gets it. */
    Optional<Claim> claimDue(String sandbox, Instant now, Duration lease) {
        return claim(sandbox, now, lease, "next_at <= :now and", now);
    }

    /** @param lookedBefore nobody has begun to look after this */
    Optional<Claim> claimNow(String sandbox, Instant now, Duration lease, Instant lookedBefore) {
        return claim(sandbox, now, lease, "(looked_at is null or looked_at <= :before) and", lookedBefore);
    }

    private Optional<Claim> claim(String sandbox, Instant now, Duration lease, String condition, Instant before) {
        String id = UUID.randomUUID().toString();
        var update = jdbc.sql("update watch_round set lease = :lease, leased_until = :until, looked_at = :now"
                        + " where sandbox = :sandbox and " + condition + FREE)
                .param("lease", id)
                .param("until", at(now.plus(lease)))
                .param("now", at(now))
                .param("before", at(before))
                .param("sandbox", sandbox);
        return update.update() == 1
                ? find(sandbox).map(round -> new Claim(sandbox, id, now, round.failures()))
                : Optional.empty();
    }

    /** Within a transaction: holds the row, so that nobody else can take the sandbox until it ends. */
    boolean holds(Claim claim, Instant now) {
        return jdbc.sql("update watch_round set looked_at = looked_at"
                                + " where sandbox = :sandbox and lease = :lease and leased_until > :now")
                        .param("sandbox", claim.sandbox())
                        .param("lease", claim.lease())
                        .param("now", at(now))
                        .update()
                == 1;
    }

    /** Who asked for a look while this one was under way gets another. */
    void succeeded(Claim claim, Instant checkedAt, Instant nextAt) {
        jdbc.sql("update watch_round set lease = null, leased_until = null, checked_at = :checked, failures = 0,"
                        + " failing = null, next_at = case when asked_at >= :begun then :checked else :next end"
                        + " where sandbox = :sandbox and lease = :lease")
                .param("checked", at(checkedAt))
                .param("begun", at(claim.begun()))
                .param("next", at(nextAt))
                .param("sandbox", claim.sandbox())
                .param("lease", claim.lease())
                .update();
    }

    void failed(Claim claim, String failing, Instant nextAt) {
        jdbc.sql("update watch_round set lease = null, leased_until = null, failures = failures + 1,"
                        + " failing = :failing, next_at = :next where sandbox = :sandbox and lease = :lease")
                .param("failing", failing)
                .param("next", at(nextAt))
                .param("sandbox", claim.sandbox())
                .param("lease", claim.lease())
                .update();
    }

    /** As if nobody had looked. */
    void release(Claim claim) {
        jdbc.sql("update watch_round set lease = null, leased_until = null where sandbox = :sandbox and lease = :lease")
                .param("sandbox", claim.sandbox())
                .param("lease", claim.lease())
                .update();
    }

    /** Platform counts the calls of a credential, not of a sandbox. */
    void keepQuiet(Instant until) {
        jdbc.sql("update watch_round set quiet_until = :until where quiet_until is null or quiet_until < :until")
                .param("until", at(until))
                .update();
    }

    /** After faults the pause stands: what is down is not looked at more often because people try to write. */
    void ask(String sandbox, Instant now) {
        jdbc.sql("update watch_round set asked_at = :now, next_at = case when failures = 0 then :now else next_at end"
                        + " where sandbox = :sandbox")
                .param("now", at(now))
                .param("sandbox", sandbox)
                .update();
    }

    /** What the pauses after faults were for is over. */
    void forgive(Instant now) {
        jdbc.sql("update watch_round set failures = 0, next_at = :now where failures > 0").param("now", at(now)).update();
    }

    boolean wasAskedSince(String sandbox, Instant since) {
        return find(sandbox).map(Round::askedAt).filter(asked -> asked.isAfter(since)).isPresent();
    }

    /** When each was last read; those that never were are missing. */
    Map<String, Instant> checked(Collection<String> sandboxes) {
        return sandboxes.isEmpty()
                ? Map.of()
                : jdbc.sql("select * from watch_round where checked_at is not null and sandbox in (:sandboxes)")
                        .param("sandboxes", sandboxes)
                        .query(RoundRepository::row)
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Round::sandbox, round -> round.checkedAt()));
    }

    private static Round row(ResultSet row, int number) throws SQLException {
        return new Round(
                row.getString("sandbox"),
                row.getObject("next_at", OffsetDateTime.class).toInstant(),
                instant(row, "leased_until"),
                instant(row, "looked_at"),
                instant(row, "checked_at"),
                instant(row, "asked_at"),
                instant(row, "quiet_until"),
                row.getInt("failures"),
                row.getString("failing"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime found = row.getObject(column, OffsetDateTime.class);
        return found == null ? null : found.toInstant();
    }

    /** As exact as databases keep it: rounded up it would lie ahead of the moment that it is compared with. */
    static OffsetDateTime at(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
