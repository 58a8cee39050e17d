package org.privatelink.portal.azure;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.provider.AzureToken;
import org.privatelink.portal.azure.AzureException.Kind;
import org.privatelink.portal.platform.Deadline;
import org.privatelink.portal.platform.Secret;
import org.privatelink.portal.platform.UpstreamException.Fate;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.web.reactive.function.client.WebClient;
import tools.jackson.databind.json.JsonMapper;

class AzureClientTests {

    private static final AzureToken TOKEN = new AzureToken(Secret.of("eyJmade.up-token.of-an-admin"));
    private static final String SUBSCRIPTION = "0a1b2c3d-1111-4222-8333-444455556666";
    private static final String GUID = "40e3d3a8-7d8f-41eb-8462-1cd05bc3e33b";
    private static final String ACCOUNT = "/subscriptions/" + SUBSCRIPTION
            + "/resourceGroups/harbour-rg/providers/Microsoft.Storage/storageAccounts/harbourstore";
    private static final String LIST = ACCOUNT + "/privateEndpointConnections";
    private static final String ENTRY = LIST + "/harbourstore." + GUID;
    private static final AzureResourceId STORAGE = new AzureResourceId(
            SUBSCRIPTION, "harbour-rg", ResourceType.STORAGE_ACCOUNT, "harbourstore");

