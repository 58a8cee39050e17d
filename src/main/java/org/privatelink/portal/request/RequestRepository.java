package org.privatelink.portal.request;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.azure.AzureResourceId;
import org.privatelink.portal.request.RequestSearch.Wanted;
import org.privatelink.portal.request.SetUpRequest.Decision;
import org.privatelink.portal.request.SetUpRequest.Requester;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Every change names the state and version that it is made from: who comes second changes nothing and is told. */
@Repository
class RequestRepository {

    private static final String SELECT = "select * from endpoint_request ";
    private static final String ASKED = "source = :source, name = :name, subscription_id = :subscriptionId, "
            + "resource_group_name = :resourceGroupName, resource_name = :resourceName, fqdns = :fqdns, reason = :reason, "
            + "ticket = :ticket, owner = :owner";

    private static final String HAS_TARGET = "lower(subscription_id) = :subscription"
            + " and lower(resource_group_name) = :group and lower(resource_name) = :name";
    private static final String HAS_TEXT = "("
            + Stream.of("id", "name", "subscription_id", "resource_group_name", "resource_name", "fqdns", "reason", "ticket",
                            "owner", "requester_name", "requester_id", "coalesce(requester_email, '')",
                            "coalesce(decider_name, '')", "coalesce(activity_id, '')")
                    .map(column -> "lower(" + column + ") like :text escape '!'")
                    .collect(Collectors.joining(" or "))
            + " or activity_id in (select activity_id from activity_outcome where lower(subject_id) like :text escape '!'"
            + " or lower(request_id) like :text escape '!'))";

    private final JdbcClient jdbc;

    RequestRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void addDraft(String id, String sandbox, RequestForm asked, Person requester, Instant now) {
        asked(
                        jdbc.sql("insert into endpoint_request (id, sandbox, source, name, subscription_id, "
                                + "resource_group_name, resource_name, fqdns, reason, ticket, owner, requester_id, "
                                + "requester_name, requester_email, state, version, created_at, changed_at, aged, attempt) values (:id, "
                                + ":sandbox, :source, :name, :subscriptionId, :resourceGroupName, :resourceName, :fqdns, "
                                + ":reason, :ticket, :owner, :requesterId, :requesterName, :requesterEmail, 'DRAFT', 1, "
                                + ":now, :now, 0, 0)"),
                        asked)
                .param("id", id)
                .param("sandbox", sandbox)
                .param("requesterId", requester.id())
                .param("requesterName", cut(requester.name()))
                .param("requesterEmail", requester.email())
                .param("now", at(now))
                .update();
    }

    /** What is asked for changes: from then on it is another version. */
    boolean change(SetUpRequest from, RequestForm asked, Instant now) {
        return asked(
                                jdbc.sql("update endpoint_request set " + ASKED
                                        + ", version = version + 1, aged = 0, changed_at = :now where id = :id and state = :state and version = :version"),
                                asked)
                        .param("now", at(now))
                        .param("id", from.id())
                        .param("state", from.state().name())
                        .param("version", from.version())
                        .update()
                == 1;
    }

    private static JdbcClient.StatementSpec asked(JdbcClient.StatementSpec statement, RequestForm asked) {
        return statement
                .param("source", asked.source())
                .param("name", asked.name())
                .param("subscriptionId", asked.subscriptionId())
                .param("resourceGroupName", asked.resourceGroupName())
                .param("resourceName", asked.resourceName())
                .param("fqdns", String.join("\n", asked.hosts()))
                .param("reason", asked.reason())
                .param("ticket", asked.ticket())
                .param("owner", asked.owner());
    }

    boolean raise(String id, int version, Instant now) {
        return jdbc.sql("update endpoint_request set state = 'REQUESTED', requested_at = :now "
                                + "where id = :id and state = 'DRAFT' and version = :version")
                        .param("now", at(now))
                        .param("id", id)
                        .param("version", version)
                        .update()
                == 1;
    }

    boolean end(String id, int version, RequestState end, Decision decision) {
        return decide(id, version, end, decision, null);
    }

    boolean approve(String id, int version, Decision decision, Instant sendAt) {
        return decide(id, version, RequestState.APPROVED, decision, sendAt);
    }

