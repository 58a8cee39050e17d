package org.privatelink.portal.signin;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.account.AccountFixture;
import org.privatelink.portal.account.AccountProperties;
import org.privatelink.portal.account.RolesMapper;
import org.privatelink.portal.platform.PeopleFixture;
import org.privatelink.portal.platform.PlatformFixture;
import org.privatelink.portal.signin.SignIns.Standing;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import tools.jackson.databind.json.JsonMapper;

/** A provider that gives no answer costs those whose roles are old a moment once, and then nobody anything. */
class SilentProviderTests {

    @RegisterExtension
    static final PlatformFixture provider = new PlatformFixture();

    private static final Duration TIME = Duration.ofMillis(300);
    private static final Duration A_LITTLE = Duration.ofSeconds(2);
    private static final String TOKEN = "{\"access_token\":\"next\",\"token_type\":\"bearer\",\"expires_in\":86399}";

    private final Arrival erin = new Arrival("erin", "erin", null, "Erin Engineer", "192.0.2.7", "Firefox, Linux");
    private final MovableClock clock = new MovableClock(Instant.now());
    private final PeopleFixture people = people("1h");
    private final SignIns signIns = signIns(people);
    private List<String> sessions;

    /** How it is silent. */
    private enum Silence {
        NO_TOKEN(okJson(TOKEN).withFixedDelay(8_000), person()),
        /** The two together take longer than a person is kept waiting, each of them does not. */
        BOTH_SLOW(okJson(TOKEN).withFixedDelay(200), person().withFixedDelay(200)),
        TOKEN_THAT_DRIPS(okJson(TOKEN).withChunkedDribbleDelay(10, 20_000), person()),
        PERSON_THAT_DRIPS(okJson(TOKEN), person().withChunkedDribbleDelay(10, 20_000));

        private final ResponseDefinitionBuilder token;
        private final ResponseDefinitionBuilder person;

        Silence(ResponseDefinitionBuilder token, ResponseDefinitionBuilder person) {
            this.token = token;
            this.person = person;
        }
    }

    @BeforeEach
    void signIn() {
        sessions = Stream.generate(() -> signIns.begin(erin, Set.of("ROLE_ENGINEER"), tokens())).limit(8).toList();
        clock.move(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @EnumSource
    void nobodyWaitsForLongAndSoonNobodyAtAll(Silence silence) {
        says(silence.token, silence.person);
        for (int i = 0; !people.gates().isResting("ims"); i++) {
            assertThat(i).as("waited").isLessThan(4);
            assertThat(timeOfLook(sessions.get(i))).isLessThan(TIME.plus(A_LITTLE));
        }
        provider.wire().resetRequests();

        for (String session : sessions) {
            assertThat(timeOfLook(session)).isLessThan(A_LITTLE);
        }

        provider.wire().verify(0, renewals());
    }

    @Test
    void otherRequestsOfOneWhoWaitsAreSetFreeToo() {
        says(okJson(TOKEN).withFixedDelay(8_000), person());
        clock.move(Duration.ofMinutes(1));
        Executor browser = task -> new Thread(task).start();
        long start = System.nanoTime();

        List<CompletableFuture<Standing>> all = Stream.concat(
                        Stream.of(sessions.get(1)), Stream.generate(() -> sessions.get(0)).limit(6))
                .map(session -> CompletableFuture.supplyAsync(() -> signIns.look(session), browser))
                .toList();

        assertThat(all).allSatisfy(each -> assertThat(each.join().signIn()).isNotNull());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIME.plus(A_LITTLE).plus(A_LITTLE));
        provider.wire().verify(2, renewals());
    }

    @Test
    void itIsBelievedAgainAsSoonAsItAnswers() {
        PeopleFixture soon = people("200ms");
        SignIns those = signIns(soon);
        says(okJson(TOKEN).withFixedDelay(8_000), person());
        sessions.subList(0, 2).forEach(those::look);
        assertThat(soon.gates().isResting("ims")).isTrue();

        says(okJson(TOKEN), person());

        await().until(() -> !soon.gates().isResting("ims"));
        clock.move(Duration.ofSeconds(31));
        assertThat(sessions).allSatisfy(session ->
                assertThat(those.look(session).signIn().authorities()).containsExactly("ROLE_SUPPORT"));
    }

    /** Whoever comes after the grace could not be told from one who was shut out meanwhile. */
    @Test
    void restIsNoLongerLifeForRoles() {
        says(okJson(TOKEN).withFixedDelay(8_000), person());
        sessions.subList(0, 2).forEach(signIns::look);

        clock.move(Duration.ofMinutes(10));

        assertThat(signIns.look(sessions.get(2)).ending()).isEqualTo(SignIns.Ending.UNCONFIRMED);
    }

    private Duration timeOfLook(String session) {
        long start = System.nanoTime();
        assertThat(signIns.look(session).signIn().authorities()).containsExactly("ROLE_ENGINEER");
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static RequestPatternBuilder renewals() {
        return postRequestedFor(urlEqualTo("/token")).withRequestBody(containing("refresh_token"));
    }

    private static void says(ResponseDefinitionBuilder token, ResponseDefinitionBuilder person) {
        provider.wire().resetMappings();
        provider.wire().stubFor(post("/token").willReturn(token));
        provider.wire().stubFor(get("/userinfo").willReturn(person));
    }

    private static ResponseDefinitionBuilder person() {
        return okJson("{\"sub\":\"erin\",\"roles\":[\"support\"]}");
    }

    private PersonTokens tokens() {
        return new PersonTokens("access", clock.instant().plus(Duration.ofHours(1)), "refresh-" + UUID.randomUUID());
    }

    /** @param pause until it is tried again */
    private static PeopleFixture people(String pause) {
        return PeopleFixture.at(
                provider, "answer-timeout=" + TIME.toMillis() + "ms", "circuit.fewest=4", "circuit.pause=" + pause);
    }

    private SignIns signIns(PeopleFixture people) {
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        AccountProperties account = AccountFixture.properties("sub", Map.of(), key);
        var users = new OidcUserService();
        users.setOauth2UserService(people.userInfo());
        users.setRetrieveUserInfo(request -> true);
        var asking = new PeopleProvider(
                new InMemoryClientRegistrationRepository(PeopleFixture.registration(provider, "ims")),
                people.refreshing(),
                registration -> token -> {
                    throw new IllegalStateException("no ID token was given");
                },
                users,
                new RolesMapper(account),
                account,
                people.gates(),
                clock);
        return new SignIns(
                new SignInRepository(JdbcClient.create(TestDatabases.H2.dataSource())),
                asking,
                new TokenSafe(account, new JsonMapper()),
                account,
                people.properties(),
                clock);
    }
}
