package org.privatelink.portal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Platform as a test sees it: what it was asked, what it holds, and what goes wrong there next. */
public final class Upstream {

    public static final String CONNECTORS = "/data/foundation/connectors/privateEndpoints";
    public static final String AUTHORING = CONNECTORS + "/interactiveAuthoring";
    public static final String CONNECTIONS = "/data/foundation/flowservice/connections";
    public static final String FLOWS = "/data/foundation/flowservice/flows";

    private final RestClient http;
    private final JsonMapper json = new JsonMapper();

    private Upstream(String url) {
        this.http = RestClient.create(url);
    }

    public static Upstream of(Environment environment) {
        return new Upstream(environment.getRequiredProperty("simulator.url"));
    }

    /** One that runs in a process of its own. */
    static Upstream at(String url) {
        return new Upstream(url);
    }

    /** What goes wrong: one entry of the simulator's list. */
    public record Fault(Map<String, Object> settings) {

        public static Fault of(String kind, String method, String path) {
            Map<String, Object> settings = new LinkedHashMap<>();
            settings.put("kind", kind);
            settings.put("method", method);
            settings.put("path", path);
            return new Fault(settings);
        }

        public Fault with(String name, Object value) {
            Map<String, Object> more = new LinkedHashMap<>(settings);
            more.put(name, value);
            return new Fault(more);
        }

        public Fault once() {
            return with("times", 1);
        }
    }

    public void fails(Fault... faults) {
        http.put()
                .uri("/simulator/faults")
                .contentType(MediaType.APPLICATION_JSON)
                .body(json.writeValueAsString(Arrays.stream(faults).map(Fault::settings).toList()))
                .retrieve()
                .toBodilessEntity();
    }

    /** Whether the one fault that was to happen once is under way, or over. */
    public boolean hasStruck() {
        return tree(http.get().uri("/simulator/faults").retrieve().body(String.class)).valueStream()
                .allMatch(fault -> fault.path("times").asInt() == 0);
    }

    public void isWell() {
        fails();
    }

    public void forget() {
        http.delete().uri("/simulator/requests").retrieve().toBodilessEntity();
    }

    public List<JsonNode> seen(String method, String path) {
        return tree(http.get().uri("/simulator/requests").retrieve().body(String.class)).valueStream()
                .filter(each -> each.path("method").asString().matches(method))
                .filter(each -> each.path("path").asString().matches(path))
                .toList();
    }

    /** All that was asked about a sandbox. */
    List<JsonNode> seenIn(String sandbox) {
        return tree(http.get().uri("/simulator/requests").retrieve().body(String.class)).valueStream()
                .filter(each -> each.path("sandboxName").asString("").equals(sandbox))
                .toList();
    }

    /** All of it: methods, addresses and names of headers. */
    String seenAtAll() {
        return http.get().uri("/simulator/requests").retrieve().body(String.class);
    }

    public List<JsonNode> endpoints(String sandbox) {
        return platform(HttpMethod.GET, sandbox, CONNECTORS, null).path("items").valueStream().toList();
    }

