package org.privatelink.portal.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.account.AccountFixture;
import org.privatelink.portal.platform.PlatformProperties;
import org.privatelink.portal.signin.PeopleProvider.Word;
import org.privatelink.portal.signin.SignIns.Ending;
import org.privatelink.portal.signin.SignIns.Standing;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

@ParameterizedClass
@EnumSource(TestDatabases.class)
class SignInsTests {

    private static final PersonTokens FIRST =
            new PersonTokens("first-access-token", Instant.parse("2026-11-23T10:00:00Z"), "first-refresh-token");
    private static final PersonTokens SECOND =
            new PersonTokens("second-access-token", Instant.parse("2026-11-23T10:05:00Z"), "second-refresh-token");

    private final String erin = "erin-" + UUID.randomUUID();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T10:00:00.123456Z"));
    private final PeopleProvider provider = mock();
    private final JdbcClient jdbc;
    private final SignInRepository repository;
    private final SignIns signIns;
    private final String id;

    SignInsTests(TestDatabases database) {
        jdbc = JdbcClient.create(database.dataSource());
        repository = new SignInRepository(jdbc);
        signIns = portal("the key");
        id = signIns.begin(arrival(erin, "sid of " + erin), Set.of("ROLE_ENGINEER", "ROLE_ADMIN"), FIRST);
    }

    @Test
    void rolesThatAreNotOldAskNobody() {
        clock.move(Duration.ofMinutes(4).minusSeconds(1));

        assertThat(roles(signIns.look(id))).containsExactlyInAnyOrder("ROLE_ENGINEER", "ROLE_ADMIN");
        verify(provider, never()).ask(any(), any());
    }

    @Test
    void roleThatWasTakenAwayIsGoneWithinFiveMinutesAtEveryPortal() {
        says(new Word.Told(Set.of("ROLE_ENGINEER", "GROUP_/aep/prod, eu"), SECOND, true));
        clock.move(Duration.ofMinutes(4));

        assertThat(roles(signIns.look(id))).containsExactlyInAnyOrder("ROLE_ENGINEER", "GROUP_/aep/prod, eu");
        assertThat(roles(portal("the key").look(id))).containsExactlyInAnyOrder("ROLE_ENGINEER", "GROUP_/aep/prod, eu");
        assertThat(signIns.tokens(id)).contains(SECOND);
        verify(provider, times(1)).ask(erin, FIRST);
    }

    /** Sandboxes would vanish, and come back with the next sign-in. */
    @Test
    void groupsOfWhichNothingIsSaidStay() {
        says(new Word.Told(Set.of("ROLE_ENGINEER", "GROUP_analysts"), SECOND, true));
        clock.move(Duration.ofMinutes(5));
        signIns.look(id);
        says(new Word.Told(Set.of("ROLE_SUPPORT"), FIRST, false));
        clock.move(Duration.ofMinutes(5));

        assertThat(roles(signIns.look(id))).containsExactlyInAnyOrder("ROLE_SUPPORT", "GROUP_analysts");
        assertThat(roles(portal("the key").look(id))).containsExactlyInAnyOrder("ROLE_SUPPORT", "GROUP_analysts");

        says(new Word.Told(Set.of("ROLE_SUPPORT"), FIRST, true));
        clock.move(Duration.ofMinutes(5));
        assertThat(roles(signIns.look(id))).containsExactly("ROLE_SUPPORT");
    }

    @Test
    void whoHasNoRoleLeftIsStillSomebody() {
        says(new Word.Told(Set.of(), SECOND, true));
        clock.move(Duration.ofMinutes(5));

        assertThat(roles(signIns.look(id))).isEmpty();
        assertThat(signIns.standing(Set.of(id))).isEmpty();
    }

    @Test
    void groupThatIsNamedLikeARoleIsNone() {
        says(new Word.Told(Set.of("GROUP_ROLE_ADMIN", "GROUP_x"), SECOND, true));
        clock.move(Duration.ofMinutes(5));
        signIns.look(id);
        assertThat(signIns.standing(Set.of(id))).isEmpty();

        says(new Word.Told(Set.of("GROUP_x", "ROLE_SUPPORT", "GROUP_y"), FIRST, true));
        clock.move(Duration.ofMinutes(5));
        signIns.look(id);
        assertThat(signIns.standing(Set.of(id))).containsExactly(id);
    }

