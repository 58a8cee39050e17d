package org.privatelink.portal.connection;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.account.Role;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.ActivityFixture;
import org.privatelink.portal.audit.LedgerFixture;
import org.privatelink.portal.activity.Intent;
import org.privatelink.portal.endpoint.Dependants.Dependant;
import org.privatelink.portal.endpoint.Dependants.Flows;
import org.privatelink.portal.endpoint.Dependants.WhatBreaks;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.page.PageFixture;
import org.privatelink.portal.platform.PlatformException.Unreachable;
import org.privatelink.portal.platform.PlatformFixture;
import org.privatelink.portal.platform.ReadsFixture;
import org.privatelink.portal.source.CatalogueFixture;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** What stands on an endpoint, however many connections there are. */
class ConnectionDependantsTests {

    private static final String BLOB = CatalogueFixture.source("azure-blob").specId();
    private static final String POSTGRES = CatalogueFixture.source("postgresql").specId();
    private static final String PATH = "/data/foundation/flowservice/connections";
    private static final String FLOWS = "/data/foundation/flowservice/flows";
    private static final String NAMING = "auth.params.privateEndpointId==pe-1";
    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");
    private static final Endpoint ENDPOINT =
            new Endpoint("pe-1", "store", "s", "g", "AcmeStore", List.of(), new Endpoint.Spec(BLOB, "1.0"), "Approved");

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    private final String sandbox = "s-" + UUID.randomUUID();
    private final MovableClock clock = new MovableClock(NOW);
    private final DataSource source = TestDatabases.H2.dataSource();
    private final ConnectionDependants dependants = dependants();

    private ConnectionDependants dependants() {
        var client = new ConnectionClient(platform.client("retry.attempts=1"));
        var jdbc = JdbcClient.create(source);
        var sources = CatalogueFixture.sources();
        var seen = new SeenConnectionRepository(jdbc, new NamedParameterJdbcTemplate(source), sources);
        var properties = new ConnectionProperties(
                Duration.ofSeconds(10), Duration.ofSeconds(20), 10, 500, Duration.ofMinutes(2));
        var copy = new ConnectionCopy(
                client, seen, new ReadingRepository(jdbc), properties, new SimpleAsyncTaskExecutorBuilder(),
                new JdbcTransactionManager(source), clock);
        var views = new ConnectionView.Maker(sources, PageFixture.texts());
        return new ConnectionDependants(
                client, new Connections(client, copy, seen, views, LedgerFixture.of(source, clock)), ActivityFixture.of(source, clock), sources, views,
                ReadsFixture.reads());
    }

    @Test
    void eachConnectionIsInItsBucket() {
        copy(
                connection("1", "certain", BLOB, "pe-1", null),
                connection("2", "likely", BLOB, null, "acmestore"),
                connection("3", "likely too", BLOB, null, "acmestore.blob.core.windows.net"),
                connection("4", "other", BLOB, null, "acmestore2"),
                connection("5", "nobody knows", BLOB, null, null),
                connection("6", "of another endpoint", BLOB, "pe-2", "acmestore"),
                connection("7", "of another source", POSTGRES, null, "acmestore"));
        listed(connection("1", "certain", BLOB, "pe-1", null));

        WhatBreaks breaks = around();

        assertThat(breaks.certain().shown()).extracting(Dependant::name).containsExactly("certain");
        assertThat(breaks.likely().shown()).extracting(Dependant::name).containsExactly("likely", "likely too");
        assertThat(breaks.other().shown()).extracting(Dependant::name).containsExactly("nobody knows", "other");
        assertThat(Stream.of(breaks.certain(), breaks.likely(), breaks.other()).map(bucket -> bucket.total()))
                .containsExactly(1, 2, 2);
        assertThat(breaks.certain().list()).isEqualTo("/s/" + sandbox + "/connections?endpoint=pe-1");
        assertThat(breaks.likely().list())
                .isEqualTo("/s/" + sandbox + "/connections?host=acmestore&link=unresolved&source=azure-blob");
        assertThat(breaks.other().list())
                .isEqualTo("/s/" + sandbox + "/connections?link=unresolved&otherHost=acmestore&source=azure-blob");
        assertThat(breaks.readAt()).isEqualTo(NOW);
        assertThat(calls("count")).isZero();
    }

    @Test
    void ofNineThousandOnlyTheFirstAreReadAndAllAreCounted() {
        copy();
        answer(NAMING, okJson(items(true, many(25))));
        platform.wire().stubFor(naming(NAMING).withQueryParam("count", equalTo("true"))
                .atPriority(1)
                .willReturn(okJson("{\"count\":9000}")));

        WhatBreaks breaks = around();

        assertThat(breaks.certain().shown()).hasSize(25);
        assertThat(breaks.certain().total()).isEqualTo(9_000);
        assertThat(platform.requests()).filteredOn(each -> each.getUrl().contains("continuationToken")).isEmpty();
    }

