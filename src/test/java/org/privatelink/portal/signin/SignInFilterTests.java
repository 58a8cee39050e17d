package org.privatelink.portal.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.account.AccountAnnouncer;
import org.privatelink.portal.account.AccountFixture;
import org.privatelink.portal.account.AccountNews;
import org.privatelink.portal.account.CurrentPerson;
import org.privatelink.portal.account.RolesMapper;
import org.privatelink.portal.signin.SignIns.Ending;
import org.privatelink.portal.signin.SignIns.Standing;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

class SignInFilterTests {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final SimpleGrantedAuthority PROOF = new SimpleGrantedAuthority("FACTOR_SOMETHING");

    private final SignIns signIns = mock();
    private final List<Object> told = new ArrayList<>();
    private final MockHttpSession session = new MockHttpSession();
    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/s/prod");

    @BeforeEach
    void comeIn() {
        var idToken = new OidcIdToken("value", NOW, NOW.plusSeconds(60), Map.of("sub", "erin"));
        SecurityContextHolder.getContext().setAuthentication(new OAuth2AuthenticationToken(
                new DefaultOidcUser(List.of(), idToken),
                List.of(new SimpleGrantedAuthority("ROLE_ADMIN"), new SimpleGrantedAuthority("GROUP_analysts"), PROOF),
                "ims"));
        session.setAttribute(SignInFilter.SIGN_IN, "the sign-in");
        request.setSession(session);
    }

    @AfterEach
    void leave() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void rolesAndGroupsAreThoseOfTheSignInAndWhatElseWasProvedStays() throws Exception {
        stands(Set.of("ROLE_SUPPORT", "GROUP_planners"));

        Authentication person = pass();

        assertThat(RolesMapper.own(person)).containsExactlyInAnyOrder("ROLE_SUPPORT", "GROUP_planners");
        assertThat(person.getAuthorities().stream().map(each -> each.getAuthority()))
                .containsExactlyInAnyOrder("ROLE_SUPPORT", "GROUP_planners", "FACTOR_SOMETHING");
        assertThat(session.getAttribute("SPRING_SECURITY_CONTEXT")).isNotNull();
    }

    @Test
    void sessionWhoseRolesAreTheSameIsNotWritten() throws Exception {
        stands(Set.of("ROLE_ADMIN", "GROUP_analysts"));

        assertThat(RolesMapper.own(pass())).containsExactlyInAnyOrder("ROLE_ADMIN", "GROUP_analysts");
        assertThat(session.getAttribute("SPRING_SECURITY_CONTEXT")).isNull();
    }

    @Test
    void endedSignInLeavesAStrangerAndNothingInTheSession() throws Exception {
        when(signIns.look("the sign-in")).thenReturn(Standing.ended(Ending.REFUSED));

        assertThat(pass()).isNull();

        assertThat(session.isInvalid()).isTrue();
        assertThat(SignInFilter.ending(request)).contains(Ending.REFUSED);
        assertThat(told).singleElement().isInstanceOfSatisfying(AccountNews.class, news -> {
            assertThat(news.kind()).isEqualTo(AccountNews.Kind.SESSION_END);
            assertThat(news.person().id()).isEqualTo("erin");
            assertThat(news.reason()).isEqualTo("refused");
        });
        assertThat(SignInFilter.id(request)).isEmpty();
    }

    /** Such as one of before the portal kept sign-ins. */
    @Test
    void sessionWithoutASignInIsOver() throws Exception {
        session.removeAttribute(SignInFilter.SIGN_IN);

        assertThat(pass()).isNull();
        assertThat(SignInFilter.ending(request)).contains(Ending.OVER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login/oauth2/code/ims", "/oauth2/authorization/ims", "/assets/page.css"})
    void signingInAgainDoesNotDependOnTheSignInOfBefore(String path) throws Exception {
        request.setRequestURI(path);

        assertThat(pass()).isNotNull();
        verify(signIns, never()).look(any());
    }

    private void stands(Set<String> roles) {
        when(signIns.look("the sign-in")).thenReturn(Standing.of(new SignIn("the sign-in", "erin", roles, NOW, null, null, null)));
    }

    private Authentication pass() throws Exception {
        new SignInFilter(signIns, new AccountAnnouncer(told::add, new CurrentPerson(AccountFixture.properties(Map.of()))))
                .doFilter(request, new MockHttpServletResponse(), new MockFilterChain());
        return SecurityContextHolder.getContext().getAuthentication();
    }
}
