package org.privatelink.portal.simulator.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a list request asks for (contract 3.2 and 3.3). */
record Query(
        List<String> property,
        @Nullable String orderby,
        @Nullable Integer limit,
        boolean count,
        int offset) {

    static final Query ALL = new Query(List.of(), null, null, false, 0);
    static final Set<String> PAGED_LIST = Set.of("property", "orderby", "limit", "count", "continuationToken");
    static final Set<String> LIST_OF_ENDPOINTS = Set.of("property");
    static final Set<String> LIST_OF_SPECS = Set.of("property");

    private static final Set<String> SORTABLE =
            Set.of("id", "name", "description", "state", "createdAt", "updatedAt", "createdBy", "updatedBy");

    static Query of(HttpServletRequest request, Set<String> known) {
        request.getParameterMap().keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Refusal.catalogue(
                            "1451-400", "Unknown parameter", "The query parameter " + name + " is unknown");
                });
        Integer limit = limit(request.getParameter("limit"));
        boolean count = Boolean.parseBoolean(request.getParameter("count"));
        if (count && limit != null) {
            throw Refusal.catalogue("1401-400", "Invalid parameters", "limit and count cannot be used together");
        }
        String token = request.getParameter("continuationToken");
        if (token != null) {
            Continuation from = Continuation.parse(token);
            return new Query(
                    from.property(), from.orderby(), Objects.requireNonNullElse(limit, from.limit()), count, from.offset());
        }
        String[] property = request.getParameterValues("property");
        return new Query(
                property == null ? List.of() : List.of(property), request.getParameter("orderby"), limit, count, 0);
    }

    private static @Nullable Integer limit(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit > 0) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Answered below, as one that is too small.
        }
        throw Refusal.catalogue("1452-400", "Invalid value type", "limit must be a whole number above 0");
    }

    /** The list that this is a page of. */
    Query unpaged() {
        return new Query(property, orderby, null, false, 0);
    }

    List<ObjectNode> select(List<ObjectNode> all) {
        List<Filter> filters = property.stream().map(Filter::parse).toList();
        Stream<ObjectNode> selected =
                all.stream().filter(item -> filters.stream().allMatch(filter -> filter.matches(item)));
        return (orderby == null ? selected : selected.sorted(order(orderby))).toList();
    }

    Map<String, Object> page(String path, List<ObjectNode> selected, int pageSize) {
        if (count) {
            return Map.of("count", selected.size());
        }
        int size = limit == null ? pageSize : limit;
        int end = Math.min(offset + size, selected.size());
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("items", selected.subList(Math.min(offset, end), end));
        page.put("_links", end < selected.size() ? next(path, size, end) : Map.of());
        return page;
    }

    private Map<String, Object> next(String path, int size, int end) {
        return Map.of("next", Map.of("href", new Continuation(property, orderby, size, end).href(path)));
    }

    private static Comparator<ObjectNode> order(String orderby) {
        boolean descending = orderby.startsWith("-");
        String field = orderby.replaceFirst("^[+-]", "");
        if (field.isBlank() || field.startsWith(" ")) {
            throw Refusal.catalogue(
                    "1432-400", "Invalid orderby", "orderby must be a property, with - before it to turn it round");
        }
        if (!SORTABLE.contains(field)) {
            throw Refusal.catalogue("1433-400", "Invalid orderby", "The list cannot be sorted by " + field);
        }
        Comparator<ObjectNode> order = Comparator.comparing(item -> item.path(field), Query::compare);
        return descending ? order.reversed() : order;
    }

    private static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return Long.compare(one.asLong(), other.asLong());
        }
        return one.asString("").compareTo(other.asString(""));
    }
}
