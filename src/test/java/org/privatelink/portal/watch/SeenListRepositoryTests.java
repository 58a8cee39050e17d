package org.privatelink.portal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointState;
import org.privatelink.portal.endpoint.Watched.Known;
import org.privatelink.portal.endpoint.Watched.Query;
import org.privatelink.portal.page.Listing.Order;
import org.privatelink.portal.platform.PlatformFixture;
import org.privatelink.portal.source.CatalogueFixture;
import org.privatelink.portal.watch.SeenRepository.Usage;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finding and sorting what was seen, by the database. */
@ParameterizedClass
@EnumSource(TestDatabases.class)
class SeenListRepositoryTests {

    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");
    private static final String BLOB = CatalogueFixture.source("azure-blob").specId();
    private static final String TABLE = CatalogueFixture.source("azure-table").specId();

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    private final String sandbox = "s-" + UUID.randomUUID();
    private final DataSource source;
    private final Node node;
    private final SeenListRepository lists;

    SeenListRepositoryTests(TestDatabases database) {
        source = database.dataSource();
        node = new Node(source, platform.client(), new MovableClock(NOW));
        lists = node.lists;
    }

    private Endpoint endpoint(String id, String name, String spec, String resource, String state, String... fqdns) {
        return new Endpoint(
                id, name, "1B2C-Sub", "RG-Data", resource, List.of(fqdns), new Endpoint.Spec(spec, "1.0"), state);
    }

    private Claim claim() {
        return new Claim(sandbox, "lease", NOW, 0);
    }

    private void seen(Endpoint... endpoints) {
        node.seen.save(claim(), Stream.of(endpoints).map(each -> Finding.first(each, NOW)).toList());
    }

    private void seenSome() {
        seen(
                endpoint("id-1", "Zebra", BLOB, "storeone", "Pending"),
                endpoint("id-2", "apple", TABLE.toUpperCase(), "storetwo", "ENABLED"),
                endpoint("id-3", "Mango", "unknown-spec", null, "Odd"),
                endpoint("id-4", null, BLOB, "Storefour", "Rejected", "acct.privatelink.example"));
        node.seen.noteUses(sandbox, List.of(usage("id-1", 0), usage("id-2", 7), usage("id-4", 2)));
    }

    private static Usage usage(String id, long count) {
        return new Usage(id, true, count, null);
    }

    private List<String> sorted(String column, boolean descending) {
        return ids(lists.page(Query.all(sandbox), new Order(column, descending), 0, 10));
    }

    private List<String> found(String text) {
        return found(new Query(sandbox, text, null, null, null));
    }

    private List<String> found(Query query) {
        List<String> ids = ids(lists.page(query, new Order("name", false), 0, 100));
        assertThat(lists.count(query)).isEqualTo(ids.size());
        return ids.stream().sorted().toList();
    }

    private static List<String> ids(List<Known> found) {
        return found.stream().map(each -> each.endpoint().id()).toList();
    }

    @Test
    void eachColumnSortsBothWays() {
        seenSome();

        assertThat(sorted("name", false)).containsExactly("id-2", "id-4", "id-3", "id-1");
        assertThat(sorted("name", true)).containsExactly("id-1", "id-3", "id-4", "id-2");
        assertThat(sorted("state", false)).containsExactly("id-1", "id-4", "id-3", "id-2");
        assertThat(sorted("state", true)).containsExactly("id-2", "id-3", "id-4", "id-1");
        assertThat(sorted("resource", false)).containsExactly("id-3", "id-4", "id-1", "id-2");
        assertThat(sorted("connections", true)).containsExactly("id-2", "id-4", "id-1", "id-3");
        assertThat(sorted("source", false)).as("by title").containsExactly("id-4", "id-1", "id-2", "id-3");
    }

    @Test
    void textIsFoundWhereverItStandsInAnyLetterCase() {
        seenSome();

        assertThat(found("MANGO")).containsExactly("id-3");
        assertThat(found(" ID-2 ")).containsExactly("id-2");
        assertThat(found("1b2c-SUB")).hasSize(4);
        assertThat(found("rg-data")).hasSize(4);
        assertThat(found("storeFOUR")).containsExactly("id-4");
        assertThat(found("PrivateLink.Example")).containsExactly("id-4");
        assertThat(found("mango storetwo")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"100%", "a_b", "hey!", "!_", "o'clock", "ümlaut", "back\\slash", "İstanbul", "😀", "\"q\"", "%", "_"})
    void signsMeanThemselves(String sign) {
        seen(endpoint("with", "has " + sign + " in it", BLOB, "r", "Approved"), endpoint("without", "has axb", BLOB, "r", "Approved"));

        assertThat(found(sign)).containsExactly("with");
    }

    @Test
    void whatADatabaseCannotKeepIsLeftOut() {
        seen(endpoint("odd", "nu\u0000ll and \ud83d half", BLOB, "r".repeat(5000), "Approved"));

        assertThat(found("null and ")).containsExactly("odd");
        assertThat(found("nu\u0000ll")).containsExactly("odd");
        assertThat(found("r".repeat(300))).containsExactly("odd");
    }

