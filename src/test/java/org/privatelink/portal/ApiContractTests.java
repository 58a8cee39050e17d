package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API does what its description says: each operation is called, and each answer held against it. */
@PortalTest
// A portal of their own: what is asked for here must not be in the way of other tests.
@TestPropertySource(properties = "portal.request.remind-pause=1d")
@TestInstance(Lifecycle.PER_CLASS)
class ApiContractTests {

    private static final String SANDBOX = "/sandboxes/prod";

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    private ApiCaller engineer;
    private ApiCaller admin;
    private String document;
    private JsonNode api;
    private SchemaRegistry schemas;
    private Upstream upstream;

    /** An operation, and calls of it with the status that each is to have. */
    private record Case(int status, Supplier<HttpResponse<String>> call) {}

    @BeforeAll
    void read() {
        upstream = Upstream.of(environment);
        engineer = new ApiCaller(port, Bearer.pipeline(environment));
        admin = new ApiCaller(port, Bearer.of(environment, port, "admin"));
        document = new ApiCaller(port, "").get("/openapi.json").body();
        api = JsonMapper.shared().readTree(document);
        schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of("https://api.test/openapi", document)));
    }

    @Test
    void descriptionIsValidOpenApi() {
        SwaggerParseResult read = new OpenAPIV3Parser().readContents(document);

        assertThat(read.getMessages()).isEmpty();
        assertThat(read.isOpenapi31()).isTrue();
        assertThat(read.getOpenAPI().getPaths()).hasSizeGreaterThan(10);
        assertThat(new OpenAPIV3Parser().readContents(document.replace("\"responses\"", "\"answers\"")).getMessages())
                .as("the parser finds faults")
                .isNotEmpty();
    }

    @Test
    void everyOperationAnswersAsDescribed() {
        Map<String, List<Case>> cases = cases();
        Set<String> operations = new TreeSet<>();
        api.path("paths").forEachEntry((path, item) -> item.forEachEntry(
                (method, operation) -> operations.add(operation.path("operationId").asString())));
        assertThat(cases.keySet()).as("an operation without a case, or the reverse").isEqualTo(operations);

        cases.forEach((operation, calls) -> calls.forEach(each -> holds(operation, each)));
    }

    private void holds(String operationId, Case expected) {
        HttpResponse<String> answer = expected.call().get();
        String what = operationId + " " + answer.statusCode() + " " + answer.body();
        assertThat(answer.statusCode()).as(what).isEqualTo(expected.status());
        JsonNode described = responses(operationId).path(String.valueOf(answer.statusCode()));
        assertThat(described.isMissingNode()).as(what + " is not described").isFalse();
        JsonNode contents = described.path("content");
        if (contents.isEmpty()) {
            assertThat(answer.body()).as(what).isEmpty();
            return;
        }
        String type = ApiCaller.header(answer, "Content-Type").replaceAll(";.*", "");
        assertThat(contents.has(type)).as(what + " as " + type).isTrue();
        String reference = contents.path(type).path("schema").path("$ref").asString();
        assertThat(problems(reference, answer.body())).as(what).isEmpty();
    }

    private List<String> problems(String reference, String body) {
        Schema schema = schemas.getSchema(SchemaLocation.of("https://api.test/openapi" + reference));
        return schema.validate(JsonMapper.shared().readTree(body)).stream().map(Object::toString).toList();
    }

    private JsonNode responses(String operationId) {
        return api.path("paths").valueStream()
                .flatMap(JsonNode::valueStream)
                .filter(operation -> operation.path("operationId").asString().equals(operationId))
                .map(operation -> operation.path("responses"))
                .findFirst()
                .orElseThrow();
    }

    /** Schemas that would let anything through would hold nothing. */
    @Test
    void schemasRefuseWhatIsNotDescribed() {
        assertThat(problems("#/components/schemas/Problem", "{}")).isNotEmpty();
        assertThat(problems("#/components/schemas/Endpoint", "{\"id\":1,\"fqdns\":[],\"status\":\"x\"}")).isNotEmpty();
        assertThat(problems("#/components/schemas/EndpointWanted", "{\"nmae\":\"x\"}")).isNotEmpty();
        assertThat(problems("#/components/schemas/EndpointWanted", "{\"name\":\"x\",\"id\":\"y\"}")).isEmpty();
    }

    private Map<String, List<Case>> cases() {
        String endpoint = SANDBOX + "/endpoints/" + upstream.endpointId("prod", "acme-lake");
        String linked = SANDBOX + "/endpoints/" + upstream.linkedEndpointId("prod");
        String request = SANDBOX + "/requests/" + asked("contract: read");
        Map<String, List<Case>> cases = new LinkedHashMap<>();
        cases.put("listSandboxes", List.of(
                new Case(200, () -> engineer.get("/sandboxes")),
                new Case(401, () -> new ApiCaller(port, "").get("/sandboxes")),
                new Case(403, () -> new ApiCaller(port, Bearer.platform(environment)).get("/sandboxes")),
                new Case(406, () -> engineer.get("/sandboxes", "Accept", "text/csv"))));
        cases.put("listEndpoints", List.of(
                new Case(200, () -> engineer.get(SANDBOX + "/endpoints?limit=2")),
                new Case(400, () -> engineer.get(SANDBOX + "/endpoints?limit=101")),
                new Case(200, () -> whileFailing("GET", Upstream.CONNECTORS, () -> engineer.get(SANDBOX + "/endpoints"))),
                new Case(404, () -> engineer.get("/sandboxes/nowhere/endpoints"))));
        cases.put("readEndpoint", List.of(
                new Case(200, () -> engineer.get(endpoint)),
                new Case(404, () -> engineer.get(SANDBOX + "/endpoints/nothing"))));
        cases.put("deleteEndpoint", List.of(
                new Case(403, () -> engineer.send("DELETE", linked, null)),
                new Case(409, () -> admin.send("DELETE", linked, null)),
                new Case(204, () -> admin.send("DELETE", created("contract: delete"), null)),
                new Case(404, () -> admin.send("DELETE", SANDBOX + "/endpoints/nothing", null))));
        cases.put("listRequests", List.of(
                new Case(200, () -> engineer.get(SANDBOX + "/requests?limit=1&state=requested")),
                new Case(400, () -> engineer.get(SANDBOX + "/requests?state=nonsense")),
                new Case(400, () -> engineer.get(SANDBOX + "/requests?state=draft")),
                new Case(400, () -> engineer.get(SANDBOX + "/requests?cursor=nonsense"))));
        cases.put("readRequest", List.of(
                new Case(200, () -> engineer.get(request)),
                new Case(404, () -> engineer.get(SANDBOX + "/requests/nothing"))));
        cases.put("requestEndpoint", List.of(
                new Case(201, () -> engineer.post(SANDBOX + "/requests", ApiCaller.wanted("contract: ask"))),
                new Case(409, () -> engineer.post(SANDBOX + "/requests", ApiCaller.wanted("contract: ask"))),
                new Case(422, () -> engineer.post(SANDBOX + "/requests", Map.of("source", "azure-blob"))),
                new Case(400, () -> engineer.post(SANDBOX + "/requests", Map.of("nmae", "x"))),
                new Case(413, () -> engineer.post(SANDBOX + "/requests", Map.of("name", "x".repeat(70_000)))),
                new Case(415, () -> engineer.send(
                        "POST", SANDBOX + "/requests", "x", "Content-Type", "text/plain", "Idempotency-Key", "12345678"))));
        cases.put("decideRequest", List.of(
                new Case(428, () -> admin.send("POST", request + "/decision", "{\"decision\":\"reject\"}")),
                new Case(412, () -> decide(request, "\"old\"")),
                new Case(200, () -> decide(request, ApiCaller.header(admin.get(request), "ETag"))),
                new Case(409, () -> admin.send(
                        "POST", request + "/decision", "{\"decision\":\"approve\",\"matched\":true}",
                        "If-Match", ApiCaller.header(admin.get(request), "ETag")))));
        cases.put("withdrawRequest", List.of(
                new Case(200, () -> engineer.send("POST", SANDBOX + "/requests/" + asked("contract: end") + "/withdraw", null)),
                new Case(403, () -> admin.send("POST", SANDBOX + "/requests/" + asked("contract: keep") + "/withdraw", null)),
                new Case(409, () -> engineer.send("POST", request + "/withdraw", null))));
        String reminded = SANDBOX + "/requests/" + asked("contract: remind") + "/remind";
        cases.put("remindApprovers", List.of(
                new Case(200, () -> engineer.send("POST", reminded, null)),
                new Case(429, () -> engineer.send("POST", reminded, null))));
        cases.put("readAuthoring", List.of(
                new Case(200, () -> engineer.get(SANDBOX + "/authoring")),
                new Case(503, () -> whileFailing("GET", Upstream.AUTHORING, () -> engineer.get(SANDBOX + "/authoring")))));
        cases.put("enableAuthoring", List.of(
                new Case(422, () -> engineer.post(SANDBOX + "/authoring", Map.of("autoTerminationMinutes", 121))),
                new Case(400, () -> engineer.post(SANDBOX + "/authoring", Map.of("autoTerminationMinutes", "60"))),
                new Case(202, () -> engineer.post(SANDBOX + "/authoring", Map.of("autoTerminationMinutes", 60)))));
        String account = account();
        cases.put("createConnection", List.of(
                new Case(201, () -> whenOn(() -> engineer.post(
                        SANDBOX + "/connections", ApiCaller.connection("contract", account)))),
                new Case(409, () -> engineer.post(
                        "/sandboxes/dev/connections", ApiCaller.connection("contract", account))),
                new Case(422, () -> engineer.post(SANDBOX + "/connections", Map.of("name", "x")))));
        cases.put("listConnections", List.of(
                new Case(200, () -> engineer.get(SANDBOX + "/connections?all=true&limit=2")),
                new Case(400, () -> engineer.get(SANDBOX + "/connections?all=maybe"))));
        String connection = SANDBOX + "/connections/" + upstream.connectionId("prod", "Contoso stores (PostgreSQL)");
        cases.put("readConnection", List.of(
                new Case(200, () -> engineer.get(connection)),
                new Case(404, () -> engineer.get(SANDBOX + "/connections/nothing"))));
        cases.put("changeConnection", List.of(
                new Case(204, () -> whenOn(() -> engineer.send(
                        "PATCH", connection, "{\"description\":\"by contract\"}",
                        "If-Match", ApiCaller.header(engineer.get(connection), "ETag")))),
                new Case(412, () -> engineer.send("PATCH", connection, "{\"name\":\"x\"}", "If-Match", "\"old\"")),
                new Case(428, () -> engineer.send("PATCH", connection, "{\"name\":\"x\"}")),
                new Case(400, () -> engineer.send("PATCH", connection, "{\"auth\":{}}", "If-Match", "\"old\"")),
                new Case(422, () -> engineer.send(
                        "PATCH", connection, "{\"name\":\"\"}",
                        "If-Match", ApiCaller.header(engineer.get(connection), "ETag")))));
        cases.put("testConnection", List.of(
                new Case(200, () -> whenOn(() -> engineer.send("POST", connection + "/test", null))),
                new Case(404, () -> engineer.send("POST", SANDBOX + "/connections/nothing/test", null))));
        cases.put("deleteConnection", List.of(
                new Case(204, () -> engineer.send(
                        "DELETE", SANDBOX + "/connections/" + upstream.connectionId("prod", "contract"), null)),
                new Case(404, () -> engineer.send("DELETE", SANDBOX + "/connections/nothing", null))));
        cases.put("listActivity", List.of(
                new Case(200, () -> engineer.get(SANDBOX + "/activity?limit=3&act=request-raise")),
                new Case(400, () -> engineer.get(SANDBOX + "/activity?act=nonsense"))));
        cases.put("readActivity", List.of(
                new Case(200, () -> engineer.get(SANDBOX + "/activity/"
                        + ApiCaller.json(engineer.get(SANDBOX + "/activity?limit=1")).path("items").path(0).path("id").asString())),
                new Case(404, () -> engineer.get(SANDBOX + "/activity/nothing"))));
        return cases;
    }

    private String asked(String name) {
        return ApiCaller.json(engineer.post(SANDBOX + "/requests", ApiCaller.wanted(name))).path("id").asString();
    }

    private HttpResponse<String> decide(String request, String etag) {
        return admin.send("POST", request + "/decision", "{\"decision\":\"reject\",\"comment\":\"no\"}", "If-Match", etag);
    }

    /** Asked for, agreed to and made; its path. */
    private String created(String name) {
        String request = SANDBOX + "/requests/" + asked(name);
        admin.send(
                "POST",
                request + "/decision",
                "{\"decision\":\"approve\",\"matched\":true}",
                "If-Match",
                ApiCaller.header(admin.get(request), "ETag"));
        await().until(() -> ApiCaller.json(admin.get(request)).has("endpointId"));
        return SANDBOX + "/endpoints/" + ApiCaller.json(admin.get(request)).path("endpointId").asString();
    }

    /** The account of an approved endpoint for blobs. */
    private String account() {
        return ApiCaller.json(engineer.get(SANDBOX + "/endpoints?source=azure-blob&status=approved"))
                .path("items").path(0).path("resourceName").asString();
    }

    private HttpResponse<String> whenOn(Supplier<HttpResponse<String>> call) {
        upstream.authoringIsOn("prod");
        return call.get();
    }

    private HttpResponse<String> whileFailing(String method, String path, Supplier<HttpResponse<String>> call) {
        upstream.fails(Upstream.Fault.of("STATUS", method, path).with("status", 503));
        try {
            return call.get();
        } finally {
            upstream.isWell();
        }
    }
}
