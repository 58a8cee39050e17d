package org.privatelink.portal.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.activity.ActivityFixture;
import org.privatelink.portal.endpoint.Dependants;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.Endpoints;
import org.privatelink.portal.endpoint.EndpointsFixture;
import org.privatelink.portal.platform.PlatformClient;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.source.CatalogueFixture;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** The watcher of one portal among several on a database. */
final class Node {

    static final WatchProperties PROPERTIES = patient(Duration.ofSeconds(5));

    final List<EndpointChanged> heard = new CopyOnWriteArrayList<>();
    final Connections connections = new Connections();
    final RoundRepository rounds;
    final SeenRepository seen;
    final SeenListRepository lists;
    final DriftRepository drifts;
    final LiveUpdates live;
    final Findings findings;
    final Watcher watcher;
    final Freshness freshness;
    final WatchedEndpoints watched;
    Consumer<EndpointChanged> listener = heard::add;

    Node(DataSource source, PlatformClient platform, Clock clock) {
        this(source, platform, clock, PROPERTIES);
    }

    Node(DataSource source, PlatformClient platform, Clock clock, WatchProperties properties) {
        JdbcClient jdbc = JdbcClient.create(source);
        JsonMapper json = JsonMapper.builder().build();
        var batch = new NamedParameterJdbcTemplate(source);
        var transactions = new JdbcTransactionManager(source);
        rounds = new RoundRepository(jdbc);
        seen = new SeenRepository(jdbc, batch, json);
        lists = new SeenListRepository(jdbc, seen, CatalogueFixture.sources());
        drifts = new DriftRepository(jdbc, json);
        live = new LiveUpdates(jdbc, batch, transactions);
        var notebook = new Notebook(
                rounds, seen, drifts, live, event -> listener.accept((EndpointChanged) event), transactions, clock);
        var dependence = new Dependence(connections, ActivityFixture.of(source, clock), seen, drifts, notebook);
        Endpoints endpoints = EndpointsFixture.of(platform);
        findings = new Findings(endpoints, seen, notebook, dependence, properties, clock);
        watcher = new Watcher(endpoints, rounds, findings, notebook, dependence, properties, clock);
        freshness = new Freshness(watcher, rounds, properties, platform, new SimpleAsyncTaskExecutorBuilder(), clock);
        watched = new WatchedEndpoints(rounds, seen, lists, freshness, live);
    }

    static WatchProperties patient(Duration patience) {
        return new WatchProperties(
                true,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofMinutes(30),
                Duration.ofMinutes(3),
                4,
                Duration.ofSeconds(10),
                patience,
                500,
                10,
                1);
    }

    /** What stands on endpoints, or why nobody can tell. */
    static final class Connections implements Dependants {

        final List<Dependant> certain = new ArrayList<>();
        final List<Dependant> likely = new ArrayList<>();
        int unnamed;
        @Nullable Instant readAt = Instant.EPOCH;
        final Map<String, Use> uses = new HashMap<>();
        @Nullable PlatformException failure;
        int asked;

        @Override
        public Function<Endpoint, WhatBreaks> around(String sandbox, String endpointId) {
            asked++;
            fail();
            return endpoint -> lastRead(sandbox, endpoint);
        }

        @Override
        public WhatBreaks lastRead(String sandbox, Endpoint endpoint) {
            Bucket other = new Bucket(List.of(), 0, "/");
            Bucket more = new Bucket(certain, certain.size() + unnamed, "/");
            return new WhatBreaks(more, new Bucket(likely, likely.size(), "/"), other, readAt, false, null, null);
        }

        @Override
        public Optional<Map<String, Use>> uses(String sandbox) {
            fail();
            return Optional.of(uses);
        }

        private void fail() {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