    @Test
    void filtersAreMet() {
        seenSome();

        assertThat(found(new Query(sandbox, "", TABLE, null, null))).containsExactly("id-2");
        assertThat(found(new Query(sandbox, "", BLOB.toUpperCase(), null, null))).containsExactly("id-1", "id-4");
        assertThat(found(new Query(sandbox, "", null, EndpointState.APPROVED, null))).containsExactly("id-2");
        assertThat(found(new Query(sandbox, "", null, EndpointState.UNKNOWN, null))).containsExactly("id-3");
        assertThat(found(new Query(sandbox, "", null, null, true))).containsExactly("id-2", "id-4");
        assertThat(found(new Query(sandbox, "", null, null, false))).as("not those that nobody counted").containsExactly("id-1");
        assertThat(found(new Query(sandbox, "store", BLOB, EndpointState.PENDING, false))).containsExactly("id-1");
        assertThat(found(Query.all("another"))).isEmpty();
    }

    @Test
    void timeTellsHowLongAStateHasStood() {
        seenSome();
        Endpoint young = endpoint("id-5", "young", BLOB, "r", "Pending");
        node.seen.save(claim(), List.of(Finding.first(young, NOW.plusSeconds(60))));

        assertThat(found(new Query(sandbox, "", null, EndpointState.PENDING, null, NOW))).containsExactly("id-1");
        assertThat(found(new Query(sandbox, "", null, EndpointState.PENDING, null, NOW.plusSeconds(60))))
                .containsExactly("id-1", "id-5");
        assertThat(sorted("since", true)).startsWith("id-5");
        assertThat(sorted("since", false)).endsWith("id-5");
    }

    @Test
    void deadOnesAreNotAlive() {
        seenSome();

        assertThat(lists.alive(sandbox, "endpoint_id")).containsExactlyInAnyOrder("id-1", "id-2", "id-3");
        assertThat(lists.alive(sandbox, "spec_id")).containsExactlyInAnyOrder(BLOB, TABLE, "unknown-spec");
        assertThat(lists.alive("another", "endpoint_id")).isEmpty();
    }

    @Test
    void pagesFollowEachOther() {
        seen(IntStream.range(0, 60).mapToObj(i -> endpoint("e-" + i, "same name", BLOB, "r", "Approved")).toArray(Endpoint[]::new));
        List<String> all = new ArrayList<>();
        for (int from = 0; from < 60; from += 25) {
            all.addAll(ids(lists.page(Query.all(sandbox), new Order("state", true), from, 25)));
        }

        assertThat(all).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void allAreReadInOrderOnePortionAfterTheOther() {
        seen(IntStream.range(0, 1203)
                .mapToObj(i -> endpoint("e-" + i, "n%04d".formatted(i), BLOB, "r", i % 2 == 0 ? "Approved" : "Pending"))
                .toArray(Endpoint[]::new));
        List<String> names = new ArrayList<>();

        lists.forEach(
                new Query(sandbox, "", null, EndpointState.APPROVED, null),
                new Order("name", true),
                each -> names.add(each.endpoint().name()));

        assertThat(names).hasSize(602).startsWith("n1202", "n1200").endsWith("n0002", "n0000").isSortedAccordingTo((a, b) -> b.compareTo(a));
        List<String> seen = new ArrayList<>();
        node.seen.forEach(sandbox, each -> seen.add(each.endpoint().id()));
        assertThat(seen).hasSize(1203).doesNotHaveDuplicates();
    }

    @Test
    void statesAreCountedThoseThatNeedSomebodyFirst() {
        seenSome();

        assertThat(lists.states(sandbox).entrySet()).containsExactly(
                Map.entry(EndpointState.PENDING, 1L),
                Map.entry(EndpointState.REJECTED, 1L),
                Map.entry(EndpointState.UNKNOWN, 1L),
                Map.entry(EndpointState.APPROVED, 1L));
        assertThat(lists.states("another")).isEmpty();
    }

    @Test
    void whatIsGoneIsNoLongerListedButFoundAndWhatWasDeletedHereIsNeither() {
        seenSome();
        Seen before = node.seen.find(sandbox, "id-1").orElseThrow();
        node.seen.save(claim(), List.of(new Finding(before, before.missed(NOW).missed(NOW))));
        node.seen.noteDeleted(sandbox, "id-2", NOW);

        assertThat(found("")).containsExactly("id-3", "id-4");
        assertThat(lists.countAlive(List.of(sandbox))).isEqualTo(1);
        assertThat(lists.leadingTo(new Endpoint.Target(BLOB, "1b2c-sub", "rg-data", "STOREONE")))
                .noneMatch(known -> known.sandbox().equals(sandbox));
        assertThat(ids(lists.search(List.of("another", sandbox), "RG-data", 10)))
                .as("gone ones last").containsExactly("id-4", "id-3", "id-1");
    }

    @Test
    void searchKeepsToItsSandboxesAndItsLimit() {
        seenSome();

        assertThat(lists.search(List.of("another"), "store", 10)).isEmpty();
        assertThat(lists.search(List.of(), "store", 10)).isEmpty();
        assertThat(lists.search(List.of(sandbox), "store", 2)).hasSize(2);
    }

    @Test
    void rowsFromBeforeAreFilledInByTheNextLook() {
        seenSome();
        JdbcClient.create(source)
                .sql("update watch_endpoint set name = null, state = null, spec_id = null, subscription_id = null,"
                        + " resource_group = null, resource_name = null, search = null where sandbox = :sandbox")
                .param("sandbox", sandbox)
                .update();
        assertThat(found("store")).isEmpty();
        node.rounds.add(sandbox, NOW);
        Claim claim = node.rounds.claimDue(sandbox, NOW, Node.PROPERTIES.lease()).orElseThrow();

        node.findings.note(claim, List.of(), NOW);

        assertThat(found("store")).containsExactly("id-1", "id-2", "id-4");
        assertThat(sorted("state", false)).containsExactly("id-1", "id-4", "id-3", "id-2");
    }
}
