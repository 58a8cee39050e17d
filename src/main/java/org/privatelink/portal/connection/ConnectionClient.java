package org.privatelink.portal.connection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.platform.PlatformCall;
import org.privatelink.portal.platform.PlatformClient;
import org.privatelink.portal.platform.Service;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Flow Service's operations on base connections (contract 3.1). */
@Component
class ConnectionClient {

    private static final String CONNECTIONS = "/connections";
    private static final String CONNECTION = "/connections/{id}";

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
    record Change(String op, String path, @Nullable Object value) {}

    List<Connection> listPrivate(String sandbox) {
        return listBy(sandbox, "auth.params.usePrivateLink", "true");
    }

    List<Connection> listOfEndpoint(String sandbox, String endpointId) {
        return listBy(sandbox, "auth.params.privateEndpointId", endpointId).stream()
                .filter(connection -> endpointId.equals(connection.endpointId()))
                .toList();
    }

    List<Connection> listOfSource(String sandbox, String specId) {
        return listBy(sandbox, "connectionSpec.id", specId).stream()
                .filter(connection -> connection.specId().equalsIgnoreCase(specId))
                .toList();
    }

    /** All connections whose property has that value; a comma in it would mean "one of". */
    List<Connection> listBy(String sandbox, String property, String value) {
        return platform.get(Service.FLOW_SERVICE, sandbox, CONNECTIONS + "?property={property}=={value}", property, value)
                .items(Connection.class);
    }

    List<Connection> list(String sandbox) {
        return platform.get(Service.FLOW_SERVICE, sandbox, CONNECTIONS).items(Connection.class);
    }

    Optional<Connection> find(String sandbox, String id) {
        return platform.get(Service.FLOW_SERVICE, sandbox, CONNECTION, id).first(Connection.class);
    }

    /** Answers {@code {id, etag}}. Never sent twice by itself. */
    Version create(String sandbox, ConnectionForm form) {
        Map<String, Object> params = new LinkedHashMap<>(form.credentials().payload());
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
        PlatformCall call = platform.post(Service.FLOW_SERVICE, sandbox, CONNECTIONS)
                .body(body)
                .hiding(form.credentials().secrets())
                .slow();
        return call.bare(Version.class);
    }

    /** True only when Platform says so; a failed test is an answer, not an error. */
    boolean test(String sandbox, String id) {
        TestResult result =
                platform.get(Service.FLOW_SERVICE, sandbox, CONNECTION + "/test", id).slow().bare(TestResult.class);
        return Boolean.TRUE.equals(result.result());
    }

    /**
     * What is in the source: an array for the root and folders, an object for a table.
     *
     * @param objectType root, folder, file or table
     * @param object path of the thing; not for the root
     */
    JsonNode explore(String sandbox, String id, String objectType, @Nullable String object) {
        PlatformCall call = object == null
                ? platform.get(
                        Service.FLOW_SERVICE, sandbox, CONNECTION + "/explore?objectType={type}", id, objectType)
                : platform.get(
                        Service.FLOW_SERVICE,
                        sandbox,
                        CONNECTION + "/explore?objectType={type}&object={object}",
                        id,
                        objectType,
                        object);
        return call.slow().json();
    }

    /** @param etag the version that the person saw; a newer one at Platform is a conflict */
    Version patch(String sandbox, String id, String etag, List<Change> changes, List<String> secrets) {
        return platform.patch(Service.FLOW_SERVICE, sandbox, CONNECTION, id)
                .ifMatch(etag)
                .body(changes)
                .hiding(secrets)
                .bare(Version.class);
    }

    void delete(String sandbox, String id) {
        platform.delete(Service.FLOW_SERVICE, sandbox, CONNECTION, id).done();
    }

    /** The flows that use a base connection. */
    List<Flow> flowsUsing(String sandbox, String id) {
        return platform.get(
                        Service.FLOW_SERVICE,
                        sandbox,
                        "/flows?property={property}=={id}",
                        "inheritedAttributes.sourceConnections[].baseConnection.id",
                        id)
                .items(Flow.class);
    }
}
