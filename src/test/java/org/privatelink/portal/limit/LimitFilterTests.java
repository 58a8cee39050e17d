package org.privatelink.portal.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.account.AccountAnnouncer;
import org.privatelink.portal.account.AccountFixture;
import org.privatelink.portal.account.AccountNews;
import org.privatelink.portal.account.CurrentPerson;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;

/** As whom a request is counted, and as what. */
class LimitFilterTests {

    private static final String ADDRESS = "192.0.2.1";
    private static final String CHANGE = "POST /s/prod/requests/1/withdraw";
    private static final String CHECK = "POST /s/prod/check";
    private static final String COSTLY = "GET /s/prod/connections/1/explore";
    private static final String CALL = "GET /api/v1/sandboxes/prod/endpoints";
    private static final String WRITE = "POST /api/v1/sandboxes/prod/connections/1/test";
    private static final String SIGN_IN = "GET /oauth2/authorization/ims";
    private static final String PAGE = "GET /s/prod/connections";

    private final List<Object> told = new ArrayList<>();
    private final CurrentPerson current = new CurrentPerson(AccountFixture.properties(Map.of()));
    private final Limits limits = new Limits(
            new LimitProperties(8, 5, 3, 4, 7, 2, 3, 1_000), new MovableClock(Instant.parse("2026-11-22T09:00:00Z")));
    private final LimitFilter filter = new LimitFilter(limits, current, new AccountAnnouncer(told::add, current));

    @AfterEach
    void leave() {
        SecurityContextHolder.clearContext();
    }

