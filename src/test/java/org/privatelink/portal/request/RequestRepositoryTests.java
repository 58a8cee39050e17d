package org.privatelink.portal.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.account.Role;
import org.privatelink.portal.request.SetUpRequest.Decision;
import org.springframework.jdbc.core.simple.JdbcClient;

@ParameterizedClass
@EnumSource(TestDatabases.class)
class RequestRepositoryTests {

    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00.123456Z");
    private static final Person JOE = new Person("0123@made.up", "Joe Quay", "joe@example.com", Set.of(Role.ENGINEER));
    private static final Decision YES = new Decision("4567@made.up", "Kim Pier", NOW.plusSeconds(60), "fine");

    private final String sandbox = "s-" + UUID.randomUUID();
    private final JdbcClient jdbc;
    private final RequestRepository requests;

    RequestRepositoryTests(TestDatabases database) {
        jdbc = JdbcClient.create(database.dataSource());
        requests = new RequestRepository(jdbc);
    }

    @Test
    void whatIsAskedForComesBackAsItWasTyped() {
        RequestForm asked = asked("Harbour \"quay\" 'ü' {0} 😀", "a.example.com,\r\n b.example.com ");
        String id = draft(asked);

        SetUpRequest found = requests.find(id).orElseThrow();

        assertThat(found.asked().values())
                .containsEntry("name", "Harbour \"quay\" 'ü' {0} 😀")
                .containsEntry("fqdns", "a.example.com\nb.example.com")
                .containsEntry("reason", asked.reason())
                .containsEntry("ticket", "");
        assertThat(found.requester()).isEqualTo(new SetUpRequest.Requester(JOE.id(), JOE.name(), JOE.email()));
        assertThat(found.isDraft()).isTrue();
        assertThat(found.createdAt()).isEqualTo(NOW);
        assertThat(found.requestedAt()).isNull();
        assertThat(found.decision()).isNull();
    }

    @Test
    void aPersonMayHaveNoAddressAndALongName() {
        String id = UUID.randomUUID().toString();
        requests.addDraft(id, sandbox, asked("Harbour"), new Person("1", "n".repeat(300), null, Set.of()), NOW);

        assertThat(requests.find(id).orElseThrow().requester().email()).isNull();
        assertThat(requests.find(id).orElseThrow().requester().name()).hasSize(256).endsWith("…");
    }

    @Test
    void aChangeMakesAnotherVersionOfWhichTheOldDecisionIsNone() {
        String id = raised();
        SetUpRequest seen = requests.find(id).orElseThrow();

        assertThat(requests.change(seen, asked("Other quay"), NOW)).isTrue();
        assertThat(requests.approve(id, seen.version(), YES, NOW)).isFalse();
        assertThat(requests.change(seen, asked("Third quay"), NOW)).isFalse();

        SetUpRequest now = requests.find(id).orElseThrow();
        assertThat(now.state()).isEqualTo(RequestState.REQUESTED);
        assertThat(now.asked().name()).isEqualTo("Other quay");
        assertThat(requests.approve(id, now.version(), YES, NOW)).isTrue();
    }

    @Test
    void whatIsDecidedCannotBeChanged() {
        String id = raised();
        SetUpRequest seen = requests.find(id).orElseThrow();
        requests.approve(id, 1, YES, NOW);

        assertThat(requests.change(seen, asked("Other quay"), NOW)).isFalse();
        assertThat(requests.end(id, 1, RequestState.WITHDRAWN, YES)).isFalse();
        assertThat(requests.end(id, 1, RequestState.EXPIRED, YES)).isFalse();
        assertThat(requests.discard(id)).isFalse();
        assertThat(requests.raise(id, 1, NOW)).isFalse();
    }

    @Test
    void ofManyDecisionsAtOnceOneCounts() throws Exception {
        String id = raised();
        List<Callable<Boolean>> approvers = IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(i -> () -> i % 2 == 0
                        ? requests.approve(id, 1, new Decision("a" + i, "A " + i, NOW, ""), NOW)
                        : requests.end(id, 1, RequestState.REJECTED, new Decision("a" + i, "A " + i, NOW, "no")))
                .toList();

        List<Boolean> won = atOnce(approvers);

        assertThat(won).containsOnlyOnce(true);
        SetUpRequest decided = requests.find(id).orElseThrow();
        assertThat(decided.decision().by()).isEqualTo("a" + won.indexOf(true));
        assertThat(decided.sendAt() != null).isEqualTo(decided.state() == RequestState.APPROVED);
    }