    @Test
    void whereThePlatformDoesNotCountTheCopyDoes() {
        copy(many(300));
        answer(NAMING, okJson(items(true, many(25))));
        platform.wire().stubFor(naming(NAMING).withQueryParam("count", equalTo("true"))
                .atPriority(1)
                .willReturn(aResponse().withStatus(400)));

        assertThat(around().certain().total()).isEqualTo(300);
    }

    @Test
    void whereNothingCountsThereAreAtLeastMoreThanShown() {
        copy();
        answer(NAMING, okJson(items(true, many(20))));
        platform.wire().stubFor(naming(NAMING).withQueryParam("count", equalTo("true"))
                .atPriority(1)
                .willReturn(aResponse().withStatus(400)));

        assertThat(around().certain().total()).isEqualTo(21);
        assertThat(around().isLinked()).isTrue();
    }

    @Test
    void aPageThatIsLongerThanAskedForIsCutAndCountedWhole() {
        copy();
        listed(many(60));
        assertThat(around().certain().shown()).hasSize(25);
        assertThat(around().certain().total()).isEqualTo(60);
    }

    @Test
    void whatOnlyTheCopyHasIsAskedForByItsId() {
        copy(connection("1", "missed", BLOB, "pe-1", null), connection("2", "moved", BLOB, "pe-1", null),
                connection("3", "gone", BLOB, "pe-1", null));
        listed();
        answer("id==3,1,2", okJson(items(false,
                connection("1", "missed", BLOB, "pe-1", null), connection("2", "moved", BLOB, "pe-2", null))));
        answer("id==1,2,3", okJson(items(false,
                connection("1", "missed", BLOB, "pe-1", null), connection("2", "moved", BLOB, "pe-2", null))));

        WhatBreaks breaks = around();

        assertThat(breaks.certain().shown()).extracting(Dependant::name).containsExactly("missed");
        assertThat(breaks.certain().total()).isEqualTo(1);
    }

    @Test
    void whatCannotBeDeniedCounts() {
        copy(connection("1", "missed", BLOB, "pe-1", null));
        listed();
        answer("id==1", aResponse().withStatus(500));

        assertThat(around().certain().shown()).extracting(Dependant::name).containsExactly("missed");
        assertThat(around().isLinked()).isTrue();
    }

    @Test
    void whatTheCopyHasInMassesAndThePlatformDoesNotListStillCounts() {
        copy(many(60));
        listed();
        platform.wire().stubFor(get(urlPathEqualTo(PATH))
                .withQueryParam("property", matching("id==.*"))
                .willReturn(okJson(items(false))));

        assertThat(around().certain().total()).isEqualTo(35);
        assertThat(around().isLinked()).isTrue();
    }

    @Test
    void whatGotItsEndpointSinceItWasReadIsInOneBucketOnly() {
        copy(connection("1", "orders", BLOB, null, "acmestore"));
        listed(connection("1", "orders", BLOB, "pe-1", "acmestore"));

        WhatBreaks breaks = around();

        assertThat(breaks.certain().total()).isEqualTo(1);
        assertThat(breaks.likely().total()).isZero();
        assertThat(breaks.likely().shown()).isEmpty();
    }

    @Test
    void withoutACopyNobodyKnowsAndThatCountsAsLinked() {
        listed();
        answer(null, aResponse().withStatus(503));

        WhatBreaks breaks = around();

        assertThat(breaks.isComplete()).isFalse();
        assertThat(breaks.isLinked()).isTrue();
        assertThat(breaks.failure().kind()).isEqualTo("unreachable");
    }

    @Test
    void whenPlatformDoesNotAnswerItIsSaidAndWhatWasReadLastRemains() {
        copy(connection("1", "certain", BLOB, "pe-1", null), connection("2", "likely", BLOB, null, "acmestore"));
        listed(connection("1", "certain", BLOB, "pe-1", null));
        around();
        answer(NAMING, aResponse().withStatus(503));

        assertThatThrownBy(this::around).isInstanceOf(Unreachable.class);

        WhatBreaks last = dependants.lastRead(sandbox, ENDPOINT);
        assertThat(last.certain().shown()).extracting(Dependant::name).containsExactly("certain");
        assertThat(last.likely().total()).isEqualTo(1);
        assertThat(last.certain().shown().get(0).flows()).isNull();
        assertThat(last.failure()).isNull();
    }

    @Test
    void flowsComeInOneCallForAll() {
        copy(connection("1", "busy", BLOB, "pe-1", null), connection("2", "idle", BLOB, null, "acmestore"));
        listed(connection("1", "busy", BLOB, "pe-1", null));
        platform.wire().stubFor(get(urlPathEqualTo(FLOWS)).willReturn(okJson(JSON.writeValueAsString(Map.of(
                "items", IntStream.range(0, 5).mapToObj(n -> Map.of(
                        "id", "f" + n, "name", "Flow " + n, "state", n == 0 ? "disabled" : "enabled",
                        "inheritedAttributes", Map.of("sourceConnections", List.of(Map.of("baseConnection", Map.of("id", "1"))))))
                        .toList())))));

        WhatBreaks breaks = around();

        assertThat(breaks.certain().shown().get(0).flows()).isEqualTo(new Flows(5, false, List.of(
                new Flows.Flow("Flow 0", "disabled"), new Flows.Flow("Flow 1", "enabled"), new Flows.Flow("Flow 2", "enabled"))));
        assertThat(breaks.likely().shown().get(0).flows()).isEqualTo(new Flows(0, false, List.of()));
        assertThat(platform.requests()).filteredOn(each -> each.getUrl().startsWith(FLOWS)).singleElement().satisfies(
                each -> assertThat(each.queryParameter("property").firstValue()).endsWith("baseConnection.id==1,2"));
    }