    @Test
    void refusalOfTheProviderEndsTheSignIn() {
        says(new Word.Refused("invalid_grant"));
        clock.move(Duration.ofMinutes(5));

        assertThat(signIns.look(id).ending()).isEqualTo(Ending.REFUSED);
        assertThat(signIns.look(id).ending()).isEqualTo(Ending.OVER);
        assertThat(signIns.tokens(id)).isEmpty();
    }

    @Test
    void providerThatCannotBeAskedEndsTheSignIn() {
        says(new Word.Mute());
        clock.move(Duration.ofMinutes(5));

        assertThat(signIns.look(id).ending()).isEqualTo(Ending.UNCONFIRMED);
    }

    @Test
    void silentProviderIsBorneWithForAWhileAndLeftInPeaceBetween() {
        says(new Word.Silent("no answer", null));
        clock.move(Duration.ofMinutes(5));

        assertThat(roles(signIns.look(id))).hasSize(2);
        assertThat(signIns.tokens(id)).contains(FIRST);
        clock.move(Duration.ofSeconds(29));
        assertThat(roles(signIns.look(id))).hasSize(2);
        verify(provider, times(1)).ask(any(), any());
        assertThat(signIns.standing(Set.of(id))).containsExactly(id);

        clock.move(Duration.ofMinutes(5));
        assertThat(roles(signIns.look(id))).hasSize(2);
        verify(provider, times(2)).ask(any(), any());

        clock.move(Duration.ofMinutes(4));
        assertThat(signIns.look(id).ending()).isEqualTo(Ending.UNCONFIRMED);
        assertThat(signIns.standing(Set.of(id))).isEmpty();
    }

    @Test
    void tokensThatCameBeforeTheSilenceAreKept() {
        says(new Word.Silent("no answer", SECOND));
        clock.move(Duration.ofMinutes(5));

        assertThat(roles(signIns.look(id))).hasSize(2);

        assertThat(signIns.tokens(id)).contains(SECOND);
        byte[] kept = repository.find(id).orElseThrow().tokens();
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("second", "token");
    }

    /** The provider has given out new tokens and then nothing of the person, all of it between two lines of another request. */
    @Test
    void tokensOfBeforeAreNotSentOnceMore() {
        when(provider.ask(erin, FIRST)).thenReturn(new Word.Silent("no answer", SECOND), new Word.Refused("invalid_grant"));
        clock.move(Duration.ofMinutes(5));
        SignIns late = portal("the key", afterSeeing(() -> signIns.look(id)));

        assertThat(roles(late.look(id))).hasSize(2);

        assertThat(signIns.tokens(id)).contains(SECOND);
        verify(provider, times(1)).ask(any(), any());
    }

    @Test
    void renewalOfTokensThatAreOfBeforeFindsTheNewOnes() {
        when(provider.ask(erin, FIRST)).thenReturn(new Word.Silent("no answer", SECOND), new Word.Refused("invalid_grant"));
        clock.move(Duration.ofMinutes(5));
        SignIns late = portal("the key", afterSeeing(() -> signIns.look(id)));

        assertThat(late.renew(id, FIRST.access())).contains(SECOND);
        verify(provider, times(1)).ask(any(), any());
    }

    /** What happens just after somebody else has read the row. */
    private SignInRepository afterSeeing(Runnable happens) {
        return new SignInRepository(jdbc) {
            private boolean happened;

            @Override
            Optional<SignIn> find(String id) {
                Optional<SignIn> seen = super.find(id);
                if (!happened) {
                    happened = true;
                    happens.run();
                }
                return seen;
            }
        };
    }

