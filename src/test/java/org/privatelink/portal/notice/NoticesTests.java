package org.privatelink.portal.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.endpoint.EndpointState;
import org.privatelink.portal.notice.NoticeProperties.Format;
import org.privatelink.portal.request.RequestNews;
import org.privatelink.portal.request.RequestNews.Kind;
import org.privatelink.portal.request.Requests.Requester;
import org.privatelink.portal.watch.EndpointChanged;

@ParameterizedClass
@EnumSource(TestDatabases.class)
class NoticesTests {

    private static final String DANA = "dana@example.com";
    private static final String ADA = "ada@example.com";
    private static final String BOB = "bob@example.com";
    private static final String OPS = "ops";

    private final NoticeBench bench;
    private final Notices notices;

    NoticesTests(TestDatabases database) {
        bench = new NoticeBench(database.dataSource())
                .approvers(ADA, "DANA@example.com")
                .approversOf("prod", "Bob@Example.com", ADA)
                .approversOf("dev", "eve@example.com")
                .webhook(OPS, "https://hooks.example.com/T0/secret", Format.CHAT)
                .webhook("dev-only", "https://dev.example.com", Format.CHAT, Set.of(), Set.of("dev"))
                .webhook("drifts", "https://drift.example.com", Format.CHAT, Set.of(NoticeKind.DRIFT), Set.of());
        notices = bench.notices();
    }

    @Test
    void thoseConcernedAreTold() {
        Map<Kind, Set<String>> told = Map.of(
                Kind.RAISED, Set.of(ADA, BOB, OPS),
                Kind.REMINDED, Set.of(ADA, BOB, OPS),
                Kind.WITHDRAWN, Set.of(ADA, BOB, OPS),
                Kind.APPROVED, Set.of(DANA, OPS),
                Kind.REJECTED, Set.of(DANA, OPS),
                Kind.CREATED, Set.of(OPS),
                Kind.FAILED, Set.of(DANA, ADA, BOB, OPS),
                Kind.UNCLEAR, Set.of(DANA, ADA, BOB, OPS),
                Kind.STALE, Set.of(DANA, ADA, BOB, OPS),
                Kind.EXPIRED, Set.of(DANA, OPS));

        assertThat(Kind.values()).allSatisfy(kind -> {
            notices.keep(NoticeBench.news(kind, "told-" + kind));
            assertThat(addresses("request:told-" + kind)).as(kind.name()).containsExactlyInAnyOrderElementsOf(told.get(kind));
        });
    }

    @Test
    void whatAnotherDidIsNewToTheRequester() {
        notices.keep(NoticeBench.news(Kind.CREATED, "created", "Ada Approver", "r", null));
        notices.keep(NoticeBench.news(Kind.WITHDRAWN, "withdrawn", "Ada Approver", "r", null));

        assertThat(addresses("request:created")).contains(DANA);
        assertThat(addresses("request:withdrawn")).contains(DANA);
    }

    @Test
    void requesterWithoutAnAddressIsToldByTheChannelsOnly() {
        RequestNews news = new RequestNews(
                Kind.APPROVED, "k", "prod", "r-1", "n", "s", "r", "Dana", null, "why", null, "Ada", false, null);

        notices.keep(news);

        assertThat(addresses("request:k")).containsExactly(OPS);
    }

    @Test
    void endpointsThatAzureDecidedOnAreTold() {
        when(bench.requests.requesterOf("prod", "e/1 ü"))
                .thenReturn(Optional.of(new Requester("r-1", "Dana Engineer", DANA, "OPS-7")));

        notices.keep(NoticeBench.change(EndpointState.PENDING, EndpointState.APPROVED, false, null));
        notices.keep(NoticeBench.change(EndpointState.PENDING, EndpointState.REJECTED, false, null));
        notices.keep(NoticeBench.change(EndpointState.PENDING, EndpointState.FAILED, false, null));

        assertThat(bench.all())
                .filteredOn(notice -> notice.target().address().equals(DANA))
                .extracting(notice -> notice.happening().kind())
                .containsExactlyInAnyOrder(NoticeKind.AZURE_APPROVED, NoticeKind.AZURE_REJECTED, NoticeKind.AZURE_FAILED);
        assertThat(bench.all()).extracting(notice -> notice.target().address()).containsOnly(DANA, OPS);
        assertThat(bench.all()).allSatisfy(notice -> {
            assertThat(notice.happening().path()).isEqualTo("/s/prod/endpoints/e%2F1%20%C3%BC");
            assertThat(notice.happening().resource()).startsWith("/subscriptions/sub/resourceGroups/group/providers/");
            assertThat(notice.happening().requester()).isEqualTo("Dana Engineer");
        });
    }