    @ParameterizedTest
    @CsvSource({CHANGE + ", 5", CHECK + ", 3", COSTLY + ", 4", CALL + ", 7", WRITE + ", 2"})
    void whoAsksTooOftenWaitsInEverySessionAndWhereverTheyAre(String request, int most) throws Exception {
        for (int i = 0; i < most; i++) {
            assertThat(status("erin", "192.0.2." + i, request)).isEqualTo(200);
        }

        MockHttpServletResponse answer = send("erin", "198.51.100.1", request);

        assertThat(answer.getStatus()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.getHeader("Retry-After"))).isBetween(1, 61);
        assertThat(told).singleElement().isInstanceOfSatisfying(AccountNews.class, news -> {
            assertThat(news.person().id()).isEqualTo("erin");
            assertThat(news.reason()).isEqualTo(AccountNews.RATE_LIMIT);
        });
        assertThat(status("ada", ADDRESS, request)).as("others").isEqualTo(200);
        for (String other : List.of(CHANGE, CHECK, COSTLY, CALL, WRITE, SIGN_IN, PAGE)) {
            assertThat(status("erin", ADDRESS, other)).as(other).isEqualTo(other.equals(request) ? 429 : 200);
        }
    }

    @ParameterizedTest
    @CsvSource({CHANGE + ", 5", CHECK + ", 3", COSTLY + ", 4", CALL + ", 7", WRITE + ", 2"})
    void addressFromWhichTooManyComeWaitsWhoeverTheyAre(String request, int most) throws Exception {
        for (int i = 0; i < 3 * most; i++) {
            assertThat(status("person " + i, ADDRESS, request)).isEqualTo(200);
        }

        MockHttpServletResponse answer = send("somebody else", ADDRESS, request);

        assertThat(answer.getStatus()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.getHeader("Retry-After"))).isBetween(1, 61);
        assertThat(status("somebody else", "192.0.2.2", request)).isEqualTo(200);
        for (String other : List.of(CHANGE, CHECK, COSTLY, CALL, WRITE, SIGN_IN, PAGE)) {
            assertThat(status("another", ADDRESS, other)).as(other).isEqualTo(other.equals(request) ? 429 : 200);
        }
    }

    @Test
    void whoIsRefusedTakesNothingFromTheOthersOfTheAddress() throws Exception {
        for (int i = 0; i < 100; i++) {
            send("erin", ADDRESS, CHANGE);
        }

        assertThat(status("ada", ADDRESS, CHANGE)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {PAGE, "POST /s/prod/requests/1/withdraw", "GET /sign-in", "POST /logout/connect/back-channel/ims"})
    void strangersAreCountedByAddressWhateverTheyAskFor(String request) throws Exception {
        for (int i = 0; i < 8; i++) {
            assertThat(status(null, ADDRESS, request)).isEqualTo(200);
        }

        assertThat(status(null, ADDRESS, request)).isEqualTo(429);
        assertThat(status(null, "192.0.2.2", request)).isEqualTo(200);
        assertThat(status("erin", ADDRESS, PAGE)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {SIGN_IN, "GET /login/oauth2/code/ims", "GET /login/oauth2/c%6fde/ims"})
    void signingInIsCountedByAddressWhoeverIsThere(String request) throws Exception {
        for (int i = 0; i < 8; i++) {
            assertThat(status("person " + i, ADDRESS, request)).isEqualTo(200);
        }

        assertThat(status("erin", ADDRESS, request)).isEqualTo(429);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "GET /support", "GET /s/prod/support", "GET /audit?format=json", "GET /audit?q=acme",
        "GET /s/prod/connections?format=csv",
        "HEAD /s/prod/connections/1/explore", "GET /s/prod/connections/1/e%78plore"
    })
    void readingThatCostsMuchIsCounted(String request) throws Exception {
        for (int i = 0; i < 4; i++) {
            assertThat(status("erin", ADDRESS, COSTLY)).isEqualTo(200);
        }

        assertThat(status("erin", ADDRESS, request)).isEqualTo(429);
    }

    /** The routes are found by any spelling. */
    @ParameterizedTest
    @CsvSource({"POST /s/prod/%63heck, " + CHECK, "GET /%61pi/v1/sandboxes, " + CALL, "DELETE /%61pi/v1/x, " + WRITE})
    void otherSpellingIsCountedAsTheSame(String spelling, String request) throws Exception {
        for (int i = 0; i < 8; i++) {
            send("erin", ADDRESS, spelling);
        }

        assertThat(status("erin", ADDRESS, request)).isEqualTo(429);
    }

    @Test
    void subscriberIsOneAddressWhateverNumberTheyHave() throws Exception {
        for (int i = 0; i < 8; i++) {
            send(null, "2001:db8:1:2::" + i, PAGE);
        }

        assertThat(status(null, "2001:db8:1:2::99", PAGE)).isEqualTo(429);
        assertThat(status(null, "2001:db8:1:3::1", PAGE)).isEqualTo(200);
    }

    @Test
    void pagesAndFilesAreNotCounted() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertThat(status("erin", ADDRESS, PAGE)).isEqualTo(200);
            assertThat(status("erin", ADDRESS, "GET /s/prod/connections/1")).isEqualTo(200);
            assertThat(status("erin", ADDRESS, "GET /audit?q=")).as("sent with any filter").isEqualTo(200);
            assertThat(status(null, ADDRESS, "GET /assets/portal.css")).isEqualTo(200);
        }
    }

    private int status(String person, String address, String request) throws Exception {
        return send(person, address, request).getStatus();
    }

    /** @param person null for a stranger */
    private MockHttpServletResponse send(String person, String address, String request) throws Exception {
        SecurityContextHolder.clearContext();
        if (person != null) {
            Jwt token = Jwt.withTokenValue("value").header("alg", "RS256").subject(person).build();
            SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(token, ""));
        }
        String[] parts = request.split("[ ?]");
        MockHttpServletRequest asked = new MockHttpServletRequest(parts[0], parts[1]);
        asked.setRemoteAddr(address);
        if (parts.length > 2) {
            asked.setParameter(parts[2].split("=")[0], parts[2].split("=", 2)[1]);
        }
        MockHttpServletResponse answer = new MockHttpServletResponse();
        filter.doFilter(asked, answer, new MockFilterChain());
        return answer;
    }
}
