package org.privatelink.portal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.account.AccountAnnouncer;
import org.privatelink.portal.account.AccountFixture;
import org.privatelink.portal.account.AccountNews;
import org.privatelink.portal.account.CurrentPerson;
import org.privatelink.portal.page.Flash;
import org.privatelink.portal.provider.AzureTokens;
import org.privatelink.portal.session.SessionProperties.WithoutAuthTime;
import org.privatelink.portal.signin.SignInFilter;
import org.privatelink.portal.signin.SignIns;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.support.SessionFlashMapManager;

class SessionStartTests {

    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    private final MovableClock clock = new MovableClock(NOW);
    private final Drafts drafts = new Drafts(List.of(), DraftsTests.seal("secret"), new CurrentPerson(AccountFixture.properties(Map.of())), clock);
    private final SignIns signIns = mock();
    private final List<Object> told = new ArrayList<>();
    private final SessionStart start = start(told::add);
    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @AfterEach
    void leave() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void everySignInHasANewIdAndBeginsAnew() {
        request.getSession().setAttribute("kept", "by the same browser");
        String before = request.getSession().getId();

        start.onAuthentication(person("erin", NOW), request, response);

        assertThat(request.getSession().getId()).isNotEqualTo(before);
        assertThat(request.getSession().getAttribute("kept")).isNotNull();
        assertThat(life()).isEqualTo(new SessionLife(NOW, NOW, NOW));
        assertThat(request.getSession().getMaxInactiveInterval()).isEqualTo(1800);
    }

    @Test
    void whatTheProviderSaysOfTheProofCounts() {
        Instant morning = NOW.minus(Duration.ofHours(3));

        start.onAuthentication(person("erin", morning), request, response);

        assertThat(life()).isEqualTo(new SessionLife(NOW, NOW, morning));
    }

    @Test
    void proofOfAClockThatIsAheadIsOneOfNow() {
        start.onAuthentication(person("erin", NOW.plusSeconds(50)), request, response);

        assertThat(life().proved()).isEqualTo(NOW);
    }

    @Test
    void proofThatIsYetToComeIsNone() {
        start.onAuthentication(person("erin", NOW.plusSeconds(3600)), request, response);

        assertThat(life().isProved(SessionFixture.LIMITS, NOW)).isFalse();
    }

    /** Somebody at an unattended computer clicks "Sign in", and the provider lets them pass without a word. */
    @ParameterizedTest
    @EnumSource
    void signInThatTheProviderDoesNotDateProvesNothing(WithoutAuthTime set) {
        start(set).onAuthentication(person("erin", null), request, response);

        assertThat(life().begun()).isEqualTo(NOW);
        assertThat(life().isProved(SessionFixture.LIMITS, NOW)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"REFUSE, /, session.again.untold", "TRUST, /s/prod/endpoints/1/delete, "})
    void secondSignInThatTheProviderDoesNotDateCountsOnlyWhereThatIsSet(
            WithoutAuthTime set, String page, @Nullable String told) throws Exception {
        request.getSession().setAttribute("again", "");
        request.getSession().setAttribute("return", "/s/prod/endpoints/1/delete");
        Authentication undated = person("erin", null);
        start(set).onAuthentication(undated, request, response);

        signedIn().onAuthenticationSuccess(request, response, undated);

        assertThat(life().isProved(SessionFixture.LIMITS, NOW)).isEqualTo(told == null);
        assertThat(response.getRedirectedUrl()).isEqualTo(page);
        assertThat(said()).isEqualTo(told);
    }

    @Test
    void whatWasTrustedOnceIsNotForALaterSignIn() throws Exception {
        request.getSession().setAttribute("again", "");
        Authentication undated = person("erin", null);
        start(WithoutAuthTime.TRUST).onAuthentication(undated, request, response);
        signedIn().onAuthenticationSuccess(request, response, undated);

        start(WithoutAuthTime.TRUST).onAuthentication(undated, request, response);

        assertThat(life().isProved(SessionFixture.LIMITS, NOW)).isFalse();
    }

    @Test
    void nothingOfAnotherPersonStays() {
        MockHttpSession hers = (MockHttpSession) request.getSession();
        hers.setAttribute("hers", "and nobody else's");
        SecurityContextHolder.getContext().setAuthentication(person("ada", null));

        start.onAuthentication(person("erin", null), request, response);

        assertThat(hers.isInvalid()).isTrue();
        assertThat(request.getSession().getAttribute("hers")).isNull();
        assertThat(life().begun()).isEqualTo(NOW);
    }