    @Test
    void driftNamesWhatStandsOnTheEndpoint() {
        notices.keep(NoticeBench.change(
                EndpointState.APPROVED, null, true, List.of("orders", "stores\r\nBcc: x@example.com", "password=S3CRET")));

        assertThat(bench.all()).extracting(notice -> notice.target().address())
                .containsExactlyInAnyOrder(ADA, BOB, DANA, OPS, "drifts");
        Happening drift = bench.all().get(0).happening();
        assertThat(drift.state()).isEqualTo("gone");
        assertThat(drift.linked()).containsExactly("orders", "stores Bcc: x@example.com", "password=[removed]");
        assertThat(bench.texts().lines(drift)).last().asString().endsWith("password=[removed], and 8,975 more");
    }

    @Test
    void whatIsSeenFirstOrInPassingIsNotTold() {
        List<EndpointChanged> quiet = new ArrayList<>();
        quiet.add(NoticeBench.change(null, EndpointState.APPROVED, false, null));
        quiet.add(NoticeBench.change(EndpointState.PENDING, null, false, null));
        quiet.add(NoticeBench.change(EndpointState.APPROVED, EndpointState.APPROVED, false, null));
        quiet.add(NoticeBench.change(EndpointState.UNKNOWN, EndpointState.PENDING, false, null));
        quiet.add(NoticeBench.change(EndpointState.REJECTED, EndpointState.DISCONNECTED, false, null));

        quiet.forEach(notices::keep);

        assertThat(bench.all()).isEmpty();
    }

    @Test
    void sameEventTwiceIsOneNoticeAndTheTransactionGoesOn() {
        bench.transaction.executeWithoutResult(status -> {
            notices.keep(NoticeBench.news(Kind.RAISED, "twice"));
            notices.keep(NoticeBench.news(Kind.RAISED, "twice"));
            assertThat(bench.all()).hasSize(3);
        });
        notices.keep(NoticeBench.news(Kind.RAISED, "twice"));

        assertThat(bench.all()).hasSize(3);
    }

    @Test
    void sameEventOnTwoNodesAtATimeIsOneNoticeAndBothGoOn() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 20; round++) {
                RequestNews news = NoticeBench.news(Kind.FAILED, "nodes-" + round);
                CyclicBarrier together = new CyclicBarrier(2);
                Callable<Integer> node = () -> bench.transaction.execute(status -> {
                    meet(together);
                    notices.keep(news);
                    // The transaction still takes statements.
                    return bench.jdbc.sql("select count(*) from notice").query(Integer.class).single();
                });
                List<Future<Integer>> both = List.of(nodes.submit(node), nodes.submit(node));
                for (Future<Integer> each : both) {
                    assertThat(each.get()).isPositive();
                }
                assertThat(addresses("request:nodes-" + round)).containsExactlyInAnyOrder(DANA, ADA, BOB, OPS);
            }
        } finally {
            nodes.shutdownNow();
        }
    }

    @Test
    void whatIsRolledBackIsNotTold() {
        bench.transaction.executeWithoutResult(status -> {
            notices.keep(NoticeBench.news(Kind.RAISED, "undone"));
            status.setRollbackOnly();
        });

        assertThat(bench.all()).isEmpty();
    }

    @Test
    void secretsAreNotStored() {
        String said = "AccountKey=S3CRETS3CRET==; password=S3CRET, https://x.blob.core.windows.net/?sv=1&sig=S3CRET%3D "
                + "Authorization: Bearer S3CRETS3CRET bearer S3CRETS3CRET\n"
                + "-----BEGIN PRIVATE KEY-----\nS3CRET\nS3CRET\n-----END PRIVATE KEY-----";
        RequestNews news = new RequestNews(
                Kind.FAILED, "secrets", "prod", "r-1", "n " + said, "s " + said, "r", "Dana " + said, DANA, "why " + said,
                "t " + said, "Ada " + said, false, "c " + said);

        notices.keep(news);

        assertThat(bench.jdbc.sql("select * from notice").query().listOfRows()).hasSize(4).allSatisfy(row ->
                assertThat(row.toString()).contains("[removed]").doesNotContain("S3CRET"));
        assertThat(bench.all().get(0).happening().comment()).startsWith("c AccountKey=[removed]");
    }

    @Test
    void addressesOfWebhooksAreNotStored() {
        notices.keep(NoticeBench.news(Kind.RAISED, "k"));

        assertThat(bench.jdbc.sql("select * from notice").query().listOfRows()).isNotEmpty().allSatisfy(row ->
                assertThat(row.toString()).doesNotContain("hooks.example.com"));
    }

    @Test
    void longAndOddTextsFit() {
        String odd = "x\u0000y\ud83dz\u202e\r\n" + "\"\\ü😀".repeat(2_000);
        RequestNews news = new RequestNews(
                Kind.FAILED, "k".repeat(5_000), odd, odd, odd, odd, odd, odd, odd, odd, odd, odd, false, odd);

        notices.keep(news);
        notices.keep(news);

        assertThat(bench.all()).hasSize(4).allSatisfy(notice ->
                assertThat(notice.happening().name()).startsWith("x y z \"\\ü").hasSizeBetween(254, 255).endsWith("…"));
    }

    private List<String> addresses(String key) {
        return bench.jdbc.sql("select address from notice where event_key = :key").param("key", key).query(String.class).list();
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }
}
