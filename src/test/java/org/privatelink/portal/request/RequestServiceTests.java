package org.privatelink.portal.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.privatelink.portal.request.DyingPortal.ADA;
import static org.privatelink.portal.request.DyingPortal.ERIN;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.privatelink.portal.PortalTest;
import org.privatelink.portal.Upstream;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.account.Role;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.endpoint.EndpointService;
import org.privatelink.portal.page.NotPermitted;
import org.privatelink.portal.source.Sources;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What is done to a request, by whom, and what time does to it. */
@PortalTest
class RequestServiceTests {

    private static final Person BEA = new Person("bea@made.up", "Bea", null, Set.of(Role.ADMIN));
    private static final Upstream.Fault NOT_READ = Upstream.Fault.of("STATUS", "GET", Upstream.CONNECTORS)
            .with("status", 403)
            .with("body", "{\"error_code\":\"403027\",\"message\":\"No permission here\"}");

    @Autowired
    RequestService service;

    @Autowired
    RequestSender sender;

    @Autowired
    RequestRepository requests;

    @Autowired
    RequestAnnouncer announcer;

    @Autowired
    ActivityService activities;

    @Autowired
    EndpointService endpoints;

    @Autowired
    Sources sources;

    @Autowired
    RequestProperties properties;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Environment environment;

    private final String name = "served " + UUID.randomUUID();
    private final RequestAnnouncer unsent = mock();
    private Upstream upstream;

    @BeforeEach
    void forget() {
        upstream = Upstream.of(environment);
        upstream.forget();
    }

    @AfterEach
    void tidy() {
        upstream.endpoints("prod").stream()
                .filter(each -> each.path("name").asString().equals(name))
                .forEach(each -> upstream.delete("prod", Upstream.CONNECTORS + "/" + each.path("id").asString()));
    }

    @Test
    void twoApproversAtOnceMakeOneDecisionAndOneEndpoint() throws Exception {
        SetUpRequest request = raised();
        List<Callable<Boolean>> both = new ArrayList<>();
        for (Person approver : List.of(ADA, BEA)) {
            both.add(() -> {
                boolean first = service.decide(request, request.version(), true, "", approver);
                sender.send(request.id());
                return first;
            });
        }

        List<Boolean> first = atOnce(both);

        assertThat(first).containsOnlyOnce(true);
        await().until(() -> now(request).state() == RequestState.CREATED);
        assertThat(upstream.seen("POST", Upstream.CONNECTORS)).hasSize(1);
        Person decider = first.get(0) ? ADA : BEA;
        assertThat(now(request).request().decision().byName()).isEqualTo(decider.name());
        assertThat(activities.about("prod", request.id()))
                .extracting(Activity::act, Activity::personName)
                .containsExactly(
                        tuple(Act.REQUEST_RAISE, "Erin"),
                        tuple(Act.REQUEST_APPROVE, decider.name()));
    }

    @Test
    void decidingWithdrawingAndChangingAtOnceLeaveOneOfThem() throws Exception {
        for (int round = 0; round < 5; round++) {
            SetUpRequest request = raised();

            List<Boolean> first = atOnce(List.of(
                    () -> service.decide(request, request.version(), false, "no", ADA),
                    () -> service.withdraw(request, ERIN),
                    () -> service.change(request, DyingPortal.asked(name + " changed"), ERIN)));

            assertThat(first).containsOnlyOnce(true);
            RequestState expected = first.get(0)
                    ? RequestState.REJECTED
                    : first.get(1) ? RequestState.WITHDRAWN : RequestState.REQUESTED;
            assertThat(now(request).state()).isEqualTo(expected);
        }
    }

    @Test
    void nobodyDecidesTheirOwnWhateverTheirRole() {
        Person both = new Person(ERIN.id(), "Erin", null, Set.of(Role.ENGINEER, Role.ADMIN));
        SetUpRequest request = raised();

        for (Person person : List.of(both, ERIN)) {
            assertThatThrownBy(() -> service.decide(request, 1, true, "", person)).isInstanceOf(NotPermitted.class);
        }

        assertThat(now(request).state()).isEqualTo(RequestState.REQUESTED);
    }