    @Test
    void eachComingIsToldOnce() {
        start.onAuthentication(person("erin", null), request, response);

        assertThat(told).singleElement().isInstanceOfSatisfying(AccountNews.class, news -> {
            assertThat(news.kind()).isEqualTo(AccountNews.Kind.SIGN_IN);
            assertThat(news.person().id()).isEqualTo("erin");
        });
    }

    @Test
    void nothingStaysOfASignInThatCannotBeWrittenDown() {
        MockHttpSession session = (MockHttpSession) request.getSession();
        session.setAttribute(SignInFilter.SIGN_IN, "the sign-in");
        SessionStart unwritable = start(news -> {
            throw new IllegalStateException("no record");
        });

        assertThatThrownBy(() -> unwritable.onAuthentication(person("erin", null), request, response))
                .hasMessage("no record");

        assertThat(session.isInvalid()).isTrue();
        assertThat(request.getSession(false)).isNull();
        verify(signIns).end("the sign-in");
    }

    @Test
    void samePersonSignsInOnceMoreInTheSameSession() {
        request.getSession().setAttribute("mine", "still");
        SecurityContextHolder.getContext().setAuthentication(person("erin", NOW.minusSeconds(7200)));

        start.onAuthentication(person("erin", NOW.minusSeconds(5)), request, response);

        assertThat(request.getSession().getAttribute("mine")).isEqualTo("still");
        assertThat(life().isProved(SessionFixture.LIMITS, NOW)).isTrue();
    }

    @Test
    void providerThatDoesNotAskOnceMoreIsNotAskedForEver() throws Exception {
        request.getSession().setAttribute("again", "");
        request.getSession().setAttribute("return", "/s/prod/endpoints/1/delete");
        Authentication stale = person("erin", NOW.minus(Duration.ofHours(3)));
        start.onAuthentication(stale, request, response);

        signedIn().onAuthenticationSuccess(request, response, stale);

        assertThat(response.getRedirectedUrl()).isEqualTo("/");
        assertThat(said()).isEqualTo("session.again.old");
        assertThat(request.getSession().getAttribute("return")).isNull();
    }

    @Test
    void freshProofLeadsBack() throws Exception {
        request.getSession().setAttribute("again", "");
        request.getSession().setAttribute("return", "/s/prod/endpoints/1/delete");
        Authentication fresh = person("erin", NOW.minusSeconds(10));
        start.onAuthentication(fresh, request, response);

        signedIn().onAuthenticationSuccess(request, response, fresh);

        assertThat(response.getRedirectedUrl()).isEqualTo("/s/prod/endpoints/1/delete");
    }

    private SessionStart start(ApplicationEventPublisher news) {
        return start(news, SessionFixture.LIMITS);
    }

    private SessionStart start(WithoutAuthTime set) {
        return start(told::add, SessionFixture.limits(set));
    }

    private SessionStart start(ApplicationEventPublisher news, SessionProperties limits) {
        var current = new CurrentPerson(AccountFixture.properties(Map.of()));
        return new SessionStart(current, new AzureTokens(clock), signIns, new AccountAnnouncer(news, current), limits, clock);
    }

    /** Key of what the next page says; null for nothing. */
    private @Nullable String said() {
        List<FlashMap> next = (List<FlashMap>) request.getSession().getAttribute(SessionFlashMapManager.class.getName() + ".FLASH_MAPS");
        return next == null ? null : ((Flash) next.get(0).get("flash")).messageKey();
    }

    private SignedIn signedIn() {
        return new SignedIn(new CurrentPerson(AccountFixture.properties(Map.of())), drafts, SessionFixture.LIMITS, new HttpSessionRequestCache(), clock);
    }

    private SessionLife life() {
        return SessionLife.of(request.getSession()).orElseThrow();
    }

    private static Authentication person(String id, @Nullable Instant proved) {
        Map<String, Object> claims = new HashMap<>(Map.of("sub", id));
        if (proved != null) {
            claims.put("auth_time", proved);
        }
        var token = new OidcIdToken("value", NOW, NOW.plusSeconds(60), claims);
        return new TestingAuthenticationToken(new DefaultOidcUser(List.of(), token), "");
    }
}
