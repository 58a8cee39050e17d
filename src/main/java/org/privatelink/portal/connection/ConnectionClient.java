package org.privatelink.portal.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.platform.PlatformCall;
import org.privatelink.portal.platform.PlatformCall.Page;
import org.privatelink.portal.platform.PlatformClient;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.platform.PlatformException.Refused;
import org.privatelink.portal.platform.Secret;
import org.privatelink.portal.platform.Service;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Flow Service's operations on base connections (contract 3.1). */
@Component
class ConnectionClient {

    private static final String CONNECTIONS = "/connections";
    private static final String CONNECTION = "/connections/{id}";
    private static final String FLOWS = "/flows?property={property}=={id}";
    private static final String BY_ENDPOINT = "auth.params.privateEndpointId";
    private static final String BY_CONNECTION = "inheritedAttributes.sourceConnections[].baseConnection.id";
    private static final int MOST_FLOWS = 500;

    private final PlatformClient platform;

    ConnectionClient(PlatformClient platform) {
        this.platform = platform;
    }

    /** A connection that was made or changed. */
    record Version(String id, @Nullable String etag) {
        Version {
            Objects.requireNonNull(id, "id");
        }
    }

    record TestResult(@Nullable Boolean result) {}

    /** One change of a patch (RFC 6902): op add, replace or remove, in lower case. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Change(String op, String path, @Nullable Object value) {

        /** Adobe adds what is not there, replaces what is, and takes away what is to be empty. */
        static Change of(String path, boolean isThere, @Nullable Object value) {
            return new Change(value == null ? "remove" : isThere ? "replace" : "add", path, value);
        }