    @Test
    void nobodyDecidesTheirOwnByAnotherIdOfTheirs() {
        Person sameMailbox = new Person("erin@federated", "Erin E.", "ERIN@example.com", Set.of(Role.ADMIN));
        SetUpRequest request = raised();

        assertThatThrownBy(() -> service.decide(request, 1, true, "", sameMailbox)).isInstanceOf(NotPermitted.class);
        assertThat(request.isOf(new Person("bob", "Bob", null, Set.of(Role.ADMIN)))).isFalse();
    }

    /** For good: Platform refuses even to be read. */
    @Test
    void whatCannotBeSetOnItsWaySaysWhyAndCanBeTakenBack() {
        upstream.fails(NOT_READ);
        try {
            SetUpRequest request = raised();
            service.decide(request, 1, true, "", ADA);
            sender.send(request.id());
            assertThat(now(request).state()).isEqualTo(RequestState.APPROVED);
            assertThat(now(request).request().sendProblem()).contains("No permission here");

            assertThat(service.withdraw(now(request).request(), ADA)).isTrue();

            assertThat(now(request).state()).isEqualTo(RequestState.WITHDRAWN);
            upstream.isWell();
            sender.sweep();
            assertThat(upstream.seen("POST", Upstream.CONNECTORS)).isEmpty();
        } finally {
            upstream.isWell();
        }
    }

    /** Its act tells it, once. */
    @Test
    void whatPlatformRefusesLongAfterTheDecisionIsNotToldAsUnsentToo() {
        SetUpRequest request = decided();

        refused(() -> sender(Duration.ofHours(2), requests).send(request.id()));

        assertThat(now(request).state()).isEqualTo(RequestState.FAILED);
        verify(unsent, never()).tellUnsent(any(), any());
    }

    @Test
    void whatIsTakenBackWhileItSetsOutIsNotToldAsUnsent() {
        SetUpRequest request = decided();
        RequestRepository overtaken = new RequestRepository(jdbc) {
            @Override
            Optional<SetUpRequest> find(String id) {
                Optional<SetUpRequest> seen = super.find(id);
                assertThat(service.withdraw(seen.orElseThrow(), ERIN)).isTrue();
                return seen;
            }
        };

        sender(Duration.ofHours(2), overtaken).send(request.id());

        assertThat(now(request).state()).isEqualTo(RequestState.WITHDRAWN);
        assertThat(upstream.seen("POST", Upstream.CONNECTORS)).isEmpty();
        verify(unsent, never()).tellUnsent(any(), any());
    }

    @Test
    void eachAttemptHasAnHourBeforeItIsToldAsUnsent() {
        SetUpRequest request = decided();
        refused(() -> sender.send(request.id()));
        jdbc.sql("update endpoint_request set decided_at = :then where id = :id")
                .param("then", Instant.now().minus(Duration.ofHours(2)).atOffset(ZoneOffset.UTC))
                .param("id", request.id())
                .update();
        assertThat(service.sendAgain(now(request), ADA)).isTrue();
        upstream.fails(NOT_READ);
        try {
            sender(Duration.ZERO, requests).send(request.id());
            verify(unsent, never()).tellUnsent(any(), any());

            sender(Duration.ofMinutes(61), requests).send(request.id());
            verify(unsent).tellUnsent(any(), contains("No permission here"));
        } finally {
            upstream.isWell();
        }
    }

    /** Left alone by the sweep. */
    private SetUpRequest decided() {
        SetUpRequest request = raised();
        service.decide(request, 1, true, "", ADA);
        requests.tryAgainAt(request.id(), Instant.now().plus(Duration.ofHours(1)), "");
        return request;
    }

    private void refused(Runnable sending) {
        upstream.fails(Upstream.Fault.of("STATUS", "POST", Upstream.CONNECTORS).with("status", 400).once());
        sending.run();
    }

    private RequestSender sender(Duration later, RequestRepository requests) {
        return new RequestSender(
                requests, unsent, endpoints, activities, sources, properties, Clock.offset(Clock.systemUTC(), later));
    }

