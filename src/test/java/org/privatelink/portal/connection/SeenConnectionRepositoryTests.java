package org.privatelink.portal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.connection.SeenConnectionRepository.Key;
import org.privatelink.portal.endpoint.Dependants.Use;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.page.Listing.Order;
import org.privatelink.portal.source.CatalogueFixture;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

@ParameterizedClass
@EnumSource(TestDatabases.class)
class SeenConnectionRepositoryTests {

    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00.123456Z");
    private static final String BLOB = CatalogueFixture.source("azure-blob").specId();
    private static final String POSTGRES = CatalogueFixture.source("postgresql").specId();
    private static final Order BY_NAME = new Order("name", false);

    private final String sandbox = "s-" + UUID.randomUUID();
    private final SeenConnectionRepository seen;

    SeenConnectionRepositoryTests(TestDatabases database) {
        var source = database.dataSource();
        seen = new SeenConnectionRepository(
                JdbcClient.create(source), new NamedParameterJdbcTemplate(source), CatalogueFixture.sources());
    }

    // Readings

    @Test
    void whatIsSavedComesBackWhole() {
        SeenConnection whole = new SeenConnection(
                sandbox, "c-1", "Harbour \"quay\" 'ü' 😀", "of the\nharbour", BLOB, "ConnectionString", "enabled", true, "pe-1",
                "harbourstore", NOW, NOW.plusSeconds(60), "0123@AdobeID");
        SeenConnection bare = new SeenConnection(
                sandbox, "c-2", "c-2", null, "", null, null, false, null, null, null, null, null);

        seen.save(List.of(whole, bare), 1);

        assertThat(seen.page(all(), BY_NAME, 0, 10)).containsExactlyInAnyOrder(whole, bare);
        assertThat(seen.find(List.of(new Key(sandbox, "c-1"), new Key(sandbox, "c-9"))))
                .isEqualTo(Map.of(new Key(sandbox, "c-1"), whole));
        assertThat(seen.find(List.of())).isEmpty();
    }

    @Test
    void aLaterReadingReplacesAndForgetsWhatItDidNotHave() {
        seen.save(List.of(named("c-1", "old"), named("c-2", "stays"), named("c-3", "goes")), 1);

        seen.save(List.of(named("c-1", "new"), named("c-2", "stays")), 2);
        assertThat(names(all())).containsExactly("goes", "new", "stays");
        seen.forgetBefore(sandbox, 2);

        assertThat(names(all())).containsExactly("new", "stays");
    }

    @Test
    void oneThatIsListedTwiceIsOne() {
        seen.save(List.of(named("c-1", "first"), named("c-1", "second")), 1);
        assertThat(names(all())).containsExactly("second");
    }

    @Test
    void otherSandboxesAreLeftAlone() {
        String other = "s-" + UUID.randomUUID();
        seen.save(List.of(in(other, "c-1", "theirs"), named("c-1", "ours")), 1);

        seen.markGone(sandbox, "c-1", 1);
        seen.forgetBefore(sandbox, 9);

        assertThat(names(ConnectionQuery.in(other))).containsExactly("theirs");
        assertThat(names(ConnectionQuery.of(List.of(other, sandbox), "c-1"))).containsExactly("theirs");
        assertThat(seen.count(ConnectionQuery.of(List.of(), ""))).isZero();
    }

    @Test
    void whatIsGoneStaysGoneInItsReadingAndComesBackOnlyWithALaterOne() {
        seen.save(List.of(named("c-1", "one")), 1);
        seen.markGone(sandbox, "c-1", 2);
        assertThat(names(all())).isEmpty();

        seen.save(List.of(named("c-1", "one, listed late")), 2);
        seen.forgetBefore(sandbox, 2);
        assertThat(seen.count(all())).isZero();
        assertThat(seen.uses(sandbox)).isEmpty();

        seen.save(List.of(named("c-1", "one, still there")), 3);
        assertThat(names(all())).containsExactly("one, still there");
    }

