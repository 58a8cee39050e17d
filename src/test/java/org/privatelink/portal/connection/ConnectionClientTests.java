package org.privatelink.portal.connection;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.connection.ConnectionClient.Change;
import org.privatelink.portal.connection.ConnectionClient.Version;
import org.privatelink.portal.platform.PlatformException.Conflict;
import org.privatelink.portal.platform.PlatformException.OutcomeUnknown;
import org.privatelink.portal.platform.PlatformException.Refused;
import org.privatelink.portal.platform.PlatformException.Unreachable;
import org.privatelink.portal.platform.PlatformException.Unreadable;
import org.privatelink.portal.platform.PlatformFixture;
import org.privatelink.portal.source.CatalogueFixture;
import org.privatelink.portal.source.CredentialForm;
import tools.jackson.databind.JsonNode;

class ConnectionClientTests {

    private static final String CONNECTIONS = "/data/foundation/flowservice/connections";
    private static final String ID = "c0ffee00-1111-4222-8333-444444444444";
    private static final String ETAG = "\"aa0185ed-0000-0200-0000-637e8fad0000\"";

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202})
    void createSendsTheCredentialsAndReadsIdAndVersion(int status) {
        platform.answer(status, "connection-created.json");
        Version created = client().create("dev-2", form(Map.of(
                "source", "azure-blob", "kind", "account-key",
                "accountName", "harbourstore", "accountKey", "bWFkZS11cC9rZXkr==",
                "name", "Harbour store", "description", "of the harbour",
                "_usePrivateLink", "on", "usePrivateLink", "true")));
        assertThat(created).isEqualTo(new Version(ID, ETAG));
        LoggedRequest request = platform.onlyRequest();
        assertThat(request.getMethod().getName()).isEqualTo("POST");
        assertThat(request.getUrl()).isEqualTo(CONNECTIONS);
        assertThat(request.getHeader("x-sandbox-name")).isEqualTo("dev-2");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        assertJson(
                request,
                """
                {
                  "name": "Harbour store",
                  "description": "of the harbour",
                  "auth": {
                    "specName": "ConnectionString",
                    "params": {
                      "connectionString": "DefaultEndpointsProtocol=https;AccountName=harbourstore;AccountKey=bWFkZS11cC9rZXkr==;EndpointSuffix=core.windows.net",
                      "usePrivateLink": true
                    }
                  },
                  "connectionSpec": {"id": "4c10e202-c428-4796-9208-5f1f5732b1cf", "version": "1.0"}
                }
                """);
    }

    @Test
    void createSendsAPortAsTextAndAPasswordAsTyped() {
        platform.answer(201, "connection-created.json");
        client().create("dev-2", form(Map.of(
                "source", "postgresql", "kind", "basic",
                "server", "harbour.postgres.database.azure.com", "port", "5432", "database", "arrivals",
                "username", "joe", "password", " p\\w\"ü; ", "sslMode", "Verify Ca",
                "name", "Arrivals", "_usePrivateLink", "on")));
        assertJson(
                platform.onlyRequest(),
                """
                {
                  "name": "Arrivals",
                  "auth": {
                    "specName": "Basic Authentication",
                    "params": {
                      "server": "harbour.postgres.database.azure.com",
                      "port": "5432",
                      "database": "arrivals",
                      "username": "joe",
                      "password": " p\\\\w\\"ü; ",
                      "sslMode": "Verify Ca"
                    }
                  },
                  "connectionSpec": {"id": "74a1c565-4e59-48d7-9d67-7c03b8a13137", "version": "1.0"}
                }
                """);
        assertThat(platform.onlyRequest().getBodyAsString()).contains("\"port\":\"5432\"").doesNotContain("usePrivateLink");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 503, 302})
    void createWhoseAnswerIsLostIsSentOnce(int status) {
        platform.answer(aResponse().withStatus(status));
        assertThatThrownBy(() -> client().create("dev-2", blob())).isInstanceOf(OutcomeUnknown.class);
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void createAnsweredWithoutAnIdIsNotKnown() {
        platform.answer(okJson("{\"etag\":\"x\"}"));
        assertThatThrownBy(() -> client().create("dev-2", blob())).isInstanceOf(OutcomeUnknown.class);
    }

    @Test
    void testIsAskedForOnce() {
        platform.answer(aResponse().withStatus(504));
        assertThatThrownBy(() -> client().test("dev-2", ID)).isInstanceOf(Unreachable.class);
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void createThatIsRefusedDoesNotQuoteTheKey() {
        platform.answer(aResponse().withStatus(400).withBody("{\"message\":\"key bWFkZS11cC9rZXkr== is wrong\"}"));
        Refused refused = catchThrowableOfType(Refused.class, () -> client().create("dev-2", blob()));
        assertThat(refused.problem().text()).isEqualTo("key [removed] is wrong");
    }

    @Test
    void eachPageHandsOnAllPages() {
        pages(CONNECTIONS + "?orderby=createdAt&limit=2");
        List<List<String>> read = new ArrayList<>();
        client().eachPage("dev-2", 2, page -> read.add(page.stream().map(Connection::id).toList()));
        assertThat(read).containsExactly(List.of("1", "2"), List.of("3"));
    }

    @Test
    void eachPageDoesWithoutSizeAndOrderWherePlatformWantsNone() {
        pages(CONNECTIONS);
        platform.wire().stubFor(any(urlEqualTo(CONNECTIONS + "?orderby=createdAt&limit=2"))
                .willReturn(aResponse().withStatus(400)));
        List<String> read = new ArrayList<>();
        client().eachPage("dev-2", 2, page -> page.forEach(each -> read.add(each.id())));
        assertThat(read).containsExactly("1", "2", "3");
    }

    @Test
    void listByReadsAllPages() {
        pages(CONNECTIONS + "?property=auth.params.usePrivateLink==true");
        assertThat(client().listBy("dev-2", "auth.params.usePrivateLink", "true"))
                .extracting(Connection::id)
                .containsExactly("1", "2", "3");
        assertThat(platform.requests())
                .extracting(LoggedRequest::getUrl)
                .containsExactly(
                        CONNECTIONS + "?property=auth.params.usePrivateLink==true",
                        CONNECTIONS + "?continuationToken=a+b/c%3D%3D==");
    }

    @Test
    void aPrivateConnectionMayHaveNoEndpointYet() {
        platform.answer(200, "connections-private-one-without-endpoint.json");
        List<Connection> found = client().listBy("dev-2", "auth.params.usePrivateLink", "true");
        assertThat(found).extracting(Connection::usesPrivateLink).containsExactly(true, true);
        assertThat(found).extracting(Connection::endpointId).containsExactly("7d1c9f04", null);
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void firstOfEndpointReadsOnePageAndKeepsOnlyThoseThatNameIt() {
        platform.answer(200, "connections-private-one-without-endpoint.json");
        var page = client().firstOfEndpoint("dev-2", "7d1c9f04", 25);
        assertThat(page.items()).extracting(Connection::endpointId).containsExactly("7d1c9f04");
        assertThat(page.more()).isFalse();
        assertThat(platform.onlyRequest().getUrl())
                .isEqualTo(CONNECTIONS + "?property=auth.params.privateEndpointId==7d1c9f04&limit=25&orderby=name");
    }

    @Test
    void firstOfEndpointTellsThatThereAreMoreAndReadsThemNot() {
        platform.answer(200, "connections-first-page.json");
        assertThat(client().firstOfEndpoint("dev-2", "pe/7+1 #2", 25).more()).isTrue();
        assertThat(platform.onlyRequest().getUrl())
                .startsWith(CONNECTIONS + "?property=auth.params.privateEndpointId==pe%2F7%2B1%20%232&");
    }

    @Test
    void firstOfEndpointDoesWithoutSizeAndOrderWherePlatformWantsNone() {
        String plain = CONNECTIONS + "?property=auth.params.privateEndpointId==7d1c9f04";
        platform.answer(aResponse().withStatus(400));
        platform.wire().stubFor(any(urlEqualTo(plain))
                .willReturn(okJson(PlatformFixture.text("connections-private-one-without-endpoint.json"))));
        assertThat(client().firstOfEndpoint("dev-2", "7d1c9f04", 25).items()).hasSize(1);
        assertThat(platform.requests()).extracting(LoggedRequest::getUrl).last().isEqualTo(plain);
    }

    @Test
    void countOfEndpointAsksForTheNumberAlone() {
        platform.answer(okJson("{\"count\":9000}"));
        assertThat(client().countOfEndpoint("dev-2", "7d1c9f04")).hasValue(9_000);
        assertThat(platform.onlyRequest().getUrl())
                .isEqualTo(CONNECTIONS + "?property=auth.params.privateEndpointId==7d1c9f04&count=true");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"400 | {}", "200 | {\"items\":[]}", "200 | {\"count\":\"many\"}", "404 | {}"})
    void countOfEndpointIsUnknownWherePlatformDoesNotCount(int status, String body) {
        platform.answer(aResponse().withStatus(status).withBody(body));
        assertThat(client().countOfEndpoint("dev-2", "7d1c9f04")).isEmpty();
    }

    @Test
    void countOfAnIdWithACommaIsNotAskedFor() {
        assertThat(client().countOfEndpoint("dev-2", "a,b")).isEmpty();
        assertThat(platform.requests()).isEmpty();
    }

    @Test
    void severalAreAskedForInOneCall() {
        platform.answer(200, "items-empty.json");
        client().listOfIds("dev-2", List.of("a", "b"));
        assertThat(platform.onlyRequest().queryParameter("property").firstValue()).isEqualTo("id==a,b");
        assertThat(client().listOfIds("dev-2", List.of())).isEmpty();
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void flowsOfSeveralConnectionsComeInOneCallAndByConnection() {
        platform.answer(okJson(
                """
                {"items":[
                  {"id":"f1","name":"Nightly","state":"enabled","inheritedAttributes":{"sourceConnections":[
                    {"id":"s1","baseConnection":{"id":"a"}},{"id":"s2","baseConnection":{"id":"a"}},{"id":"s3","baseConnection":{"id":"b"}}]}},
                  {"id":"f2","inheritedAttributes":{"sourceConnections":[{"id":"s4"},null,{"baseConnection":{"id":"b"}}]}},
                  {"id":"f3","inheritedAttributes":{}}, {"id":"f4"}],
                 "_links":{"next":{"href":"/flows?continuationToken=x"}}}
                """));
        ConnectionClient.Running running = client().flowsUsing("dev-2", List.of("a", "b", "c"));
        assertThat(running.flows()).isEqualTo(Map.of(
                "a", List.of(new Flow("f1", "Nightly", "enabled")),
                "b", List.of(new Flow("f1", "Nightly", "enabled"), new Flow("f2", null, null))));
        assertThat(running.more()).isTrue();
        assertThat(platform.onlyRequest().queryParameter("property").firstValue())
                .isEqualTo("inheritedAttributes.sourceConnections[].baseConnection.id==a,b,c");
        assertThat(platform.onlyRequest().queryParameter("limit").firstValue()).isEqualTo("500");
    }

    @Test
    void flowsOfNoConnectionAreNotAskedFor() {
        assertThat(client().flowsUsing("dev-2", List.of()).flows()).isEmpty();
        assertThat(platform.requests()).isEmpty();
    }

    @Test
    void listNamedFiltersAtPlatform() {
        platform.answer(200, "items-empty.json");
        assertThat(client().listNamed("dev-2", "4c10e202-c428-4796-9208-5f1f5732b1cf", "x")).isEmpty();
        assertThat(platform.onlyRequest().getUrl())
                .isEqualTo(CONNECTIONS + "?property=connectionSpec.id==4c10e202-c428-4796-9208-5f1f5732b1cf&property=name==x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "name        | Tom & Co, 100% #1 | name==Tom%20%26%20Co%2C%20100%25%20%231",
        "name        | a==b+c            | name==a%3D%3Db%2Bc",
        "name        | x&limit=1         | name==x%26limit%3D1",
        "name&count  | {x}               | name%26count==%7Bx%7D"
    })
    void listByEncodesPropertyAndValue(String property, String value, String sent) {
        platform.answer(200, "items-empty.json");
        client().listBy("dev-2", property, value);
        assertThat(platform.onlyRequest().getUrl()).isEqualTo(CONNECTIONS + "?property=" + sent);
        assertThat(platform.onlyRequest().queryParameter("property").firstValue()).isEqualTo(property + "==" + value);
    }

    @Test
    void findReadsTheOneInItems() {
        platform.answer(200, "connection-single.json");
        assertThat(client().find("dev-2", ID)).hasValueSatisfying(connection -> {
            assertThat(connection.etag()).isEqualTo(ETAG);
            assertThat(connection.created()).isEqualTo(Instant.parse("2022-11-23T21:25:01.123Z"));
            assertThat(connection.endpointId()).isEqualTo("7d1c9f04-5b3e-4c6a-9a55-0c2f7be1a001");
            assertThat(connection.usesPrivateLink()).isTrue();
            assertThat(connection.toString()).doesNotContain("vault.azure.net");
        });
        assertThat(platform.onlyRequest().getUrl()).isEqualTo(CONNECTIONS + "/" + ID);
    }

    @Test
    void findOfNoneIsEmpty() {
        platform.answer(200, "items-empty.json");
        assertThat(client().find("dev-2", ID)).isEmpty();
        platform.answer(aResponse().withStatus(404));
        assertThat(client().find("dev-2", ID)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"result\":true} | true", "{\"result\":false} | false", "{\"result\":null} | false", "{} | false"})
    void aTestSucceedsOnlyWhereItSaysSo(String answer, boolean result) {
        platform.answer(okJson(answer));
        assertThat(client().test("dev-2", ID)).isEqualTo(result);
        assertThat(platform.onlyRequest().getUrl()).isEqualTo(CONNECTIONS + "/" + ID + "/test");
        assertThat(platform.onlyRequest().getMethod().getName()).isEqualTo("GET");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 504})
    void aTestThatTakesTooLongIsUnreachable(int status) {
        platform.answer(aResponse().withStatus(status));
        assertThatThrownBy(() -> client().test("dev-2", ID)).isInstanceOf(Unreachable.class);
    }

    @Test
    void exploringTheRootNamesNoObject() {
        platform.answer(200, "explore-root-of-files.json");
        JsonNode found = client().explore("dev-2", ID, Map.of("objectType", "root"), Optional::of);
        assertThat(found.isArray()).isTrue();
        assertThat(platform.onlyRequest().getUrl()).isEqualTo(CONNECTIONS + "/" + ID + "/explore?objectType=root");
        assertThat(platform.onlyRequest().getHeader("x-sandbox-name")).isEqualTo("dev-2");
    }

    @Test
    void exploringAFolderNamesItEncodedOnce() {
        platform.answer(200, "explore-root-of-files.json");
        explore("objectType", "folder", "object", "/harbour/quay 7/../a&b=c+d%20#é,{x}");
        assertThat(platform.onlyRequest().getUrl())
                .isEqualTo(CONNECTIONS + "/" + ID
                        + "/explore?objectType=folder&object=%2Fharbour%2Fquay%207%2F..%2Fa%26b%3Dc%2Bd%2520%23%C3%A9%2C%7Bx%7D");
        assertThat(platform.onlyRequest().queryParameter("object").firstValue())
                .isEqualTo("/harbour/quay 7/../a&b=c+d%20#é,{x}");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "../", "../../privateEndpoints", "%2e%2e%2f", "a&objectType=root", "a#b?c", "{object}", "a;b", "+ %2B", "\"'<b>", "\\", "..;/x"
    })
    void whateverThePathHoldsIsOneValue(String object) {
        platform.answer(200, "explore-root-of-files.json");
        explore("objectType", "folder", "object", object);
        assertThat(platform.onlyRequest().getUrl()).startsWith(CONNECTIONS + "/" + ID + "/explore?objectType=folder&object=");
        assertThat(platform.onlyRequest().getQueryParams()).containsOnlyKeys("objectType", "object");
        assertThat(platform.onlyRequest().queryParameter("objectType").values()).containsExactly("folder");
        assertThat(platform.onlyRequest().queryParameter("object").values()).containsExactly(object);
    }

    @Test
    void exploringAFileSaysHowToReadIt() {
        platform.answer(200, "explore-file-older.json");
        explore("objectType", "file", "object", "/harbour/ships.tsv", "fileType", "delimited",
                "columnDelimiter", "\t", "compressionType", "gzip", "preview", "true");
        assertThat(platform.onlyRequest().getUrl()).isEqualTo(CONNECTIONS + "/" + ID
                + "/explore?objectType=file&object=%2Fharbour%2Fships.tsv&fileType=delimited&columnDelimiter=%09"
                + "&compressionType=gzip&preview=true");
    }

    @Test
    void exploringATableReadsAnObject() {
        platform.answer(200, "explore-table.json");
        JsonNode found = explore("objectType", "table", "object", "harbourArrivals");
        assertThat(found.at("/schema/columns/1/meta:xdmType").asString()).isEqualTo("date-time");
    }

    @Test
    void answerThatTheReaderDoesNotKnowIsToldWithItsId() {
        platform.answer(okJson("{\"odd\":true}").withHeader("X-Request-Id", "their-id"));
        Unreadable told = catchThrowableOfType(
                Unreadable.class,
                () -> client().explore("dev-2", ID, Map.of("objectType", "root"), found -> Optional.empty()));
        assertThat(told.problem().requestId()).isEqualTo("their-id");
    }

    @Test
    void exploringIsAskedForOnce() {
        platform.answer(aResponse().withStatus(504));
        assertThatThrownBy(() -> explore("objectType", "root")).isInstanceOf(Unreachable.class);
        assertThat(platform.requests()).hasSize(1);
    }

    private static JsonNode explore(String... namesAndValues) {
        Map<String, String> query = new LinkedHashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            query.put(namesAndValues[at], namesAndValues[at + 1]);
        }
        return client().explore("dev-2", ID, query, Optional::of);
    }

    @Test
    void patchSendsAnArrayOfChangesForTheVersionThatWasSeen() {
        platform.answer(200, "connection-created.json");
        Version changed = client().patch(
                "dev-2",
                ID,
                "\"1400-0000\"",
                List.of(new Change("replace", "/name", "x"), new Change("add", "/description", "y")),
                List.of());
        assertThat(changed.etag()).isEqualTo(ETAG);
        LoggedRequest request = platform.onlyRequest();
        assertThat(request.getMethod().getName()).isEqualTo("PATCH");
        assertThat(request.getUrl()).isEqualTo(CONNECTIONS + "/" + ID);
        assertThat(request.getHeader("If-Match")).isEqualTo("\"1400-0000\"");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        assertJson(
                request,
                """
                [
                  {"op": "replace", "path": "/name", "value": "x"},
                  {"op": "add", "path": "/description", "value": "y"}
                ]
                """);
    }

    @Test
    void patchThatRemovesSendsNoValue() {
        platform.answer(200, "connection-created.json");
        client().patch("dev-2", ID, ETAG, List.of(Change.of("/description", true, null)), List.of());
        assertJson(platform.onlyRequest(), "[{\"op\": \"remove\", \"path\": \"/description\"}]");
        assertThat(platform.onlyRequest().getHeader("If-Match")).isEqualTo(ETAG).startsWith("\"").endsWith("\"");
    }

    @Test
    void patchOfCredentialsReplacesTheWholeMapWithoutWhatPlatformAdded() {
        platform.answer(200, "connection-created.json");
        Connection now = new tools.jackson.databind.json.JsonMapper().readValue(
                """
                {"id": "1", "etag": "\\"1400-0000\\"", "connectionSpec": {"id": "74a1c565-4e59-48d7-9d67-7c03b8a13137"},
                 "auth": {"specName": "Basic Authentication", "params": {"server": "old.example", "username": "reader",
                   "password": "https://kv.vault.azure.net/secrets/9", "usePrivateLink": "true", "privateEndpointId": "e1",
                   "loginTimeout": "30"}}}
                """,
                Connection.class);
        CredentialsReplaceForm form = CredentialsReplaceForm.of(CatalogueFixture.sources(), now, Map.of(
                        "server", "new.example", "port", "5432", "database", "d", "username", "writer",
                        "password", "made-up", "sslMode", "Verify Full", "etag", "\"1400-0000\""))
                .orElseThrow();
        client().patch("dev-2", ID, form.etag(), List.of(form.change(now)), form.credentials().secrets());
        assertJson(
                platform.onlyRequest(),
                """
                [{"op": "replace", "path": "/auth/params", "value": {"server": "new.example", "port": "5432",
                  "database": "d", "username": "writer", "password": "made-up", "sslMode": "Verify Full", "usePrivateLink": true}}]
                """);
        assertThat(form.dropped(now)).containsExactly("loginTimeout");
        assertThat(CredentialsReplaceForm.begin(now, "")).doesNotContainKey("password").containsEntry("username", "reader");
        assertThat(form.toString() + form.change(now)).doesNotContain("made-up");
    }

    @Test
    void patchOfAnOlderVersionIsAConflict() {
        platform.answer(412, "catalogue-1404-changed.json");
        assertThatThrownBy(() -> client().patch("dev-2", ID, ETAG, List.of(new Change("replace", "/name", "x")), List.of()))
                .isInstanceOf(Conflict.class);
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void deleteNamesTheConnection() {
        platform.answer(aResponse().withStatus(204));
        client().delete("dev-2", ID);
        assertThat(platform.onlyRequest().getMethod().getName()).isEqualTo("DELETE");
        assertThat(platform.onlyRequest().getUrl()).isEqualTo(CONNECTIONS + "/" + ID);
        assertThat(platform.onlyRequest().getHeader("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void deleteOfAConnectionInUseIsRefused() {
        platform.answer(400, "catalogue-1418-in-use.json");
        assertThatThrownBy(() -> client().delete("dev-2", ID))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("delete its flows first");
    }

    @Test
    void flowsUsingAsksByTheBaseConnection() {
        platform.answer(200, "flows-using.json");
        assertThat(client().flowsUsing("dev-2", ID))
                .containsExactly(new Flow("f1", "Arrivals nightly", "enabled"), new Flow("f2", null, null));
        assertThat(platform.onlyRequest().queryParameter("property").firstValue())
                .isEqualTo("inheritedAttributes.sourceConnections[].baseConnection.id==" + ID);
        assertThat(platform.onlyRequest().getUrl()).startsWith("/data/foundation/flowservice/flows?property=");
    }

    private static ConnectionClient client() {
        return new ConnectionClient(platform.client());
    }

    private static void pages(String first) {
        platform.wire().stubFor(any(urlEqualTo(first)).willReturn(okJson(PlatformFixture.text("connections-first-page.json"))));
        platform.wire()
                .stubFor(any(urlEqualTo(CONNECTIONS + "?continuationToken=a+b/c%3D%3D=="))
                        .willReturn(okJson(PlatformFixture.text("connections-last-page.json"))));
    }

    private static ConnectionForm blob() {
        return form(Map.of(
                "source", "azure-blob", "kind", "account-key",
                "accountName", "harbourstore", "accountKey", "bWFkZS11cC9rZXkr==", "name", "Harbour store"));
    }

    private static ConnectionForm form(Map<String, String> typed) {
        return ConnectionForm.of(CredentialForm.of(CatalogueFixture.sources(), typed), typed);
    }

    private static void assertJson(LoggedRequest request, String expected) {
        assertThat(equalToJson(expected, false, false).match(request.getBodyAsString()).isExactMatch())
                .as(request.getBodyAsString())
                .isTrue();
    }
}