    @Test
    void whatHasAppearedAfterAllIsNotSentAgain() {
        upstream.fails(Upstream.Fault.of("STATUS", "POST", Upstream.CONNECTORS).with("status", 503).once());
        SetUpRequest request = raised();
        service.decide(request, 1, true, "", ADA);
        sender.send(request.id());
        await().until(() -> now(request).state() == RequestState.FAILED);
        Activity lost = now(request).sending();
        assertThat(sender.hasAppeared(lost)).isFalse();

        upstream.platform(HttpMethod.POST, "prod", Upstream.CONNECTORS, """
                {"name":"%s","subscriptionId":"1b2c3d4e-0000-4000-8000-123456789abc","resourceGroupName":"rg",
                 "resourceName":"%s","connectionSpec":{"id":"4c10e202-c428-4796-9208-5f1f5732b1cf","version":"1.0"}}"""
                .formatted(name, DyingPortal.asked(name).resourceName()));

        assertThat(sender.hasAppeared(lost)).isTrue();
    }

    @Test
    void whereNobodyHasToAgreeItGoesOnAtOnce() {
        var unneeded = new RequestProperties(
                false, Duration.ofDays(3), Duration.ofDays(10), Duration.ofDays(30), Duration.ofDays(1),
                Duration.ofSeconds(10), Duration.ofSeconds(30));
        var alone = new RequestService(requests, activities, announcer, unneeded, Clock.systemUTC());
        String id = service.draft("prod", DyingPortal.asked(name), ERIN);
        SetUpRequest draft = requests.find(id).orElseThrow();

        assertThat(transaction.<Boolean>execute(status -> alone.raise(draft, 1, ERIN))).isTrue();
        sender.send(id);

        assertThat(now(draft).state()).isEqualTo(RequestState.CREATED);
        assertThat(now(draft).request().decision().by()).isNull();
        assertThat(now(draft).sending().personName()).isEqualTo("Erin");
        assertThat(upstream.seen("POST", Upstream.CONNECTORS)).hasSize(1);
    }

    @Test
    void whatCannotBeRecordedIsNotDecided() {
        SetUpRequest request = raised();

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    service.decide(request, 1, true, "", ADA);
                    throw new IllegalStateException("no record");
                }))
                .hasMessage("no record");

        assertThat(now(request).state()).isEqualTo(RequestState.REQUESTED);
        assertThat(activities.about("prod", request.id())).extracting(Activity::act).containsExactly(Act.REQUEST_RAISE);
    }

    @Test
    void ageIsToldTwiceAndThenItExpiresUndecided() {
        SetUpRequest request = raised();
        await().until(() -> told("raised") == 1);

        age(request, 4);
        await().until(() -> told("stale") == 1);
        age(request, 11);
        await().until(() -> told("stale") == 2);
        age(request, 31);
        await().until(() -> now(request).state() == RequestState.EXPIRED);
        await().until(() -> told("expired") == 1);

        assertThat(told("stale")).isEqualTo(2);
        assertThat(service.decide(request, 1, true, "", ADA)).isFalse();
        assertThat(upstream.seen("POST", Upstream.CONNECTORS)).isEmpty();
        assertThat(activities.about("prod", request.id()))
                .extracting(Activity::act)
                .containsExactly(Act.REQUEST_RAISE, Act.REQUEST_EXPIRE);
    }

    private void age(SetUpRequest request, int days) {
        jdbc.sql("update endpoint_request set requested_at = :then where id = :id")
                .param("then", request.requestedAt().minus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC))
                .param("id", request.id())
                .update();
    }

    private long told(String event) {
        return upstream.inbox("signed").stream()
                .filter(each -> each.path("name").asString().equals(name) && each.path("event").asString().equals(event))
                .count();
    }

    private SetUpRequest raised() {
        String id = service.draft("prod", DyingPortal.asked(name), ERIN);
        SetUpRequest draft = requests.find(id).orElseThrow();
        assertThat(service.raise(draft, 1, ERIN)).isTrue();
        return requests.find(id).orElseThrow();
    }

    private RequestService.Followed now(SetUpRequest request) {
        return service.find("prod", request.id(), ADA).orElseThrow();
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
