package org.privatelink.portal.signin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.AccountNews.About;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

@Repository
class SignInRepository {

    private static final String OF_PERSON = "delete from sign_in where person_id = :person";
    private static final String OF_SESSION = "delete from sign_in where provider_session = :session";
    private static final String OF_BOTH = "delete from sign_in where person_id = :person"
            + " and (provider_session = :session or provider_session is null)";

    private static final String LINE = "\n";
    /** Where a line begins: within one, a group may be called so. */
    private static final String A_ROLE = "ROLE\\_%";

    private final JdbcClient jdbc;

    SignInRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param providerSession hashed */
    void add(SignIn signIn, Arrival arrival, @Nullable String providerSession) {
        shown(arrival, jdbc.sql("insert into sign_in"
                        + " (id, person_id, provider_session, authorities, roles_read_at, tokens, account, name, address, browser, begun_at)"
                        + " values (:id, :person, :session, :authorities, :now, :tokens, :account, :name, :address, :browser, :now)"))
                .param("id", signIn.id())
                .param("person", signIn.personId())
                .param("session", providerSession)
                .param("authorities", String.join(LINE, signIn.authorities()))
                .param("now", at(signIn.rolesReadAt()))
                .param("tokens", signIn.tokens(), Types.BINARY)
                .update();
    }

    /**
     * Puts one sign-in of a person in the place of another.
     *
     * @param providerSession hashed
     * @return false when there is none of this person
     */
    boolean replace(SignIn signIn, Arrival arrival, @Nullable String providerSession) {
        return shown(arrival, jdbc.sql("update sign_in set provider_session = :session, authorities = :authorities,"
                                + " roles_read_at = :now, tokens = :tokens, busy_until = null, failed_at = null, account = :account, name = :name,"
                                + " address = :address, browser = :browser, begun_at = :now"
                                + " where id = :id and person_id = :person"))
                        .param("session", providerSession)
                        .param("authorities", String.join(LINE, signIn.authorities()))
                        .param("now", at(signIn.rolesReadAt()))
                        .param("tokens", signIn.tokens(), Types.BINARY)
                        .param("id", signIn.id())
                        .param("person", signIn.personId())
                        .update()
                == 1;
    }

    private static StatementSpec shown(Arrival arrival, StatementSpec statement) {
        return statement
                .param("account", arrival.account())
                .param("name", arrival.name())
                .param("address", arrival.address())
                .param("browser", arrival.browser());
    }

    /**
     * By name, and each person's newest first. Of those from before a portal noted it, nothing is known but when they were used.
     *
     * @param person null for everybody
     */
    List<OpenSignIn> open(@Nullable String person, Instant usedSince, Instant begunSince) {
        return jdbc.sql("select id, person_id, coalesce(account, person_id) account, coalesce(name, person_id) name,"
                        + " coalesce(address, '') address, coalesce(browser, '') browser,"
                        + " coalesce(begun_at, roles_read_at) begun_at, roles_read_at"
                        + " from sign_in where roles_read_at > :used and coalesce(begun_at, roles_read_at) > :begun"
                        + (person == null ? "" : " and person_id = :person")
                        + " order by 4, 2, 7 desc, 1")
                .param("used", at(usedSince))
                .param("begun", at(begunSince))
                .param("person", person)
                .query(SignInRepository::openRow)
                .list();
    }

    /** Whom the provider's {@code sub} stands for. */
    About about(String person) {
        return jdbc.sql("select coalesce(max(account), :person), max(name) from sign_in where person_id = :person")
                .param("person", person)
                .query((row, number) -> new About(row.getString(1), row.getString(2)))
                .single();
    }

    /** @param person null for everybody */
    int removeBut(String id, @Nullable String person) {
        return jdbc.sql("delete from sign_in where id <> :id" + (person == null ? "" : " and person_id = :person"))
                .param("id", id)
                .param("person", person)
                .update();
    }

    Optional<SignIn> find(String id) {
        return jdbc.sql("select * from sign_in where id = :id")
                .param("id", id)
                .query(SignInRepository::row)
                .optional();
    }