    @Test
    void providerThatAnswersAgainIsBelieved() {
        says(new Word.Silent("no answer", null));
        clock.move(Duration.ofMinutes(5));
        signIns.look(id);
        says(new Word.Told(Set.of("ROLE_SUPPORT"), SECOND, true));
        clock.move(Duration.ofSeconds(31));

        assertThat(roles(signIns.look(id))).containsExactly("ROLE_SUPPORT");
    }

    /** A refresh token may be good for one use: twice used, it ends everything that came of it. */
    @Test
    void manyRequestsAtTwoPortalsAskOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        when(provider.ask(eq(erin), any())).thenAnswer(call -> {
            asked.countDown();
            answer.await();
            return new Word.Told(Set.of("ROLE_SUPPORT"), SECOND, true);
        });
        clock.move(Duration.ofMinutes(20));
        ExecutorService browser = Executors.newFixedThreadPool(6);
        List<Future<Standing>> looks = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            SignIns portal = i % 2 == 0 ? signIns : portal("the key");
            looks.add(browser.submit(() -> portal.look(id)));
        }
        asked.await();
        answer.countDown();

        for (Future<Standing> look : looks) {
            assertThat(roles(look.get())).containsExactly("ROLE_SUPPORT");
        }
        verify(provider, times(1)).ask(any(), any());
        browser.shutdown();
    }

    @Test
    void othersGoOnWhileTheRolesAreBeingRead() {
        clock.move(Duration.ofMinutes(4));
        SignIn seen = repository.find(id).orElseThrow();
        assertThat(repository.claim(seen, clock.instant(), clock.instant().plusSeconds(60))).isTrue();

        assertThat(roles(signIns.look(id))).hasSize(2);
        verify(provider, never()).ask(any(), any());
    }

    @Test
    void portalThatDiedWhileAskingHoldsNobodyUp() {
        clock.move(Duration.ofMinutes(4));
        repository.claim(repository.find(id).orElseThrow(), clock.instant(), clock.instant().plusSeconds(60));
        says(new Word.Told(Set.of("ROLE_SUPPORT"), SECOND, true));
        clock.move(Duration.ofSeconds(61));

        assertThat(roles(signIns.look(id))).containsExactly("ROLE_SUPPORT");
    }

    @Test
    void signInThatEndedMeanwhileDoesNotComeBack() {
        when(provider.ask(any(), any())).thenAnswer(call -> {
            signIns.end(id);
            return new Word.Told(Set.of("ROLE_ADMIN"), SECOND, true);
        });
        clock.move(Duration.ofMinutes(5));

        assertThat(signIns.look(id).ending()).isEqualTo(Ending.OVER);
        assertThat(repository.find(id)).isEmpty();
    }

    @Test
    void samePersonWhoSignsInOnceMoreKeepsTheSignIn() {
        clock.move(Duration.ofMinutes(20));

        assertThat(signIns.beginAgain(id, arrival(erin, "next sid of " + erin), Set.of("ROLE_SUPPORT"), SECOND)).isEqualTo(id);

        assertThat(roles(signIns.look(id))).containsExactly("ROLE_SUPPORT");
        assertThat(signIns.tokens(id)).contains(SECOND);
        signIns.endByProvider(erin, null, "sid of " + erin);
        assertThat(signIns.look(id).ending()).isNull();
        signIns.endByProvider(erin + 1, null, "next sid of " + erin);
        assertThat(signIns.look(id).ending()).isEqualTo(Ending.OVER);
    }

    @Test
    void somebodyElseWhoSignsInThereBeginsAnew() {
        String next = signIns.beginAgain(id, arrival("other-" + erin, null), Set.of("ROLE_SUPPORT"), SECOND);

        assertThat(next).isNotEqualTo(id);
        assertThat(signIns.look(id).ending()).isEqualTo(Ending.OVER);
        assertThat(signIns.tokens(next)).contains(SECOND);
    }

    @Test
    void whatIsSaidOfTheSignInOfBeforeIsNothingToTheNext() {
        for (Word late : List.of(new Word.Told(Set.of("ROLE_ADMIN"), FIRST, true), new Word.Refused("invalid_grant"), new Word.Mute())) {
            clock.move(Duration.ofMinutes(5));
            when(provider.ask(any(), any())).thenAnswer(call -> {
                clock.move(Duration.ofSeconds(1));
                signIns.beginAgain(id, arrival(erin, null), Set.of("ROLE_SUPPORT"), SECOND);
                return late;
            });

            assertThat(roles(signIns.look(id))).containsExactly("ROLE_SUPPORT");
            assertThat(signIns.tokens(id)).contains(SECOND);
        }
    }

    @Test
    void tokensAreNotInClearInTheDatabaseAndWorthNothingElsewhere() {
        byte[] kept = repository.find(id).orElseThrow().tokens();

        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("first", "token");
        String other = signIns.begin(arrival("mallory", null), Set.of(), SECOND);
        jdbc.sql("update sign_in set tokens = (select t.tokens from sign_in t where t.id = :from) where id = :to")
                .param("from", id)
                .param("to", other)
                .update();
        assertThat(signIns.tokens(other)).isEmpty();
        assertThat(portal("another key").tokens(id)).isEmpty();
        assertThat(FIRST.toString() + SECOND).doesNotContain("access", "refresh");
    }

    @Test
    void logoutTokenEndsOneSessionAllOfAPersonOrNothing() {
        String elsewhere = signIns.begin(arrival(erin, "another sid"), Set.of("ROLE_ENGINEER"), FIRST);
        String unknown = signIns.begin(arrival(erin, null), Set.of("ROLE_ENGINEER"), FIRST);
        String other = signIns.begin(arrival("other-" + erin, "sid of another"), Set.of("ROLE_ENGINEER"), FIRST);

        assertThat(signIns.endByProvider(erin + 1, "other-" + erin, "sid of " + erin)).isTrue();
        assertThat(signIns.standing(Set.of(id, elsewhere, unknown, other))).hasSize(4);
        assertThat(signIns.endByProvider(erin + 2, null, "sid of " + erin)).isTrue();
        assertThat(signIns.standing(Set.of(id, elsewhere, unknown, other))).containsOnly(elsewhere, unknown, other);
        assertThat(signIns.endByProvider(erin + 3, erin, null)).isTrue();
        assertThat(signIns.standing(Set.of(id, elsewhere, unknown, other))).containsOnly(other);
    }

    @Test
    void logoutTokenIsFollowedOnce() {
        assertThat(signIns.endByProvider(erin, erin, null)).isTrue();
        String next = signIns.begin(arrival(erin, null), Set.of("ROLE_ENGINEER"), FIRST);

        assertThat(signIns.endByProvider(erin, erin, null)).isFalse();
        assertThat(signIns.look(next).ending()).isNull();
    }

    private void says(Word word) {
        when(provider.ask(eq(erin), any())).thenReturn(word);
    }

    private static Set<String> roles(Standing standing) {
        return standing.signIn().authorities();
    }

    private SignIns portal(String key) {
        return portal(key, repository);
    }

    private SignIns portal(String key, SignInRepository repository) {
        byte[] padded = (key + "x".repeat(32)).substring(0, 32).getBytes(StandardCharsets.US_ASCII);
        var properties = AccountFixture.properties(
                "sub", Map.of(), Base64.getEncoder().encodeToString(padded));
        var http = new PlatformProperties(
                URI.create("http://127.0.0.1:1"), "A@AdobeOrg", "key", PlatformProperties.ActAs.SERVICE, Duration.ofSeconds(1), Duration.ofSeconds(1),
                Duration.ofSeconds(2), Duration.ofSeconds(2), DataSize.ofKilobytes(1), 1, Duration.ofSeconds(1),
                new PlatformProperties.Circuit(50, 6, Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(1)),
                new PlatformProperties.Retry(1, Duration.ofMillis(1), Duration.ofMillis(1)),
                new PlatformProperties.Token(Duration.ofMinutes(1), ","));
        return new SignIns(repository, provider, new TokenSafe(properties, new JsonMapper()), properties, http, clock);
    }

    private static Arrival arrival(String person, @Nullable String providerSession) {
        return new Arrival(person, person, providerSession, "Erin Engineer", "192.0.2.7", "Firefox, Linux");
    }
}