    JsonNode endpoint(String sandbox, String name) {
        return endpoints(sandbox).stream()
                .filter(each -> each.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no endpoint " + name));
    }

    String endpointId(String sandbox, String name) {
        return endpoint(sandbox, name).path("id").asString();
    }

    /** Bodies of the notices that came to a channel. */
    public List<JsonNode> inbox(String channel) {
        return tree(http.get().uri("/simulator/inbox").retrieve().body(String.class)).valueStream()
                .filter(each -> each.path("channel").asString().equals(channel))
                .map(each -> each.path("body"))
                .toList();
    }

    List<JsonNode> connections(String sandbox) {
        return platform(HttpMethod.GET, sandbox, CONNECTIONS + "?limit=100", null).path("items").valueStream().toList();
    }

    List<JsonNode> connectionsNamed(String sandbox, String name) {
        return connections(sandbox).stream()
                .filter(each -> each.path("name").asString().equals(name))
                .toList();
    }

    String connectionId(String sandbox, String name) {
        return connectionsNamed(sandbox, name).get(0).path("id").asString();
    }

    /** Id of an endpoint that a connection names. */
    String linkedEndpointId(String sandbox) {
        return connections(sandbox).stream()
                .map(each -> each.at("/auth/params/privateEndpointId").asString(""))
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /** What an administrator changes about a person at the provider: roles, enabled, sources. */
    void changePerson(String name, Map<String, Object> change) {
        http.put()
                .uri("/simulator/people/{name}", name)
                .contentType(MediaType.APPLICATION_JSON)
                .body(json.writeValueAsString(change))
                .retrieve()
                .toBodilessEntity();
    }

    void resetPeople() {
        http.delete().uri("/simulator/people").retrieve().toBodilessEntity();
    }

    /** The provider tells a portal that a person's sessions are over: its token, and the status of the portal's answer. */
    JsonNode logsOut(String name, int port) {
        return tree(http.post()
                .uri("/simulator/people/{name}/logout", name)
                .contentType(MediaType.APPLICATION_JSON)
                .body(json.writeValueAsString(Map.of("portal", "http://127.0.0.1:" + port)))
                .retrieve()
                .body(String.class));
    }

    /** What the owner of the resource decides in Azure: APPROVE, REJECT or DISCONNECT. */
    void ownerDecides(String endpointId, String decision) {
        http.post()
                .uri("/simulator/decisions")
                .contentType(MediaType.APPLICATION_JSON)
                .body(json.writeValueAsString(Map.of("endpoint", endpointId, "decision", decision)))
                .retrieve()
                .toBodilessEntity();
    }

    public void delete(String sandbox, String path) {
        platform(HttpMethod.DELETE, sandbox, path, null);
    }

    /** The owner of the resource decides in Azure: APPROVE, REJECT or DISCONNECT. */
    void decide(String endpointId, String decision) {
        http.post()
                .uri("/simulator/decisions")
                .contentType(MediaType.APPLICATION_JSON)
                .body(json.writeValueAsString(Map.of("endpoint", endpointId, "decision", decision)))
                .retrieve()
                .toBodilessEntity();
    }

    /** Turns authoring on and waits until it is. */
    void authoringIsOn(String sandbox) {
        if (!isAuthoringOn(sandbox)) {
            platform(HttpMethod.POST, sandbox, AUTHORING + "?op=enable", "{\"autoTerminationMinutes\":120}");
            org.awaitility.Awaitility.await().until(() -> isAuthoringOn(sandbox));
        }
    }

    private boolean isAuthoringOn(String sandbox) {
        return platform(HttpMethod.GET, sandbox, AUTHORING, null).path("status").asString().equals("Enabled");
    }

    /** Somebody changes a thing past the portal, as the version that it is. */
    void patch(String sandbox, String path, String etag, String changes) {
        platform(HttpMethod.PATCH, sandbox, path, changes, "If-Match", etag);
    }

    /** One call of our own, past the portal. */
    public JsonNode platform(HttpMethod method, String sandbox, String path, String body, String... header) {
        var request = http.method(method)
                .uri(path)
                .headers(headers -> {
                    if (header.length == 2) {
                        headers.set(header[0], header[1]);
                    }
                })
                .header("Authorization", "Bearer " + token())
                .header("x-api-key", "platform-demo")
                .header("x-gw-ims-org-id", "0A1B2C3D4E5F60718293A4B5@AdobeOrg")
                .header("x-sandbox-name", sandbox)
                .contentType(MediaType.APPLICATION_JSON);
        return tree((body == null ? request : request.body(body)).retrieve().body(String.class));
    }

    private String token() {
        var form = new LinkedMultiValueMap<String, String>();
        form.add("grant_type", "client_credentials");
        form.add("client_id", "platform-demo");
        form.add("client_secret", "platform-demo-secret");
        form.add("scope", "openid,AdobeID,read_organizations");
        return tree(http.post()
                        .uri("/ims/token/v3")
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .body(form)
                        .retrieve()
                        .body(String.class))
                .path("access_token")
                .asString();
    }

    private JsonNode tree(String body) {
        return json.readTree(Optional.ofNullable(body).filter(text -> !text.isBlank()).orElse("{}"));
    }
}
