package org.privatelink.portal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.account.AccountAnnouncer;
import org.privatelink.portal.account.AccountFixture;
import org.privatelink.portal.account.AccountNews;
import org.privatelink.portal.account.CurrentPerson;
import org.privatelink.portal.signin.SignIns;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

class SessionLimitsTests {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T09:00:00Z"));
    private final List<Object> told = new ArrayList<>();
    private final SignIns signIns = mock();
    private final SessionLimits limits = new SessionLimits(
            SessionFixture.LIMITS, signIns, new AccountAnnouncer(told::add, new CurrentPerson(AccountFixture.properties(Map.of()))), clock);
    private final MockHttpSession session = signedIn();

    @Test
    void sessionInWhichNothingIsDoneEndsAfterHalfAnHour() throws Exception {
        clock.move(Duration.ofSeconds(1799));
        request("/s/prod", "X-Portal-Background", "1");
        assertThat(session.isInvalid()).isFalse();
        clock.move(Duration.ofSeconds(1));

        request("/s/prod", "Accept", "text/html");

        assertThat(session.isInvalid()).isTrue();
        assertThat(told).singleElement().isInstanceOfSatisfying(AccountNews.class, news -> {
            assertThat(news.kind()).isEqualTo(AccountNews.Kind.SESSION_END);
            assertThat(news.person().id()).isEqualTo("erin");
            assertThat(news.reason()).isEqualTo("expired");
        });
    }

    @Test
    void whatPagesAskForByThemselvesIsNothing() throws Exception {
        for (int minute = 1; minute < 30; minute++) {
            clock.move(Duration.ofMinutes(1));
            request("/s/prod/requests/1/state", "X-Portal-Background", "1");
            request("/s/prod/live?topic=endpoints", "Accept", "text/event-stream");
            request("/assets/portal.css", "Accept", "*/*");
            assertThat(session.isInvalid()).isFalse();
        }
        clock.move(Duration.ofMinutes(1));

        request("/s/prod/live?topic=endpoints", "Accept", "text/event-stream");

        assertThat(session.isInvalid()).isTrue();
    }

    @Test
    void whatPeopleDoKeepsItButNotForMoreThanTenHours() throws Exception {
        for (int i = 0; i < 24; i++) {
            clock.move(Duration.ofMinutes(24).plusSeconds(i == 0 ? 0 : 59));
            request("/s/prod", "Accept", "text/html");
            assertThat(session.isInvalid()).isFalse();
        }
        clock.move(Duration.between(clock.instant(), Instant.parse("2026-11-22T18:59:59Z")));
        request("/s/prod", "Accept", "text/html");
        assertThat(session.isInvalid()).isFalse();
        clock.move(Duration.ofSeconds(1));

        request("/s/prod", "Accept", "text/html");

        assertThat(session.isInvalid()).isTrue();
    }

    @Test
    void sessionOfWhichNobodyKnowsHowOldItIsEnds() throws Exception {
        session.removeAttribute("portal.life");

        request("/s/prod", "Accept", "text/html");

        assertThat(session.isInvalid()).isTrue();
    }

    @Test
    void sessionInWhichNobodyIsSignedInIsLeftAlone() throws Exception {
        session.removeAttribute("SPRING_SECURITY_CONTEXT");
        clock.move(Duration.ofHours(11));

        request("/sign-in", "Accept", "text/html");

        assertThat(session.isInvalid()).isFalse();
    }

    private MockHttpSession signedIn() {
        MockHttpSession begun = new MockHttpSession();
        begun.setAttribute("SPRING_SECURITY_CONTEXT", new SecurityContextImpl(erin()));
        new SessionLife(clock.instant(), clock.instant(), clock.instant()).keepIn(begun);
        return begun;
    }

    private Authentication erin() {
        var idToken = new OidcIdToken("value", clock.instant(), clock.instant().plusSeconds(60), Map.of("sub", "erin"));
        return new TestingAuthenticationToken(new DefaultOidcUser(List.of(), idToken), "");
    }

    private void request(String path, String header, String value) throws ServletException, IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.addHeader(header, value);
        request.setSession(session);
        limits.doFilter(request, new MockHttpServletResponse(), new MockFilterChain());
    }
}