    @Test
    void flowsThatCannotBeReadHideNoConnection() {
        copy(connection("1", "certain", BLOB, "pe-1", null));
        listed(connection("1", "certain", BLOB, "pe-1", null));
        platform.wire().stubFor(get(urlPathEqualTo(FLOWS)).willReturn(aResponse().withStatus(503)));

        WhatBreaks breaks = around();

        assertThat(breaks.flowsFailure().kind()).isEqualTo("unreachable");
        assertThat(breaks.certain().shown()).singleElement().satisfies(each -> assertThat(each.flows()).isNull());
    }

    @Test
    void whoMadeItThroughThePortalIsNamed() {
        copy(connection("c-9", "ours", BLOB, "pe-1", null));
        listed(connection("c-9", "ours", BLOB, "pe-1", null));
        Person joe = new Person("0123@made.up", "Joe Quay", null, Set.of(Role.ENGINEER));
        ActivityFixture.of(source, clock).carryOut(
                new Intent(Act.CONNECTION_CREATE, UUID.randomUUID().toString(), sandbox, null, "ours", Map.of(), joe),
                id -> {}, () -> "c-9", id -> id);

        assertThat(around().certain().shown()).singleElement().satisfies(each -> {
            assertThat(each.person()).isEqualTo("Joe Quay");
            assertThat(each.createdBy()).isEqualTo("5E0D@AdobeID");
            assertThat(each.badge().label()).isEqualTo("Enabled");
            assertThat(each.changedAt()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
        });
    }

    @Test
    void anEndpointWithoutANameOfItsResourceHasNoLikelyOnes() {
        copy(connection("1", "other", BLOB, null, "acmestore"), connection("2", "hostless", BLOB, null, null));
        listed();
        Endpoint nameless =
                new Endpoint("pe-1", null, null, null, null, null, new Endpoint.Spec(BLOB, "1.0"), "Approved");

        WhatBreaks breaks = dependants.around(sandbox, "pe-1").apply(nameless);

        assertThat(breaks.likely().total()).isZero();
        assertThat(breaks.other().total()).isEqualTo(2);
        assertThat(breaks.isLinked()).isFalse();
    }

    private WhatBreaks around() {
        return dependants.around(sandbox, "pe-1").apply(ENDPOINT);
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What the copy will read; no flows unless a test says otherwise. */
    @SafeVarargs
    private final void copy(Map<String, Object>... all) {
        answer(null, okJson(items(false, all)));
        platform.wire().stubFor(get(urlPathEqualTo(FLOWS)).atPriority(9).willReturn(okJson(items(false))));
    }

    /** What Platform finds by the endpoint's id. */
    @SafeVarargs
    private static void listed(Map<String, Object>... naming) {
        answer(NAMING, okJson(items(false, naming)));
        platform.wire().stubFor(get(urlPathEqualTo(FLOWS)).atPriority(9).willReturn(okJson(items(false))));
    }

    private static void answer(@Nullable String property, ResponseDefinitionBuilder answer) {
        platform.wire().stubFor(naming(property).willReturn(answer));
    }

    private static MappingBuilder naming(@Nullable String property) {
        return get(urlPathEqualTo(PATH))
                .withQueryParam("property", property == null ? absent() : equalTo(property));
    }

    private static long calls(String parameter) {
        return platform.requests().stream().filter(each -> each.getUrl().contains(parameter + "=")).count();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object>[] many(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> connection("c-" + n, "orders " + n, BLOB, "pe-1", null))
                .toArray(Map[]::new);
    }

    @SafeVarargs
    private static String items(boolean more, Map<String, Object>... items) {
        return JSON.writeValueAsString(Map.of(
                "items", List.of(items),
                "_links", more ? Map.of("next", Map.of("href", "/connections?continuationToken=x")) : Map.of()));
    }

    private static Map<String, Object> connection(
            String id, String name, String specId, @Nullable String endpointId, @Nullable String account) {
        Map<String, Object> params = Stream.of(
                        Map.entry("usePrivateLink", (Object) true),
                        Map.entry("privateEndpointId", (Object) String.valueOf(endpointId)),
                        Map.entry("accountName", (Object) String.valueOf(account)))
                .filter(entry -> !entry.getValue().equals("null"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return Map.of(
                "id", id, "name", name, "state", "enabled", "updatedAt", 1_700_000_000_000L, "createdBy", "5E0D@AdobeID",
                "connectionSpec", Map.of("id", specId, "version", "1.0"),
                "auth", Map.of("specName", "ConnectionString", "params", params));
    }
}
