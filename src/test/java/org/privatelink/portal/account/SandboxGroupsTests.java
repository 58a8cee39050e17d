package org.privatelink.portal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/** Which sandboxes a person may use follows from the groups that the provider tells, and from nothing else. */
class SandboxGroupsTests {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Map<String, Set<String>> RULES =
            Map.of("lake", Set.of("dev", "prod"), "shop", Set.of("dev", "shop-1"), "platform", Set.of("*"));

    @AfterEach
    void leave() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void withoutRulesEverybodyMayUseAll() {
        assertThat(signedIn(Map.of(), Map.of()).maySee("whatever")).isTrue();
        assertThat(signedIn(Map.of(), Map.of("groups", List.of("lake"))).maySee("whatever")).isTrue();
    }

    @Test
    void groupsOpenTheirSandboxesTogether() {
        Person both = signedIn(RULES, Map.of("groups", List.of("lake", "shop", "of no meaning here")));

        assertThat(List.of("dev", "prod", "shop-1")).allMatch(both::maySee);
        assertThat(both.maySee("shop-2")).isFalse();
        assertThat(signedIn(RULES, Map.of("groups", "lake,shop")).sandboxes()).isEqualTo(both.sandboxes());
        assertThat(signedIn(RULES, Map.of("groups", List.of("platform"))).maySee("whatever")).isTrue();
    }

    @Test
    void bearerOfATokenIsHeldToTheSame() {
        Jwt token = new Jwt("value", NOW, NOW.plusSeconds(60), Map.of("alg", "RS256"), Map.of("sub", "joe", "groups", List.of("lake")));
        var authorities = mapper(RULES).authorities(token.getClaims()).toList();
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(token, "", authorities));

        assertThat(present(RULES).sandboxes()).containsExactlyInAnyOrder("dev", "prod");
    }

    @Test
    void whoIsInNoneOfTheGroupsMayUseNone() {
        List<Map<String, Object>> claims = List.of(
                Map.of(),
                Map.of("groups", List.of()),
                Map.of("groups", ""),
                Map.of("groups", 7),
                Map.of("groups", Map.of("lake", "lake")),
                Map.of("groups", List.of("Lake", "LAKE", " lake", "lake ", "l\u0430ke", "lake/", "*", "GROUP_lake")),
                Map.of("group", List.of("lake")),
                Map.of("roles", List.of("lake")),
                Map.of("_claim_names", Map.of("groups", "src1")));

        assertThat(claims).allSatisfy(each -> assertThat(signedIn(RULES, each).sandboxes()).isEmpty());
    }

    /** Whoever could name a role so would else open a sandbox with it, or get a role by a group. */
    @Test
    void rolesAndGroupsDoNotMix() {
        Map<String, Set<String>> rules = Map.of("admin", Set.of("dev"));
        Person person = signedIn(rules, Map.of("groups", List.of("admin"), "roles", List.of("GROUP_admin")));

        assertThat(person.roles()).isEmpty();
        assertThat(person.maySee("dev")).isTrue();
        assertThat(signedIn(rules, Map.of("roles", List.of("admin"))).maySee("dev")).isFalse();
    }

    /** A session from before a change of the rules holds groups, and not what they meant then. */
    @Test
    void rulesOfTodayCount() {
        signedIn(RULES, Map.of("groups", List.of("lake")));

        assertThat(present(Map.of("lake", Set.of("dev"))).sandboxes()).containsExactly("dev");
        assertThat(present(Map.of("shop", Set.of("dev"))).sandboxes()).isEmpty();
    }

    @Test
    void hundredsOfGroupsAreNotKept() {
        List<String> many = IntStream.range(0, 900).mapToObj(i -> "group " + i).toList();
        var user = new OidcUserAuthority(idToken(Map.of("groups", many)));

        assertThat(mapper(RULES).mapAuthorities(List.of(user))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROD", "Prod", "prod ", " prod", "prod.", "prod/", "prod%20", "pr\u043Ed", "prod\u0000", "prod\u200B", "p\u0440od", "*", ""})
    void spellingOpensNothing(String name) {
        assertThat(signedIn(RULES, Map.of("groups", List.of("lake"))).maySee(name)).isFalse();
    }

    private static Person signedIn(Map<String, Set<String>> rules, Map<String, Object> claims) {
        OidcIdToken token = idToken(claims);
        Collection<? extends GrantedAuthority> mapped = mapper(rules).mapAuthorities(
                List.of(new OidcUserAuthority(token), new SimpleGrantedAuthority("GROUP_lake")));
        var user = new DefaultOidcUser(List.of(), token);
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken(user, "", List.copyOf(mapped)));
        return present(rules);
    }

    private static OidcIdToken idToken(Map<String, Object> claims) {
        Map<String, Object> all = new HashMap<>(claims);
        all.put("sub", "joe");
        return new OidcIdToken("value", NOW, NOW.plusSeconds(60), all);
    }

    private static Person present(Map<String, Set<String>> rules) {
        return new CurrentPerson(AccountFixture.properties(rules)).get().orElseThrow();
    }

    private static RolesMapper mapper(Map<String, Set<String>> rules) {
        return new RolesMapper(AccountFixture.properties(rules));
    }
}