    private static final WireMockServer wire =
            new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort().gzipDisabled(true));

    @BeforeAll
    static void start() {
        wire.start();
    }

    @AfterAll
    static void stop() {
        wire.stop();
    }

    @BeforeEach
    void forget() {
        wire.resetAll();
    }

    @Test
    void listNamesTheResourceTheVersionAndThePerson() {
        answer(200, "storage-list.json");

        List<PrivateEndpointConnection> found = client().connections(TOKEN, STORAGE);

        assertThat(found).extracting(PrivateEndpointConnection::name).containsExactly("harbourstore." + GUID, "harbourstore.old");
        PrivateEndpointConnection waiting = found.get(0);
        assertThat(waiting.isPending()).isTrue();
        assertThat(waiting.isOf(STORAGE)).isTrue();
        assertThat(waiting.description()).isEqualTo("Please approve");
        assertThat(waiting.groupIds()).isEmpty();
        assertThat(waiting.privateEndpointId()).endsWith("/privateEndpoints/harbour-blob.1f2e");
        assertThat(found.get(1).groupIds()).containsExactly("blob");
        LoggedRequest request = only();
        assertThat(request.getUrl()).isEqualTo(LIST + "?api-version=2024-01-01");
        assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + TOKEN.value().open());
        assertThat(request.getHeader("x-ms-client-request-id")).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL_SERVER, harbour-db, Microsoft.DBforPostgreSQL/flexibleServers, 2025-08-01",
        "PRIVATE_LINK_SERVICE, sf-pvlinksvc, Microsoft.Network/privateLinkServices, 2025-03-01"
    })
    void everyKindOfResourceHasItsVersion(ResourceType type, String name, String path, String version) {
        answer(200, "list-empty.json");

        assertThat(client().connections(TOKEN, new AzureResourceId(SUBSCRIPTION, "rg", type, name))).isEmpty();

        assertThat(only().getUrl()).endsWith("/providers/" + path + "/" + name + "/privateEndpointConnections?api-version=" + version);
    }

    @Test
    void versionsAndAddressCanBeSet() {
        answer(200, "list-empty.json");

        client("base-url=" + wire.baseUrl() + "/arm/", "api-version.storage-account=2030-01-01-preview")
                .connections(TOKEN, STORAGE);

        assertThat(only().getUrl()).isEqualTo("/arm" + LIST + "?api-version=2030-01-01-preview");
    }

    @Test
    void partsAreEncodedEachAsAWhole() {
        answer(200, "list-empty.json");

        client().connections(TOKEN, new AzureResourceId(SUBSCRIPTION, "größe(1)", ResourceType.STORAGE_ACCOUNT, "acme1"));

        assertThat(only().getUrl()).contains("/resourceGroups/gr%C3%B6%C3%9Fe%281%29/providers/");
    }

    @ParameterizedTest
    @CsvSource({"rg/../x, acme1", "rg, acme1?x", "'', acme1", "rg., acme1", "rg, ../acme"})
    void partsThatAreNoNamesAreNotSent(String group, String name) {
        AzureResourceId resource = new AzureResourceId(SUBSCRIPTION, group, ResourceType.STORAGE_ACCOUNT, name);

        assertThatThrownBy(() -> client().connections(TOKEN, resource)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client().connections(TOKEN, new AzureResourceId(SUBSCRIPTION, "rg", null, "acme1")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(requests()).isEmpty();
    }

    @Test
    void rowsThatLackPartsAreRead() {
        answer(200, "list-without-ids-and-states.json");

        List<PrivateEndpointConnection> found = client().connections(TOKEN, STORAGE);

        assertThat(found).hasSize(3).allSatisfy(each -> {
            assertThat(each.isPending()).isFalse();
            assertThat(each.isOf(STORAGE)).isTrue();
            assertThat(each.groupIds()).isEmpty();
        });
    }

    @Test
    void oneSubResourceMayStandAlone() {
        answer(200, "list-with-one-group-id.json");

        assertThat(client().connections(TOKEN, STORAGE).get(0).groupIds()).containsExactly("postgresqlServer");
    }

    @Test
    void letterCaseOfIdsDoesNotMatter() {
        answer(200, "list-in-other-letter-case.json");

        assertThat(client().connections(TOKEN, STORAGE)).singleElement().matches(each -> each.isOf(STORAGE));
    }

    @Test
    void rowsOfAnotherResourceAreNotTakenForItsOwn() {
        answer(200, "list-of-another-resource.json");

        assertThat(client().connections(TOKEN, STORAGE)).hasSize(3).noneMatch(each -> each.isOf(STORAGE));
    }

    @Test
    void textsOfOthersAreShortAndHideNothing() {
        answer(200, "list-with-texts-that-hide.json");

        String description = client().connections(TOKEN, STORAGE).get(0).description();

        assertThat(description).startsWith("safe  evil").contains("<b>bold</b>").hasSize(500);
        assertThat(description).doesNotContain("\u202e", "\u200b", "\u0000", "\n");
    }

    @Test
    void pagesAreFollowedOnTheSameOriginOnly() {
        String second = wire.baseUrl() + LIST + "?api-version=2024-01-01&$skipToken=a%2Fb";
        wire.stubFor(get(anyUrl()).willReturn(json(200, "{\"value\":[{\"name\":\"a.1\"}],\"nextLink\":\"" + second + "\"}")));
        wire.stubFor(get(urlPathEqualTo(LIST)).withQueryParam("$skipToken", com.github.tomakehurst.wiremock.client.WireMock.matching(".*"))
                .willReturn(json(200, "{\"value\":[{\"name\":\"a.2\"}],\"nextLink\":null}")));

        assertThat(client().connections(TOKEN, STORAGE)).extracting(PrivateEndpointConnection::name).containsExactly("a.1", "a.2");
        assertThat(requests().get(1).getUrl()).endsWith("$skipToken=a%2Fb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example/x", "//evil.example/x", "https://127.0.0.1/x", "http://user@127.0.0.1/x",
            "http://localhost:1/x", "javascript:alert(1)", "http://[", "/a/%2e%2e/b"})
    void pagesElsewhereAreNotFollowed(String link) {
        wire.stubFor(any(anyUrl()).willReturn(json(200, "{\"value\":[],\"nextLink\":\"" + link + "\"}")));

        assertThat(failure(() -> client().connections(TOKEN, STORAGE)).kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(requests()).hasSize(1);
    }

    @Test
    void pagesThatGoRoundAreReadOnce() {
        wire.stubFor(any(anyUrl()).willReturn(json(200, "{\"value\":[],\"nextLink\":\"" + wire.baseUrl() + LIST + "?api-version=2024-01-01\"}")));

        assertThat(client().connections(TOKEN, STORAGE)).isEmpty();
        assertThat(requests()).hasSize(1);
    }

    @Test
    void pagesWithoutEndAreNotReadForEver() {
        wire.stubFor(any(anyUrl()).willReturn(aResponse()
                .withTransformers("response-template")
                .withBody("{\"value\":[],\"nextLink\":\"{{request.baseUrl}}/x?n={{randomValue length=12 type='ALPHANUMERIC'}}\"}")));

        assertThat(failure(() -> client().connections(TOKEN, STORAGE)).kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(requests()).hasSizeLessThanOrEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource({
        "401, error-expired-token.json, SIGN_IN_AGAIN",
        "403, error-authorization-failed.json, NOT_AUTHORISED",
        "403, error-of-another-shape.json, NOT_AUTHORISED",
        "403, error-policy.json, REFUSED",
        "404, error-resource-not-found.json, NOT_FOUND",
        "409, error-conflict.json, CONFLICT",
        "400, error-rejected-before.json, REFUSED",
        "400, error-with-odd-types.json, REFUSED",
        "429, error-of-another-shape.json, TOO_MANY",
        "503, error-of-another-shape.json, UNREACHABLE",
        "302, list-empty.json, UNREADABLE",
        "200, list-without-value.json, UNREADABLE",
        "200, list-as-array.json, UNREADABLE"
    })
    void readThatFailsIsTold(int status, String file, Kind kind) {
        wire.stubFor(any(anyUrl()).willReturn(json(status, text(file)).withHeader("Retry-After", "30").withHeader("Location", wire.baseUrl() + "/x")));

        AzureException told = failure(() -> client().connections(TOKEN, STORAGE));

        assertThat(told.kind()).isEqualTo(kind);
        assertThat(told.problem().requestId()).isNotBlank();
        assertThat(told).hasNoCause().hasMessageNotContaining(TOKEN.value().open()).hasMessageNotContaining("c2ln");
        assertThat(requests()).hasSize(1);
    }

    @Test
    void missingRightIsNamed() {
        answer(403, "error-authorization-failed.json");

        AzureException told = failure(() -> client().connections(TOKEN, STORAGE));

        assertThat(told.missingRight()).isEqualTo("Microsoft.Storage/storageAccounts/privateEndpointConnections/write");
        assertThat(told.problem().text()).startsWith("AuthorizationFailed: The client 'erin@example.com'");
    }

    @Test
    void azuresRequestIdIsToldAndElseOurs() {
        wire.stubFor(any(anyUrl()).willReturn(json(404, "{}").withHeader("x-ms-request-id", "theirs-1")));
        assertThat(failure(() -> client().connections(TOKEN, STORAGE)).problem().requestId()).isEqualTo("theirs-1");

        wire.stubFor(any(anyUrl()).willReturn(json(404, "{}")));
        AzureException told = failure(() -> client().connections(TOKEN, STORAGE));
        assertThat(told.problem().requestId()).isEqualTo(requests().get(1).getHeader("x-ms-client-request-id"));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void passingFaultOfAReadIsWaitedFor(int status) {
        first(json(status, "").withHeader("Retry-After", "0"), json(200, text("list-empty.json")));

        assertThat(client().connections(TOKEN, STORAGE)).isEmpty();
        assertThat(requests()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE"})
    void readWhoseConnectionBreaksIsSentAgainOnce(Fault fault) {
        wire.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));

        assertThat(failure(() -> client().connections(TOKEN, STORAGE)).kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(requests()).hasSize(2);
    }

    @Test
    void readThatTakesTooLongOrIsTooLargeEnds() {
        wire.stubFor(any(anyUrl()).willReturn(json(200, text("list-empty.json")).withFixedDelay(2_000)));
        assertThat(failure(() -> client("answer-timeout=200ms").connections(TOKEN, STORAGE)).kind()).isEqualTo(Kind.UNREACHABLE);

        wire.stubFor(any(anyUrl()).willReturn(json(200, "{\"value\":[\"" + "x".repeat(3_000) + "\"]}")));
        assertThat(failure(() -> client("max-answer-size=2KB").connections(TOKEN, STORAGE)).kind()).isEqualTo(Kind.UNREADABLE);
    }

    @Test
    void answersThatAreDeepOrSayThatTheyAreHugeAreNotRead() {
        for (String deep : List.of("[".repeat(100_000) + "]".repeat(100_000), "{\"value\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}")) {
            wire.stubFor(any(anyUrl()).willReturn(json(200, deep)));
            assertThat(failure(() -> client().connections(TOKEN, STORAGE)).kind()).isEqualTo(Kind.UNREADABLE);
            assertThat(failure(this::approve).kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        }
        wire.stubFor(any(anyUrl()).willReturn(json(200, " ".repeat(50_000_000))));
        assertThat(failure(() -> client().connections(TOKEN, STORAGE)).kind()).isEqualTo(Kind.UNREADABLE);
    }

    @Test
    void azureIsLeftInPeaceWhileItDoesNotAnswerAndTriedByWhoeverComesNext() {
        wire.stubFor(any(anyUrl()).willReturn(json(503, "")));
        AzureClient client = client("rest-after=4", "rest=2s");
        for (int i = 0; i < 4; i++) {
            assertThat(failure(() -> client.connections(TOKEN, STORAGE)).kind()).isEqualTo(Kind.UNREACHABLE);
        }

        AzureException told = failure(() -> client.decide(TOKEN, STORAGE, waiting(), Decision.APPROVE, "x"));

        assertThat(told.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(told.fate()).isEqualTo(Fate.NOT_SENT);
        assertThat(told.retryAfter()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(2));
        assertThat(requests()).hasSize(4);
        answer(200, "list-empty.json");
        await().atMost(Duration.ofSeconds(15)).ignoreExceptions().untilAsserted(() -> assertThat(client.connections(TOKEN, STORAGE)).isEmpty());
    }

    @Test
    void callsBeyondThePlacesAreRefusedSoon() {
        wire.stubFor(any(anyUrl()).willReturn(json(200, text("list-empty.json")).withFixedDelay(1_500)));
        AzureClient client = client("max-connections=1", "call-wait=10ms", "deadline=6s");

        List<AzureException> told = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> catchThrowableOfType(AzureException.class, () -> client.connections(TOKEN, STORAGE)),
                        task -> new Thread(task).start()))
                .limit(3)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .filter(Objects::nonNull)
                .toList();

        assertThat(told).hasSize(2).allSatisfy(each -> {
            assertThat(each.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(each.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        });
        assertThat(requests()).hasSize(1);
    }

    @Test
    void answerThatDripsInEnds() {
        wire.stubFor(any(anyUrl()).willReturn(json(200, text("storage-list.json")).withChunkedDribbleDelay(40, 8_000)));

        assertThat(failure(() -> client("answer-timeout=400ms").connections(TOKEN, STORAGE)).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @ParameterizedTest
    @CsvSource({"APPROVE, Approved, storage-approved.json", "REJECT, Rejected, storage-rejected.json"})
    void decisionIsPutOnTheConnection(Decision decision, String status, String answer) {
        answer(200, answer);

        client().decide(TOKEN, STORAGE, waiting(), decision, "NET-4711");

        LoggedRequest request = only();
        assertThat(request.getMethod().getName()).isEqualTo("PUT");
        assertThat(request.getUrl()).isEqualTo(ENTRY + "?api-version=2024-01-01");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(JsonMapper.shared().readTree(request.getBodyAsString())).isEqualTo(JsonMapper.shared().readTree(
                "{\"properties\":{\"privateLinkServiceConnectionState\":{\"status\":\"" + status + "\",\"description\":\"NET-4711\"}}}"));
    }

    @Test
    void onlyAConnectionOfTheResourceAndAPlainDescriptionAreSent() {
        PrivateEndpointConnection foreign = new PrivateEndpointConnection("..", "", "Pending", List.of(), "", "");
        PrivateEndpointConnection other =
                new PrivateEndpointConnection("a.b", LIST.replace("harbourstore", "other") + "/a.b", "Pending", List.of(), "", "");

        assertThatThrownBy(() -> client().decide(TOKEN, STORAGE, foreign, Decision.APPROVE, "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client().decide(TOKEN, STORAGE, other, Decision.APPROVE, "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client().decide(TOKEN, STORAGE, waiting(), Decision.APPROVE, "<b>")).isInstanceOf(IllegalArgumentException.class);
        assertThat(requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401, error-expired-token.json, SIGN_IN_AGAIN, REFUSED",
        "403, error-authorization-failed.json, NOT_AUTHORISED, REFUSED",
        "400, error-rejected-before.json, REFUSED, REFUSED",
        "404, error-resource-not-found.json, NOT_FOUND, REFUSED",
        "409, error-conflict.json, CONFLICT, REFUSED",
        "412, error-conflict.json, CONFLICT, REFUSED",
        "429, error-conflict.json, TOO_MANY, REFUSED",
        "408, error-conflict.json, OUTCOME_UNKNOWN, UNKNOWN",
        "500, error-conflict.json, OUTCOME_UNKNOWN, UNKNOWN",
        "503, error-of-another-shape.json, OUTCOME_UNKNOWN, UNKNOWN",
        "307, storage-approved.json, OUTCOME_UNKNOWN, UNKNOWN",
        "200, storage-still-pending.json, OUTCOME_UNKNOWN, UNKNOWN",
        "200, storage-rejected.json, OUTCOME_UNKNOWN, UNKNOWN",
        "200, operation-without-status.json, OUTCOME_UNKNOWN, UNKNOWN"
    })
    void decisionIsSentOnceWhateverIsAnswered(int status, String file, Kind kind, Fate fate) {
        wire.stubFor(any(anyUrl()).willReturn(
                json(status, text(file)).withHeader("Retry-After", "0").withHeader("Location", wire.baseUrl() + "/x")));

        AzureException told = failure(this::approve);

        assertThat(told.kind()).isEqualTo(kind);
        assertThat(told.fate()).isEqualTo(fate);
        assertThat(requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void decisionWhoseConnectionBreaksIsSentOnce(Fault fault) {
        wire.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));

        assertThat(failure(this::approve).kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html><h1>Welcome</h1></html>", "", "{\"properties\":", "[]", "7", "\"Approved\""})
    void successThatIsNoneLeavesTheOutcomeUnknown(String body) {
        wire.stubFor(any(anyUrl()).willReturn(json(200, body)));

        assertThat(failure(this::approve).kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
    }

    @Test
    void decisionThatFindsNoConnectionWasNotSent() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            closed = socket.getLocalPort();
        }
        AzureClient client = client("base-url=http://127.0.0.1:" + closed);

        AzureException told = failure(() -> client.decide(TOKEN, STORAGE, waiting(), Decision.APPROVE, "x"));

        assertThat(told.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(told.fate()).isEqualTo(Fate.NOT_SENT);
    }

    /** Contract vector 58. */
    @Test
    void operationIsFollowedUntilItHasEnded() {
        accepted(wire.baseUrl() + "/op?api-version=1&t=a%2Bb");
        operation(json(200, text("operation-in-progress.json")).withHeader("Retry-After", "0"), json(200, text("operation-succeeded.json")));

        approve();

        assertThat(requests()).extracting(request -> request.getMethod().getName()).containsExactly("PUT", "GET", "GET");
        assertThat(requests().get(1).getUrl()).isEqualTo("/op?api-version=1&t=a%2Bb");
        assertThat(requests().get(1).getHeader("Authorization")).isEqualTo("Bearer " + TOKEN.value().open());
    }

    @Test
    void operationThatFailsIsRefusedInAzuresWords() {
        accepted(wire.baseUrl() + "/op");
        operation(json(503, "busy").withHeader("Retry-After", "0"), json(200, text("operation-failed.json")));

        AzureException told = failure(this::approve);

        assertThat(told.kind()).isEqualTo(Kind.REFUSED);
        assertThat(told.problem().text()).isEqualTo("ServerBusy: The server was stopped meanwhile.");
    }

    /** It could have been carried out, and nobody would know. */
    @Test
    void decisionWithoutASensibleTimeLeftIsNotSent() {
        answer(200, "storage-approved.json");

        AzureException told = failure(() -> Deadline.within(Duration.ofMillis(900), () -> {
            client("answer-timeout=3s").decide(TOKEN, STORAGE, waiting(), Decision.APPROVE, "x");
            return null;
        }));

        assertThat(told.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(told.fate()).isEqualTo(Fate.NOT_SENT);
        assertThat(requests()).isEmpty();
    }

    @Test
    void decisionIsFollowedAsLongAsThePersonMayWait() {
        accepted(wire.baseUrl() + "/op");
        ResponseDefinitionBuilder inProgress = json(200, text("operation-in-progress.json"));
        operation(inProgress.withHeader("Retry-After", "0"), inProgress);
        long start = System.nanoTime();

        AzureException told = failure(() -> Deadline.within(Duration.ofMillis(2_500), () -> {
            client("answer-timeout=2s").decide(TOKEN, STORAGE, waiting(), Decision.APPROVE, "x");
            return null;
        }));

        assertThat(told.kind()).isEqualTo(Kind.STILL_WORKING);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(5_500));
        assertThat(requests()).filteredOn(request -> request.getMethod().getName().equals("PUT")).hasSize(1);
    }

    @Test
    void operationIsNotFollowedForEver() {
        accepted(wire.baseUrl() + "/op");
        operation(json(200, text("operation-in-progress.json")).withHeader("Retry-After", "0"), json(200, text("operation-in-progress.json")));

        AzureException told = failure(() -> client("deadline=900ms", "longest-poll=200ms")
                .decide(TOKEN, STORAGE, waiting(), Decision.APPROVE, "x"));

        assertThat(told.kind()).isEqualTo(Kind.STILL_WORKING);
        assertThat(told.fate()).isEqualTo(Fate.UNKNOWN);
        assertThat(requests()).hasSizeLessThan(7);
    }

    @Test
    void retryAfterThatIsTooLongIsNotWaitedFor() {
        wire.stubFor(put(anyUrl()).willReturn(
                json(202, "").withHeader("Azure-AsyncOperation", wire.baseUrl() + "/op").withHeader("Retry-After", "600")));

        assertThat(failure(this::approve).kind()).isEqualTo(Kind.STILL_WORKING);
        assertThat(requests()).hasSize(1);
    }

    @Test
    void acceptanceWithoutAnOperationIsStillWorking() {
        wire.stubFor(put(anyUrl()).willReturn(json(202, "")));

        assertThat(failure(this::approve).kind()).isEqualTo(Kind.STILL_WORKING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example/op", "//evil.example/op", "https://management.azure.com/op", "ftp:x"})
    void operationElsewhereIsNotFollowed(String where) {
        accepted(where);

        assertThat(failure(this::approve).kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"401, error-expired-token.json", "404, error-resource-not-found.json", "200, operation-without-status.json", "302, list-empty.json"})
    void operationOfWhichNothingIsToldLeavesTheOutcomeUnknown(int status, String file) {
        accepted(wire.baseUrl() + "/op");
        wire.stubFor(get(urlPathEqualTo("/op")).willReturn(json(status, text(file))));

        assertThat(failure(this::approve).kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
    }

    @Test
    void tokenDoesNotShow() {
        assertThat(TOKEN).hasToString("AzureToken[value=[secret]]");
        wire.stubFor(any(anyUrl()).willReturn(json(400, "{\"error\":{\"code\":\"X\",\"message\":\"Bad token " + TOKEN.value().open() + "\"}}")));
        assertThat(failure(this::approve).problem().toString()).doesNotContain(TOKEN.value().open(), "made.up");
    }

    private void approve() {
        client().decide(TOKEN, STORAGE, waiting(), Decision.APPROVE, "NET-4711");
    }

    private static PrivateEndpointConnection waiting() {
        return new PrivateEndpointConnection("harbourstore." + GUID, ENTRY, "Pending", List.of(), "", "");
    }

    private static AzureException failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        AzureException told = catchThrowableOfType(AzureException.class, call);
        assertThat(told).isNotNull();
        return told;
    }

    private static AzureClient client(String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("base-url", wire.baseUrl(), "longest-poll", "1s", "deadline", "8s", "rest-after", "1000"));
        for (String setting : settings) {
            all.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        AzureProperties properties = new Binder(new MapConfigurationPropertySource(all))
                .bind("", AzureProperties.class)
                .get();
        return new AzureConfiguration()
                .azureClient(WebClient.builder(), properties, JsonMapper.builder().build(), Clock.systemUTC());
    }

    private static void answer(int status, String file) {
        wire.stubFor(any(anyUrl()).willReturn(json(status, text(file))));
    }

    private static void accepted(String operation) {
        wire.stubFor(put(anyUrl()).willReturn(
                json(202, "").withHeader("Azure-AsyncOperation", operation).withHeader("Retry-After", "0")));
    }

    private static void operation(ResponseDefinitionBuilder first, ResponseDefinitionBuilder later) {
        wire.stubFor(get(urlPathEqualTo("/op")).inScenario("op").whenScenarioStateIs(Scenario.STARTED).willReturn(first).willSetStateTo("later"));
        wire.stubFor(get(urlPathEqualTo("/op")).inScenario("op").whenScenarioStateIs("later").willReturn(later));
    }

    private static void first(ResponseDefinitionBuilder first, ResponseDefinitionBuilder later) {
        wire.stubFor(any(anyUrl()).inScenario("x").whenScenarioStateIs(Scenario.STARTED).willReturn(first).willSetStateTo("later"));
        wire.stubFor(any(anyUrl()).inScenario("x").whenScenarioStateIs("later").willReturn(later));
    }

    private static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse().withStatus(status).withHeader("Content-Type", "application/json").withBody(body);
    }

    private static List<LoggedRequest> requests() {
        List<ServeEvent> events = new ArrayList<>(wire.getAllServeEvents());
        // The newest comes first, and many have the same millisecond.
        Collections.reverse(events);
        return events.stream()
                .map(ServeEvent::getRequest)
                .sorted(Comparator.comparing(LoggedRequest::getLoggedDate))
                .toList();
    }

    private static LoggedRequest only() {
        assertThat(requests()).hasSize(1);
        return requests().get(0);
    }

    private static String text(String file) {
        try (InputStream in = AzureClientTests.class.getResourceAsStream("/azure/" + file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