    @Test
    void whatIsSentIsNotToBeSentAnyMore() {
        String id = raised();
        requests.approve(id, 1, YES, NOW);
        assertThat(toSend()).containsExactly(id);
        assertThat(requests.toSend(NOW.minusSeconds(1))).noneMatch(request -> request.id().equals(id));
        assertThat(requests.tryAgainAt(id, NOW.plusSeconds(30), "no answer")).isTrue();
        assertThat(requests.find(id).orElseThrow().sendProblem()).isEqualTo("no answer");
        assertThat(toSend()).isEmpty();

        requests.sent(id, activity());

        assertThat(requests.tryAgainAt(id, NOW, "late")).isFalse();
        assertThat(toSend()).isEmpty();
    }

    @Test
    void whatIsTakenBackIsNeverSentAndWhatIsSentIsNotTakenBack() {
        String taken = raised();
        requests.approve(taken, 1, YES, NOW);
        assertThat(requests.takeBack(taken, YES)).isTrue();
        assertThat(requests.sent(taken, activity())).isFalse();
        assertThat(requests.find(taken).orElseThrow().state()).isEqualTo(RequestState.WITHDRAWN);

        String sent = raised();
        requests.approve(sent, 1, YES, NOW);
        assertThat(requests.sent(sent, activity())).isTrue();
        assertThat(requests.takeBack(sent, YES)).isFalse();
    }

    @Test
    void anotherAttemptIsMadeOncePerAttempt() throws Exception {
        String id = raised();
        requests.approve(id, 1, YES, NOW);
        String first = requests.find(id).orElseThrow().submission();
        requests.sent(id, activity());
        SetUpRequest failed = requests.find(id).orElseThrow();

        List<Boolean> again = atOnce(IntStream.range(0, 6)
                .<Callable<Boolean>>mapToObj(i -> () -> requests.sendAgain(failed, NOW))
                .toList());

        assertThat(again).containsOnlyOnce(true);
        assertThat(toSend()).containsExactly(id);
        assertThat(requests.find(id).orElseThrow().submission()).isNotEqualTo(first);
    }

    @Test
    void remindersKeepTheirDistance() {
        String id = raised();
        Duration pause = Duration.ofDays(1);

        assertThat(requests.remind(id, NOW.minus(pause), NOW)).isTrue();
        assertThat(requests.remind(id, NOW.plusSeconds(60).minus(pause), NOW.plusSeconds(60))).isFalse();
        Instant later = NOW.plus(pause).plusSeconds(1);
        assertThat(requests.remind(id, later.minus(pause), later)).isTrue();
    }

    @Test
    void theSameResourceIsFoundWhateverItsLetterCase() {
        String id = raised();

        assertThat(requests.to("azure-blob", "QuayStore")).extracting(SetUpRequest::id).contains(id);
        assertThat(requests.to("azure-table", "quaystore")).extracting(SetUpRequest::id).doesNotContain(id);
    }

    @Test
    void onlyDraftsAreDropped() {
        String draft = draft(asked("Harbour"));
        String raised = raised();

        requests.dropDraftsFrom(NOW);
        assertThat(requests.find(draft)).isPresent();
        requests.dropDraftsFrom(NOW.plusSeconds(1));

        assertThat(requests.find(draft)).isEmpty();
        assertThat(requests.find(raised)).isPresent();
    }

    @Test
    void waitingOnesAreCountedBySandbox() {
        draft(asked("Harbour"));
        raised();
        raised();
        String decided = raised();
        requests.end(decided, 1, RequestState.REJECTED, YES);

        assertThat(requests.countWaiting(sandbox)).isEqualTo(2);
        assertThat(requests.countWaiting("another")).isZero();
        assertThat(requests.in(sandbox)).hasSize(4);
    }

    private List<String> toSend() {
        return requests.toSend(NOW).stream()
                .filter(request -> request.sandbox().equals(sandbox))
                .map(SetUpRequest::id)
                .toList();
    }

    private String draft(RequestForm asked) {
        String id = UUID.randomUUID().toString();
        requests.addDraft(id, sandbox, asked, JOE, NOW);
        return id;
    }

    private String raised() {
        String id = draft(asked("Harbour"));
        assertThat(requests.raise(id, 1, NOW)).isTrue();
        return id;
    }

    private static RequestForm asked(String name) {
        return asked(name, "");
    }

    private static RequestForm asked(String name, String fqdns) {
        return new RequestForm(
                "azure-blob", "", name, "1b2c3d4e-0000-4000-8000-123456789abc", "rg", "quaystore", fqdns,
                "Arrivals,\n\"nightly\"", "", "harbour master");
    }

    private String activity() {
        String id = UUID.randomUUID().toString();
        jdbc.sql("insert into activity values (:id, :id, 'ENDPOINT_CREATE', 'dev-2', null, 'Harbour', '{}', 'p', 'Joe', :now)")
                .param("id", id)
                .param("now", NOW.atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<T> answers = new java.util.ArrayList<>();
            for (Future<T> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