    /**
     * For one of those who want to read the roles anew at a time, at whichever portal; the claim ends by itself. Whoever saw the
     * tokens of before gets none, also where all that came since were tokens: a spent one would end everything.
     */
    boolean claim(SignIn seen, Instant now, Instant until) {
        return jdbc.sql("update sign_in set busy_until = :until where id = :id and roles_read_at = :seen"
                                + " and failed_at is not distinct from :failed and (busy_until is null or busy_until <= :now)")
                        .param("until", at(until))
                        .param("id", seen.id())
                        .param("seen", at(seen.rolesReadAt()))
                        .param("failed", seen.failedAt() == null ? null : at(seen.failedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("now", at(now))
                        .update()
                == 1;
    }

    /** @return false when the sign-in has ended meanwhile, or the person has signed in once more */
    boolean renew(SignIn seen, Set<String> authorities, Instant readAt, byte @Nullable [] tokens) {
        return jdbc.sql("update sign_in set authorities = :authorities, roles_read_at = :now, tokens = :tokens,"
                                + " busy_until = null, failed_at = null where id = :id and roles_read_at = :seen")
                        .param("authorities", String.join(LINE, authorities))
                        .param("now", at(readAt))
                        .param("tokens", tokens, Types.BINARY)
                        .param("id", seen.id())
                        .param("seen", at(seen.rolesReadAt()))
                        .update()
                == 1;
    }

    void fail(SignIn seen, Instant now, byte @Nullable [] tokens) {
        jdbc.sql("update sign_in set busy_until = null, failed_at = :now, tokens = :tokens where id = :id and roles_read_at = :seen")
                .param("now", at(now))
                .param("tokens", tokens, Types.BINARY)
                .param("id", seen.id())
                .param("seen", at(seen.rolesReadAt()))
                .update();
    }

    void remove(String id) {
        jdbc.sql("delete from sign_in where id = :id").param("id", id).update();
    }

    /** @return false when it has ended meanwhile, or is not as it was seen */
    boolean remove(SignIn seen) {
        return jdbc.sql("delete from sign_in where id = :id and roles_read_at = :seen")
                        .param("id", seen.id())
                        .param("seen", at(seen.rolesReadAt()))
                        .update()
                == 1;
    }

    /** All of a person, or those of one of the provider's sessions; of a person's also those of which it is not known. */
    int removeOf(@Nullable String person, @Nullable String providerSession) {
        String which = person == null ? OF_SESSION : providerSession == null ? OF_PERSON : OF_BOTH;
        return jdbc.sql(which).param("person", person).param("session", providerSession).update();
    }

    /** Of these the ones with a role whose roles were read since, or that are borne with while the provider is silent. */
    Set<String> standing(Collection<String> ids, Instant readSince, Instant borneSince) {
        return new HashSet<>(jdbc.sql("select id from sign_in where id in (:ids)"
                        + " and (authorities like :first escape '\\' or authorities like :later escape '\\')"
                        + " and (roles_read_at > :since or failed_at is not null and roles_read_at > :borne)")
                .param("ids", ids)
                .param("first", A_ROLE)
                .param("later", "%" + LINE + A_ROLE)
                .param("since", at(readSince))
                .param("borne", at(borneSince))
                .query(String.class)
                .list());
    }

    boolean knowsLogoutToken(String id) {
        return jdbc.sql("select count(*) from logout_token where id = :id")
                        .param("id", id)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** @return false when it was followed before */
    boolean addLogoutToken(String id, Instant now) {
        try {
            jdbc.sql("insert into logout_token (id, seen_at) values (:id, :now)")
                    .param("id", id)
                    .param("now", at(now))
                    .update();
            return true;
        } catch (DuplicateKeyException again) {
            return false;
        }
    }

    void forget(Instant before) {
        jdbc.sql("delete from sign_in where roles_read_at < :before").param("before", at(before)).update();
        jdbc.sql("delete from logout_token where seen_at < :before").param("before", at(before)).update();
    }

    private static SignIn row(ResultSet row, int number) throws SQLException {
        Set<String> authorities =
                row.getString("authorities").lines().collect(Collectors.toUnmodifiableSet());
        return new SignIn(
                row.getString("id"),
                row.getString("person_id"),
                authorities,
                row.getObject("roles_read_at", OffsetDateTime.class).toInstant(),
                row.getBytes("tokens"),
                instant(row, "busy_until"),
                instant(row, "failed_at"));
    }

    private static OpenSignIn openRow(ResultSet row, int number) throws SQLException {
        return new OpenSignIn(
                row.getString("id"),
                row.getString("person_id"),
                row.getString("account"),
                row.getString("name"),
                row.getString("address"),
                row.getString("browser"),
                row.getObject("begun_at", OffsetDateTime.class).toInstant(),
                row.getObject("roles_read_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
