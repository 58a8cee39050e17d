package org.privatelink.portal.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.watch.LiveUpdates.Topic;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Versions of what pages show, on both databases. */
@ParameterizedClass
@EnumSource(TestDatabases.class)
class LiveUpdatesTests {

    private final String sandbox = "s-" + UUID.randomUUID();
    private final TransactionTemplate transaction;
    private final LiveUpdates live;

    LiveUpdatesTests(TestDatabases database) {
        DataSource source = database.dataSource();
        var transactions = new JdbcTransactionManager(source);
        transaction = new TransactionTemplate(transactions);
        live = new LiveUpdates(JdbcClient.create(source), new NamedParameterJdbcTemplate(source), transactions);
    }

    @Test
    void eachChangeIsANewVersionOfItsTopicOnly() {
        live.changed(sandbox, "endpoint/a");
        live.changed(sandbox, "endpoint/a");
        live.changed(sandbox, "endpoints");

        assertThat(live.version(sandbox, "endpoint/a")).isEqualTo(2);
        assertThat(live.version(sandbox, "request/a")).isZero();
        assertThat(live.version("elsewhere", "endpoint/a")).isZero();
        assertThat(live.versions(List.of(
                        new Topic(sandbox, "endpoint/a"), new Topic(sandbox, "endpoints"), new Topic(sandbox, "none"))))
                .isEqualTo(Map.of(new Topic(sandbox, "endpoint/a"), 2L, new Topic(sandbox, "endpoints"), 1L));
    }

    @Test
    void manyAtATimeCountAsOneByOneEvenTwice() {
        live.changed(sandbox, "endpoint/a");

        transaction.executeWithoutResult(status ->
                live.changed(sandbox, List.of("endpoint/a", "endpoint/b", "endpoint/c", "endpoint/c")));

        assertThat(live.version(sandbox, "endpoint/a")).isEqualTo(2);
        assertThat(live.version(sandbox, "endpoint/b")).isEqualTo(1);
        assertThat(live.version(sandbox, "endpoint/c")).as("added meanwhile").isEqualTo(2);
    }

    @Test
    void whatIsRolledBackIsToldToNobody() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    live.changed(sandbox, "endpoint/a");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(live.version(sandbox, "endpoint/a")).isZero();
    }

    /** The loser of two first changes goes on with its transaction, also where a failed statement spoils one. */
    @Test
    void firstChangesAtTheSameTimeAllCount() {
        var start = new CountDownLatch(1);
        List<CompletableFuture<Void>> all = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.runAsync(() -> transaction.executeWithoutResult(status -> {
                    await(start);
                    live.changed(sandbox, "endpoints");
                    live.changed(sandbox, "endpoint/" + i);
                }), task -> new Thread(task).start()))
                .toList();
        start.countDown();
        all.forEach(CompletableFuture::join);

        assertThat(live.version(sandbox, "endpoints")).isEqualTo(4);
        assertThat(live.version(sandbox, "endpoint/3")).isEqualTo(1);
    }

    private static void await(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
