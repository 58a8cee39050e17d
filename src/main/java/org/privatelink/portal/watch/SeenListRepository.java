package org.privatelink.portal.watch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointState;
import org.privatelink.portal.endpoint.Watched.Known;
import org.privatelink.portal.endpoint.Watched.Query;
import org.privatelink.portal.page.Listing.Order;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Lists of what was seen. The database filters and sorts ids; the endpoints themselves are read only for those that are
 * wanted, so that no order makes it, or the portal, hold them all.
 */
@Repository
class SeenListRepository {

    private static final int PORTION = 500;
    private static final String THERE = "gone_at is null and deleted_at is null";
    private static final List<String> DEAD =
            Arrays.stream(EndpointState.values()).filter(EndpointState::isDead).map(Enum::name).toList();
    private static final String STATE_RANK = Arrays.stream(EndpointState.values())
            .map(state -> "when '" + state.name() + "' then " + state.ordinal())
            .collect(Collectors.joining(" ", "case state ", " end"));

    private final JdbcClient jdbc;
    private final SeenRepository seen;
    private final Map<String, String> titles;

    SeenListRepository(JdbcClient jdbc, SeenRepository seen, Sources sources) {
        this.jdbc = jdbc;
        this.seen = seen;
        this.titles = sources.all().stream()
                .collect(Collectors.toMap(source -> SearchKeys.key(source.specId()), Source::title, (one, twin) -> one));
    }

    int count(Query query) {
        Map<String, Object> parameters = new HashMap<>();
        return jdbc.sql("select count(*) from watch_endpoint where " + conditions(query, parameters))
                .params(parameters)
                .query(Integer.class)
                .single();
    }

    List<Known> page(Query query, Order order, int offset, int limit) {
        return known(query.sandbox(), ids(query, order, " limit " + limit + " offset " + offset));
    }

    void forEach(Query query, Order order, Consumer<Known> each) {
        List<String> ids = ids(query, order, "");
        for (int from = 0; from < ids.size(); from += PORTION) {
            known(query.sandbox(), ids.subList(from, Math.min(from + PORTION, ids.size()))).forEach(each);
        }
    }

    List<Known> after(Query query, String id, int limit) {
        Map<String, Object> parameters = new HashMap<>(Map.of("after", id));
        String where = conditions(query, parameters);
        List<String> ids = jdbc.sql("select endpoint_id from watch_endpoint where " + where
                        + " and endpoint_id > :after order by endpoint_id limit " + limit)
                .params(parameters)
                .query(String.class)
                .list();
        return known(query.sandbox(), ids);
    }

    private List<String> ids(Query query, Order order, String part) {
        Map<String, Object> parameters = new HashMap<>();
        String where = conditions(query, parameters);
        return jdbc.sql("select endpoint_id from watch_endpoint where " + where + " order by " + columns(order, parameters)
                        + ", endpoint_id" + part)
                .params(parameters)
                .query(String.class)
                .list();
    }

    /** In the order of the ids; who has gone meanwhile is left out. */
    private List<Known> known(String sandbox, List<String> ids) {
        Map<String, Known> found = seen.find(sandbox, ids).stream()
                .collect(Collectors.toMap(each -> each.endpoint().id(), each -> each.known(sandbox)));
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    private static String conditions(Query query, Map<String, Object> parameters) {
        List<String> conditions = new ArrayList<>(List.of("sandbox = :sandbox", THERE));
        parameters.put("sandbox", query.sandbox());
        if (!query.text().isBlank()) {
            conditions.add("search like :text escape '!'");
            parameters.put("text", SearchKeys.pattern(query.text()));
        }
        if (query.specId() != null) {
            conditions.add("spec_id = :spec");
            parameters.put("spec", SearchKeys.key(query.specId()));
        }
        if (query.state() != null) {
            conditions.add("state = :state");
            parameters.put("state", query.state().name());
        }
        if (query.linked() != null) {
            conditions.add(query.linked() ? "connections > 0" : "connections = 0");
        }
        if (query.notAfter() != null) {
            conditions.add("since <= :notAfter");
            parameters.put("notAfter", RoundRepository.at(query.notAfter()));
        }
        return String.join(" and ", conditions);
    }

    private String columns(Order order, Map<String, Object> parameters) {
        String way = order.descending() ? " desc" : "";
        String column = switch (order.column()) {
            case "state" -> STATE_RANK;
            case "source" -> title(parameters);
            case "since" -> "since";
            case "resource" -> "resource_name";
            case "connections" -> "coalesce(connections, 0)";
            default -> "name";
        };
        return column + way + ", name" + way;
    }

    /** People know a source by its title, which is the catalogue's; one that it does not know is shown by its id. */
    private String title(Map<String, Object> parameters) {
        StringBuilder title = new StringBuilder("case spec_id");
        titles.forEach((spec, words) -> {
            int number = parameters.size();
            title.append(" when :spec%d then :title%d".formatted(number, number));
            parameters.put("spec" + number, spec);
            parameters.put("title" + number, SearchKeys.key(words));
        });
        return title.append(" else spec_id end").toString();
    }

    List<Known> search(Collection<String> sandboxes, String text, int limit) {
        return sandboxes.isEmpty()
                ? List.of()
                : jdbc.sql(seen.select("sandbox in (:sandboxes) and search like :text escape '!'"
                                + " and (deleted_at is null or gone_at is not null)"
                                + " order by case when gone_at is null then 0 else 1 end, name, sandbox, endpoint_id limit "
                                + limit))
                        .param("sandboxes", sandboxes)
                        .param("text", SearchKeys.pattern(text))
                        .query(seen::known)
                        .list();
    }

    /** What the cut keys let through is told apart afterwards. */
    List<Known> leadingTo(Endpoint.Target target) {
        return jdbc
                .sql(seen.select(THERE + " and resource_name = :resource and resource_group = :group"
                        + " and subscription_id = :subscription and spec_id = :spec order by sandbox, endpoint_id"))
                .param("resource", SearchKeys.key(target.resourceName()))
                .param("group", SearchKeys.key(target.resourceGroupName()))
                .param("subscription", SearchKeys.key(target.subscriptionId()))
                .param("spec", SearchKeys.key(target.specId()))
                .query(seen::known)
                .list()
                .stream()
                .filter(known -> known.endpoint().leadsTo(target))
                .toList();
    }

    Map<EndpointState, Long> states(String sandbox) {
        Map<EndpointState, Long> counts = new EnumMap<>(EndpointState.class);
        jdbc.sql("select state, count(*) from watch_endpoint where sandbox = :sandbox and state is not null and " + THERE
                        + " group by state")
                .param("sandbox", sandbox)
                .query(row -> {
                    counts.put(EndpointState.valueOf(row.getString(1)), row.getLong(2));
                });
        return counts;
    }

    /** @param column what is wanted of them */
    Set<String> alive(String sandbox, String column) {
        return Set.copyOf(jdbc.sql("select distinct " + column + " from watch_endpoint where sandbox = :sandbox and "
                        + column + " is not null and (state is null or state not in (:dead)) and " + THERE)
                .param("sandbox", sandbox)
                .param("dead", DEAD)
                .query(String.class)
                .list());
    }

    /** One that several sandboxes list counts once. */
    int countAlive(Collection<String> sandboxes) {
        return jdbc.sql("select count(distinct endpoint_id) from watch_endpoint where sandbox in (:sandboxes)"
                        + " and state not in (:dead) and " + THERE)
                .param("sandboxes", sandboxes)
                .param("dead", DEAD)
                .query(Integer.class)
                .single();
    }
}
