package org.privatelink.portal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

class TokenStepUpTests {

    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private static final long FRESH = NOW.minusSeconds(899).getEpochSecond();
    private static final long STALE = NOW.minusSeconds(900).getEpochSecond();
    private static final String DELETION = "DELETE /api/v1/sandboxes/prod/endpoints/1";

    private final List<Object> told = new ArrayList<>();
    private final TokenStepUp filter = new TokenStepUp(
            new AccountAnnouncer(told::add, new CurrentPerson(AccountFixture.properties(Map.of()))),
            SessionFixture.LIMITS,
            new MovableClock(NOW));

    @AfterEach
    void leave() {
        SecurityContextHolder.clearContext();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        DELETION, "DELETE /api/v1/sandboxes/prod/connections/1", "POST /api/v1/sandboxes/prod/requests/1/decision",
        "DELETE /api/v1/sandboxes/prod/%65ndpoints/1"
    })
    void callThatDecidesOrDeletesNeedsAFreshSignIn(String call) throws Exception {
        MockHttpServletResponse answer = send(call, STALE);

        assertThat(answer.getStatus()).isEqualTo(401);
        assertThat(answer.getHeader("WWW-Authenticate"))
                .startsWith("Bearer error=\"insufficient_user_authentication\"")
                .endsWith("max_age=\"900\"");
        assertThat(told).singleElement().isInstanceOfSatisfying(AccountNews.class, news -> {
            assertThat(news.person().id()).isEqualTo("erin");
            assertThat(news.reason()).isEqualTo("step-up");
        });
        assertThat(send(call, FRESH).getStatus()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "GET /api/v1/sandboxes/prod/endpoints/1", "GET /api/v1/sandboxes/prod/connections/1",
        "PATCH /api/v1/sandboxes/prod/connections/1", "POST /api/v1/sandboxes/prod/requests",
        "POST /api/v1/sandboxes/prod/requests/1/withdraw"
    })
    void otherCallsDoNot(String call) throws Exception {
        assertThat(send(call, STALE).getStatus()).isEqualTo(200);
    }

    @Test
    void tokenThatDoesNotTellOfASignInIsAProgramsAndGoesOn() throws Exception {
        assertThat(send(DELETION, null).getStatus()).isEqualTo(200);
        assertThat(told).isEmpty();
    }

    @Test
    void timeThatIsNoneIsNoProof() throws Exception {
        assertThat(send(DELETION, "just now").getStatus()).isEqualTo(401);
    }

    private MockHttpServletResponse send(String call, @Nullable Object signedInAt) throws Exception {
        Jwt.Builder token = Jwt.withTokenValue("value").header("alg", "RS256").subject("erin");
        if (signedInAt != null) {
            token.claim("auth_time", signedInAt);
        }
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(token.build(), ""));
        MockHttpServletResponse answer = new MockHttpServletResponse();
        filter.doFilter(new MockHttpServletRequest(call.split(" ")[0], call.split(" ")[1]), answer, new MockFilterChain());
        return answer;
    }
}