    @Test
    void whatIsGoneBeforeItWasKnownDoesNotAppearInThatReading() {
        seen.markGone(sandbox, "c-1", 2);
        seen.save(List.of(named("c-1", "from a page of before")), 2);
        seen.forgetBefore(sandbox, 2);
        assertThat(names(all())).isEmpty();

        seen.save(List.of(), 3);
        seen.forgetBefore(sandbox, 3);
        seen.save(List.of(named("c-1", "made anew")), 4);
        assertThat(names(all())).containsExactly("made anew");
    }

    // Texts

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "100%    | 100% full",
        "100_    | 100_ under",
        "!       | bang! here",
        "o'clock | ten o'clock",
        "\"      | the \"quay\"",
        "ÜBUNG   | Übung macht",
        "übung   | Übung macht",
        "BACK\\  | back\\slash",
        "; drop  | ; drop table"
    })
    void aTextIsFoundAsItIsWrittenInAnyLetterCase(String text, String name) {
        seen.save(
                List.of(
                        named("1", "100% full"), named("2", "100_ under"), named("3", "bang! here"),
                        named("4", "ten o'clock"), named("5", "the \"quay\""), named("6", "Übung macht"),
                        named("7", "back\\slash"), named("8", "; drop table"), named("9", "1000 and more")),
                1);
        assertThat(names(all().withText(text))).containsExactly(name);
    }

    @Test
    void aTextIsLookedForInAllThatIsShown() {
        seen.save(List.of(new SeenConnection(
                sandbox, "c-77", "Orders", "of Kiel", BLOB, "ConnectionString", "enabled", true, "PE-9", "kielstore.example.com",
                NOW, NOW, "5E0D@AdobeID")), 1);
        for (String text : List.of("C-77", "orders", "KIEL", "pe-9", "store.EXAMPLE", "5e0d@adobe", "  orders ", "")) {
            assertThat(seen.count(all().withText(text))).as(text).isEqualTo(1);
        }
        for (String text : List.of("ConnectionString", "enabled", BLOB)) {
            assertThat(seen.count(all().withText(text))).as(text).isZero();
        }
    }

    // Conditions

    @Test
    void conditionsGoTogether() {
        seen.save(
                List.of(
                        seen("certain", BLOB, true, "pe-1", "acme", NOW),
                        seen("elsewhere", BLOB, true, "pe-2", "acme", NOW),
                        seen("unresolved", BLOB, true, null, "acme", NOW),
                        seen("public", BLOB, false, null, "acme", NOW),
                        seen("database", POSTGRES, true, null, "acme.postgres.database.azure.com", NOW)),
                1);

        assertThat(names(all().onlyPrivate())).containsExactly("certain", "database", "elsewhere", "unresolved");
        assertThat(names(all().onlyUnresolved())).containsExactly("database", "unresolved");
        assertThat(names(all().onlyUnresolved().ofSource(BLOB.toUpperCase(Locale.ROOT)))).containsExactly("unresolved");
        assertThat(names(all().ofEndpoints(List.of("pe-1", "pe-2")))).containsExactly("certain", "elsewhere");
        assertThat(names(all().ofSource(POSTGRES).leadingTo(List.of("acme")))).containsExactly("database");
        assertThat(names(all().ofSource(BLOB).notLeadingTo(List.of("acme")))).isEmpty();
    }

    @Test
    void hostsAreMetAsAWholeOrByTheirFirstLabel() {
        List<String> hosts = new ArrayList<>(List.of(
                "acme", "acme.blob.core.windows.net", "acme2.blob.core.windows.net", "x.acme", "acme.privatelink.example.com", ""));
        hosts.forEach(host -> seen.save(List.of(seen(host.isEmpty() ? "none" : host, BLOB, true, null, host.isEmpty() ? null : host, NOW)), 1));

        assertThat(names(all().leadingTo(List.of("acme"))))
                .containsExactly("acme", "acme.blob.core.windows.net", "acme.privatelink.example.com");
        assertThat(names(all().leadingTo(List.of("acme.")))).containsExactly("acme");
        assertThat(names(all().leadingTo(List.of("acme.blob.core.windows.net", "x.acme."))))
                .containsExactly("acme.blob.core.windows.net", "x.acme");
        assertThat(names(all().notLeadingTo(List.of("acme"))))
                .containsExactlyInAnyOrder("acme2.blob.core.windows.net", "none", "x.acme");
        assertThat(seen.count(all().leadingTo(List.of("nowhere.")))).isZero();
        assertThat(seen.count(all().notLeadingTo(List.of("nowhere.")))).isEqualTo(hosts.size());
    }

    @Test
    void hostsAreCounted() {
        seen.save(
                List.of(
                        seen("a", BLOB, true, null, "acme", NOW), seen("b", BLOB, true, null, "acme", NOW),
                        seen("c", BLOB, true, "pe-1", "acme", NOW), seen("d", BLOB, true, null, "other", NOW),
                        seen("e", BLOB, true, null, null, NOW)),
                1);
        assertThat(seen.hosts(all().onlyUnresolved())).isEqualTo(Map.of("acme", 2, "other", 1));
        assertThat(seen.hosts(all().onlyUnresolved().leadingTo(List.of("acme")))).isEqualTo(Map.of("acme", 2));
    }

    /** Whatever a single connection is told, the copy tells of many. */
    @Test
    void hostsOfAnEndpointAreThoseThatLeadToIt() {
        List<Endpoint> endpoints = List.of(
                endpoint("AcmeStore"),
                endpoint("sf-pvlinksvc", "Acme-Analytics.privatelink.snowflakecomputing.com"),
                endpoint("sf-other", "https://xy12345.west-europe.azure.privatelink.snowflakecomputing.com:443/x"),
                endpoint("odd.name"),
                endpoint(null));
        List<String> hosts = List.of(
                "acmestore", "acmestore.blob.core.windows.net", "acmestore2", "sf-pvlinksvc", "acme-analytics", "acme",
                "acme-analytics.privatelink", "acme-analytics.privatelink.snowflakecomputing.com",
                "acme-analytics.snowflakecomputing.com", "acme-analytics.east.azure.snowflakecomputing.com", "xy12345",
                "xy12345.west-europe", "xy12345.west-europe.azure", "xy12345.east-us", "odd", "odd.name", "privatelink");
        hosts.forEach(host -> seen.save(List.of(seen(host, BLOB, true, null, host, NOW)), 1));

        for (Endpoint endpoint : endpoints) {
            List<String> leading =
                    hosts.stream().filter(host -> new Reach(host).leadsTo(endpoint)).sorted().toList();
            Set<String> asked = Reach.hostsOf(endpoint);
            assertThat(asked.isEmpty() ? List.of() : names(all().leadingTo(asked)))
                    .as(endpoint.toString())
                    .containsExactlyInAnyOrderElementsOf(leading);
        }
    }

    // Order

    @Test
    void everyColumnSortsBothWaysAndWhatIsMissingComesLast() {
        seen.save(
                List.of(
                        seen("b", POSTGRES, true, "pe-2", "beta", NOW),
                        seen("A", BLOB, true, "pe-1", "Alpha", NOW.plusSeconds(1)),
                        new SeenConnection(
                                sandbox, "c", "c", null, "unknown", null, null, true, null, null, null, null, null)),
                1);
        for (String column : List.of("name", "source", "host", "endpoint")) {
            assertThat(names(all(), new Order(column, false))).as(column).containsExactly("A", "b", "c");
        }
        for (String column : List.of("host", "endpoint")) {
            assertThat(names(all(), new Order(column, true))).as(column).containsExactly("b", "A", "c");
        }
        for (String column : List.of("name", "source")) {
            assertThat(names(all(), new Order(column, true))).as(column).containsExactly("c", "b", "A");
        }
        for (String column : List.of("created", "updated", "no such column")) {
            assertThat(names(all(), new Order(column, false))).as(column).containsExactly("b", "A", "c");
            assertThat(names(all(), new Order(column, true))).as(column).containsExactly("A", "b", "c");
        }
    }

    @Test
    void pagesFollowEachOtherWithoutGapsWhereAllAreAlike() {
        List<SeenConnection> alike = IntStream.range(0, 57)
                .mapToObj(n -> seen("same", "c-%02d".formatted(n), BLOB, true, "pe-1", "acme", NOW))
                .toList();
        seen.save(alike, 1);
        for (boolean descending : List.of(false, true)) {
            Order order = new Order("created", descending);
            List<String> paged = IntStream.range(0, 3)
                    .boxed()
                    .flatMap(page -> seen.page(all(), order, page * 25, 25).stream())
                    .map(SeenConnection::id)
                    .toList();
            assertThat(paged).hasSize(57).doesNotHaveDuplicates();
            assertThat(seen.keys(all(), order)).extracting(Key::id).isEqualTo(paged);
        }
    }

    @Test
    void usesCountWhatNamesAnEndpointAndSinceWhen() {
        seen.save(
                List.of(
                        seen("a", BLOB, true, "pe-1", null, NOW.plusSeconds(9)),
                        seen("b", BLOB, false, "pe-1", null, NOW),
                        seen("c", BLOB, true, "pe-2", null, null),
                        seen("d", BLOB, true, null, null, NOW)),
                1);
        assertThat(seen.uses(sandbox)).isEqualTo(Map.of("pe-1", new Use(2, NOW), "pe-2", new Use(1, null)));
    }

    @Test
    void anOddCharacterKeepsNoneFromBeingSaved() {
        Connection odd = new Connection(
                "c-1", "nul\0name", "nul\0", "en\0abled", null, null, "by\0", null, null, null,
                new Connection.Auth("k\0", Map.of("usePrivateLink", true, "privateEndpointId", "pe\0", "server", "acme\0x")), null);

        seen.save(List.of(SeenConnection.of(sandbox, odd)), 1);

        assertThat(names(all())).containsExactly("nulname");
    }

    private ConnectionQuery all() {
        return ConnectionQuery.in(sandbox);
    }

    private List<String> names(ConnectionQuery query) {
        return names(query, BY_NAME);
    }

    private List<String> names(ConnectionQuery query, Order order) {
        List<String> names = seen.page(query, order, 0, 100).stream().map(SeenConnection::name).toList();
        assertThat(seen.count(query)).isEqualTo(names.size());
        return names;
    }

    private SeenConnection named(String id, String name) {
        return in(sandbox, id, name);
    }

    private static SeenConnection in(String sandbox, String id, String name) {
        return new SeenConnection(
                sandbox, id, name, null, BLOB, "ConnectionString", "enabled", true, "pe-1", "acme", NOW, NOW, "x@AdobeID");
    }

    private SeenConnection seen(
            String name, String specId, boolean isPrivate, @Nullable String endpoint, @Nullable String host, @Nullable Instant at) {
        return seen(name, "id-" + name, specId, isPrivate, endpoint, host, at);
    }

    private SeenConnection seen(
            String name, String id, String specId, boolean isPrivate, @Nullable String endpoint, @Nullable String host, @Nullable Instant at) {
        return new SeenConnection(
                sandbox, id, name, null, specId, "kind", "enabled", isPrivate, endpoint, host, at, at, null);
    }

    private static Endpoint endpoint(@Nullable String resource, String... fqdns) {
        return new Endpoint("pe", "n", "s", "g", resource, List.of(fqdns), new Endpoint.Spec(BLOB, "1.0"), "Approved");
    }
}