    private boolean decide(String id, int version, RequestState to, Decision decision, @Nullable Instant sendAt) {
        return jdbc.sql("update endpoint_request set state = :to, decider_id = :by, decider_name = :byName, "
                                + "decided_at = :at, comment_text = :comment, send_at = :sendAt, attempt = :attempt "
                                + "where id = :id and state = 'REQUESTED' and version = :version")
                        .param("to", to.name())
                        .param("by", decision.by())
                        .param("byName", decision.byName() == null ? null : cut(decision.byName()))
                        .param("at", at(decision.at()))
                        .param("comment", decision.comment())
                        .param("sendAt", at(sendAt))
                        .param("attempt", sendAt == null ? 0 : 1)
                        .param("id", id)
                        .param("version", version)
                        .update()
                == 1;
    }

    /** The intent to create it is on record, in the same transaction: from now on only looking tells what became of it. */
    boolean sent(String id, String activityId) {
        return jdbc.sql("update endpoint_request set send_at = null, send_problem = null, activity_id = :activityId "
                                + "where id = :id and send_at is not null")
                        .param("activityId", activityId)
                        .param("id", id)
                        .update()
                == 1;
    }

    /**
     * @param problem why it could not be set on its way
     * @return false when it is on its way all the same, or was taken back
     */
    boolean tryAgainAt(String id, Instant at, String problem) {
        return jdbc.sql("update endpoint_request set send_at = :at, send_problem = :problem "
                                + "where id = :id and send_at is not null")
                        .param("at", at(at))
                        .param("problem", problem.length() <= 2000 ? problem : problem.substring(0, 2000))
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Agreed to and not yet on its way: from then on it never is. */
    boolean takeBack(String id, Decision end) {
        return jdbc.sql("update endpoint_request set state = 'WITHDRAWN', send_at = null, send_problem = null, "
                                + "decider_id = :by, decider_name = :byName, decided_at = :at, comment_text = '' "
                                + "where id = :id and state = 'APPROVED' and send_at is not null")
                        .param("by", end.by())
                        .param("byName", end.byName() == null ? null : cut(end.byName()))
                        .param("at", at(end.at()))
                        .param("id", id)
                        .update()
                == 1;
    }

    /** The attempt before came to nothing, and somebody wants another one. */
    boolean sendAgain(SetUpRequest from, Instant sendAt) {
        return jdbc.sql("update endpoint_request set attempt = attempt + 1, activity_id = null, send_at = :at "
                                + "where id = :id and attempt = :attempt and activity_id = :activityId")
                        .param("at", at(sendAt))
                        .param("id", from.id())
                        .param("attempt", from.attempt())
                        .param("activityId", from.activityId())
                        .update()
                == 1;
    }

    boolean remind(String id, Instant notSince, Instant now) {
        return jdbc.sql("update endpoint_request set reminded_at = :now where id = :id and state = 'REQUESTED' "
                                + "and (reminded_at is null or reminded_at < :notSince)")
                        .param("now", at(now))
                        .param("id", id)
                        .param("notSince", at(notSince))
                        .update()
                == 1;
    }

    boolean aged(String id, int from, int to) {
        return jdbc.sql("update endpoint_request set aged = :to where id = :id and state = 'REQUESTED' and aged = :from")
                        .param("to", to)
                        .param("id", id)
                        .param("from", from)
                        .update()
                == 1;
    }

    boolean discard(String id) {
        return jdbc.sql("delete from endpoint_request where id = :id and state = 'DRAFT'").param("id", id).update() == 1;
    }

    int dropDraftsFrom(Instant before) {
        return jdbc.sql("delete from endpoint_request where state = 'DRAFT' and changed_at < :before")
                .param("before", at(before))
                .update();
    }

    Optional<SetUpRequest> find(String id) {
        return jdbc.sql(SELECT + "where id = :id").param("id", id).query(RequestRepository::row).optional();
    }

    Optional<SetUpRequest> findByActivity(String activityId) {
        return jdbc.sql(SELECT + "where activity_id = :id").param("id", activityId).query(RequestRepository::row).optional();
    }

    List<SetUpRequest> in(String sandbox) {
        return jdbc.sql(SELECT + "where sandbox = :sandbox order by requested_at, id")
                .param("sandbox", sandbox)
                .query(RequestRepository::row)
                .list();
    }

    /** Newest first, drafts left out: those before the given one, or the first ones. */
    List<SetUpRequest> raised(String sandbox, @Nullable Instant before, String beforeId, int limit) {
        String older = before == null
                ? ""
                : " and (requested_at < :before or requested_at = :before and id > :beforeId)";
        var found = jdbc.sql(SELECT + "where sandbox = :sandbox and state <> 'DRAFT'" + older
                        + " order by requested_at desc, id fetch first :limit rows only")
                .param("sandbox", sandbox)
                .param("limit", limit);
        return (before == null ? found : found.param("before", at(before)).param("beforeId", beforeId))
                .query(RequestRepository::row)
                .list();
    }

    /** Undecided ones of all sandboxes, oldest first. */
    List<SetUpRequest> waiting() {
        return jdbc.sql(SELECT + "where state = 'REQUESTED' order by requested_at, id")
                .query(RequestRepository::row)
                .list();
    }

    int countWaiting(String sandbox) {
        return jdbc.sql("select count(*) from endpoint_request where sandbox = :sandbox and state = 'REQUESTED'")
                .param("sandbox", sandbox)
                .query(Integer.class)
                .single();
    }

    /** Of all sandboxes, drafts left out. */
    List<SetUpRequest> to(String source, String resourceName) {
        return jdbc.sql(SELECT + "where source = :source and lower(resource_name) = lower(:name) and state <> 'DRAFT'")
                .param("source", source)
                .param("name", resourceName)
                .query(RequestRepository::row)
                .list();
    }

    /** Newest first, drafts left out. */
    List<SetUpRequest> search(Collection<String> sandboxes, Wanted wanted, int most) {
        return matching(SELECT, sandboxes, wanted, " order by requested_at desc, id fetch first " + most + " rows only")
                .query(RequestRepository::row)
                .list();
    }

    int countMatching(Collection<String> sandboxes, Wanted wanted) {
        return matching("select count(*) from endpoint_request ", sandboxes, wanted, "").query(Integer.class).single();
    }

    private JdbcClient.StatementSpec matching(String select, Collection<String> sandboxes, Wanted wanted, String end) {
        AzureResourceId target = wanted.target();
        String condition = target == null ? HAS_TEXT : HAS_TARGET;
        var statement = jdbc.sql(select + "where sandbox in (:sandboxes) and state <> 'DRAFT' and " + condition + end)
                .param("sandboxes", sandboxes);
        if (target == null) {
            return statement.param("text", "%" + wanted.text().strip().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%");
        }
        return statement
                .param("subscription", target.subscriptionId().toLowerCase(Locale.ROOT))
                .param("group", target.resourceGroupName().toLowerCase(Locale.ROOT))
                .param("name", target.resourceName().toLowerCase(Locale.ROOT));
    }

    List<SetUpRequest> by(String requesterId) {
        return jdbc.sql(SELECT + "where requester_id = :id and state <> 'DRAFT' order by requested_at desc, id limit 20")
                .param("id", requesterId)
                .query(RequestRepository::row)
                .list();
    }

    List<SetUpRequest> toSend(Instant now) {
        return jdbc.sql(SELECT + "where send_at <= :now order by send_at")
                .param("now", at(now))
                .query(RequestRepository::row)
                .list();
    }

    private static SetUpRequest row(ResultSet row, int number) throws SQLException {
        RequestForm asked = new RequestForm(
                row.getString("source"),
                "",
                row.getString("name"),
                row.getString("subscription_id"),
                row.getString("resource_group_name"),
                row.getString("resource_name"),
                row.getString("fqdns"),
                row.getString("reason"),
                row.getString("ticket"),
                row.getString("owner"));
        Instant decided = instant(row, "decided_at");
        return new SetUpRequest(
                row.getString("id"),
                row.getString("sandbox"),
                asked,
                new Requester(
                        row.getString("requester_id"), row.getString("requester_name"), row.getString("requester_email")),
                RequestState.valueOf(row.getString("state")),
                row.getInt("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "requested_at"),
                instant(row, "reminded_at"),
                row.getInt("aged"),
                decided == null
                        ? null
                        : new Decision(
                                row.getString("decider_id"),
                                row.getString("decider_name"),
                                decided,
                                row.getString("comment_text")),
                instant(row, "send_at"),
                row.getString("send_problem"),
                row.getInt("attempt"),
                row.getString("activity_id"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static String cut(String name) {
        return name.length() <= 256 ? name : name.substring(0, 255) + "…";
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