        /** The value may be a secret. */
        @Override
        public String toString() {
            return op + " " + path;
        }
    }

    /** Some flows by the connection that they run on, and whether Platform has more than those. */
    record Running(Map<String, List<Flow>> flows, boolean more) {}

    private record Count(@Nullable Integer count) {}

    private record RunningFlow(
            String id, @Nullable String name, @Nullable String state, @Nullable Inherited inheritedAttributes) {

        private record Inherited(@Nullable List<@Nullable SourceConnection> sourceConnections) {}

        private record SourceConnection(@Nullable Base baseConnection) {}

        private record Base(@Nullable String id) {}

        RunningFlow {
            Objects.requireNonNull(id, "id");
        }

        Stream<String> connections() {
            return inheritedAttributes == null || inheritedAttributes.sourceConnections() == null
                    ? Stream.empty()
                    : inheritedAttributes.sourceConnections().stream()
                            .filter(source -> source != null && source.baseConnection() != null)
                            .map(source -> source.baseConnection().id())
                            .filter(Objects::nonNull)
                            .distinct();
        }
    }

    /** The first of those that name an endpoint, by name, as many as Platform lists at once. */
    Page<Connection> firstOfEndpoint(String sandbox, String endpointId, int most) {
        Page<Connection> page = first(
                sandbox, CONNECTIONS + "?property={property}=={id}", most, "&orderby=name", Connection.class, BY_ENDPOINT, endpointId);
        return new Page<>(
                page.items().stream().filter(each -> endpointId.equals(each.endpointId())).toList(), page.more());
    }

    /** How many name an endpoint; empty where Platform does not count. */
    OptionalInt countOfEndpoint(String sandbox, String endpointId) {
        if (endpointId.contains(",")) {
            return OptionalInt.empty(); // it would mean "one of"
        }
        try {
            Integer count = platform.get(
                            Service.FLOW_SERVICE,
                            sandbox,
                            CONNECTIONS + "?property={property}=={id}&count=true",
                            BY_ENDPOINT,
                            endpointId)
                    .bare(Count.class)
                    .count();
            return count == null ? OptionalInt.empty() : OptionalInt.of(count);
        } catch (PlatformException uncounted) {
            return OptionalInt.empty();
        }
    }

    /** Those of the ids that Platform has, in one call. */
    List<Connection> listOfIds(String sandbox, List<String> ids) {
        return ids.isEmpty() ? List.of() : listBy(sandbox, "id", String.join(",", ids));
    }

    /** What runs on several connections, in one call. */
    Running flowsUsing(String sandbox, List<String> ids) {
        if (ids.isEmpty()) {
            return new Running(Map.of(), false);
        }
        Page<RunningFlow> page = first(
                sandbox, FLOWS, MOST_FLOWS, "", RunningFlow.class, BY_CONNECTION, String.join(",", ids));
        Map<String, List<Flow>> flows = new LinkedHashMap<>();
        page.items().forEach(each -> each.connections().forEach(id -> flows.computeIfAbsent(id, any -> new ArrayList<>())
                .add(new Flow(each.id(), each.name(), each.state()))));
        return new Running(flows, page.more());
    }

    /** Whether Platform takes a page's size or an order is not certain. */
    private <T> Page<T> first(
            String sandbox, String path, int most, String order, Class<T> type, Object... values) {
        try {
            return platform.get(Service.FLOW_SERVICE, sandbox, path + "&limit=" + most + order, values).page(type);
        } catch (Refused unwanted) {
            return platform.get(Service.FLOW_SERVICE, sandbox, path, values).page(type);
        }
    }

    /** Connections of a source that bear a name: there may be several. */
    List<Connection> listNamed(String sandbox, String specId, String name) {
        // A comma would mean "one of".
        var call = name.contains(",")
                ? platform.get(Service.FLOW_SERVICE, sandbox, CONNECTIONS + "?property=connectionSpec.id=={spec}", specId)
                : platform.get(
                        Service.FLOW_SERVICE,
                        sandbox,
                        CONNECTIONS + "?property=connectionSpec.id=={spec}&property=name=={name}",
                        specId,
                        name);
        return call.items(Connection.class).stream()
                .filter(connection -> connection.specId().equalsIgnoreCase(specId) && name.equals(connection.name()))
                .toList();
    }

    /** All connections whose property has that value; a comma in it would mean "one of". */
    List<Connection> listBy(String sandbox, String property, String value) {
        return platform.get(Service.FLOW_SERVICE, sandbox, CONNECTIONS + "?property={property}=={value}", property, value)
                .items(Connection.class);
    }

    /** What a call would end with now, without being made; empty while calls go through. */
    Optional<PlatformException> silence() {
        return platform.silence();
    }

    /** @throws PlatformException when a write would not be sent now */
    void refuseUnsendable() {
        platform.refuseUnsendable();
    }

    /** All connections of a sandbox, a page at a time. Whether Platform takes a page's size or an order is not certain. */
    void eachPage(String sandbox, int pageSize, Consumer<List<Connection>> reader) {
        try {
            platform.get(Service.FLOW_SERVICE, sandbox, CONNECTIONS + "?orderby=createdAt&limit={limit}", pageSize)
                    .pages("items", Connection.class, reader);
        } catch (Refused unwanted) {
            platform.get(Service.FLOW_SERVICE, sandbox, CONNECTIONS).pages("items", Connection.class, reader);
        }
    }

    Optional<Connection> find(String sandbox, String id) {
        return finding(sandbox, id).first(Connection.class);
    }

    /** Answers {@code {id, etag}}. Never sent twice by itself. */
    Version create(String sandbox, ConnectionForm form) {
        return creating(sandbox, form, form.credentials().payload())
                .hiding(form.credentials().secrets())
                .slow()
                .changed(Version.class, id -> true);
    }

    private PlatformCall creating(String sandbox, ConnectionForm form, Map<String, ?> parameters) {
        Map<String, Object> params = new LinkedHashMap<>(parameters);
        if (form.usePrivateLink()) {
            params.put("usePrivateLink", true);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", form.name());
        if (!form.description().isEmpty()) {
            body.put("description", form.description());
        }
        body.put("auth", Map.of("specName", form.kind().specName(), "params", params));
        body.put("connectionSpec", new Connection.Spec(form.source().specId(), form.source().specVersion()));
        return platform.post(Service.FLOW_SERVICE, sandbox, CONNECTIONS).body(body);
    }

    /** True only when Platform says so; a failed test is an answer, not an error. */
    boolean test(String sandbox, String id) {
        TestResult result = testing(sandbox, id).slow().bare(TestResult.class);
        return Boolean.TRUE.equals(result.result());
    }

    /**
     * What is in the source, as a reader understands the answer.
     *
     * @param query {@code objectType} and what goes with it, by the names in Adobe's guide; each value is sent as a whole
     */
    <T> T explore(String sandbox, String id, Map<String, String> query, Function<JsonNode, Optional<T>> reader) {
        return exploring(sandbox, id, query).slow().read(reader);
    }

    private PlatformCall exploring(String sandbox, String id, Map<String, String> query) {
        String names = query.keySet().stream().map(name -> name + "={" + name + "}").collect(Collectors.joining("&"));
        Object[] values = Stream.concat(Stream.of(id), query.values().stream()).toArray();
        return platform.get(Service.FLOW_SERVICE, sandbox, CONNECTION + "/explore?" + names, values);
    }

    /** @param etag the version that the person saw; a newer one at Platform is a conflict */
    Version patch(String sandbox, String id, String etag, List<Change> changes, List<Secret> secrets) {
        return platform.patch(Service.FLOW_SERVICE, sandbox, CONNECTION, id)
                .ifMatch(etag)
                .body(changes)
                .hiding(secrets)
                .slow()
                .changed(Version.class, id::equals);
    }

    void delete(String sandbox, String id) {
        platform.delete(Service.FLOW_SERVICE, sandbox, CONNECTION, id).done();
    }

    /** The flows that use a base connection. */
    List<Flow> flowsUsing(String sandbox, String id) {
        return findingFlows(sandbox, id).items(Flow.class);
    }

    /** The calls behind a list of connections, for a terminal, by message key. */
    Map<String, String> curlsOfList(String sandbox, String specId, String endpointId, boolean privateOnly) {
        StringJoiner path = new StringJoiner("&property=", CONNECTIONS + "?property=", "").setEmptyValue(CONNECTIONS);
        List<Object> values = new ArrayList<>();
        if (privateOnly) {
            path.add("auth.params.usePrivateLink==true");
        }
        if (!specId.isEmpty()) {
            path.add("connectionSpec.id=={spec}");
            values.add(specId);
        }
        if (!endpointId.isEmpty()) {
            path.add(BY_ENDPOINT + "=={endpoint}");
            values.add(endpointId);
        }
        PlatformCall listing = platform.get(Service.FLOW_SERVICE, sandbox, path.toString(), values.toArray());
        return Map.of("connection.curl.list", listing.curl());
    }

    /** The calls behind one connection. */
    Map<String, String> curlsOf(String sandbox, String id) {
        Map<String, String> curls = new LinkedHashMap<>();
        curls.put("connection.curl.find", finding(sandbox, id).curl());
        curls.put("connection.curl.flows", findingFlows(sandbox, id).curl());
        curls.put("connection.curl.test", testing(sandbox, id).curl());
        return curls;
    }

    Map<String, String> curlsOfDelete(String sandbox, String id) {
        return Map.of(
                "connection.curl.delete", platform.delete(Service.FLOW_SERVICE, sandbox, CONNECTION, id).curl());
    }

    /** @param path what is replaced */
    Map<String, String> curlsOfChange(String sandbox, Connection connection, String path, Object example) {
        PlatformCall patching = platform.patch(Service.FLOW_SERVICE, sandbox, CONNECTION, connection.id())
                .ifMatch(connection.etag() == null ? "<etag>" : connection.etag())
                .body(List.of(new Change("replace", path, example)));
        return Map.of("connection.curl.change", patching.curl());
    }

    /** With names in the place of secrets. */
    Map<String, String> curlsOfCreate(String sandbox, ConnectionForm form) {
        return Map.of("connection.curl.create", creating(sandbox, form, form.credentials().example()).curl());
    }

    Map<String, String> curlsOfExplore(String sandbox, String id, Map<String, String> query) {
        return Map.of("connection.curl.explore", exploring(sandbox, id, query).curl());
    }

    private PlatformCall finding(String sandbox, String id) {
        return platform.get(Service.FLOW_SERVICE, sandbox, CONNECTION, id);
    }

    private PlatformCall testing(String sandbox, String id) {
        return platform.get(Service.FLOW_SERVICE, sandbox, CONNECTION + "/test", id);
    }

    private PlatformCall findingFlows(String sandbox, String id) {
        return platform.get(Service.FLOW_SERVICE, sandbox, FLOWS, BY_CONNECTION, id);
    }
}
