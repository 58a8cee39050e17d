package org.privatelink.portal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.account.AccountFixture;
import org.privatelink.portal.account.CurrentPerson;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.account.Role;
import org.privatelink.portal.page.Keepable;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.core.context.SecurityContextHolder;

class DraftsTests {

    private static final Person ERIN = new Person("erin", "Erin", null, Set.of(Role.ENGINEER));
    private static final Person ADA = new Person("ada", "Ada", null, Set.of(Role.ADMIN));

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T09:00:00Z"));
    private final Seal seal = seal("secret");
    private final Drafts drafts = new Drafts(
            List.of(
                    Keepable.of("/s/{sandbox}/connections/new", Set.of("name", "description")),
                    new Keepable("/s/{sandbox}/requests/{id}/decision", "/s/{sandbox}/requests/{id}", typed -> typed)),
            seal,
            new CurrentPerson(AccountFixture.properties(Map.of())),
            clock);

    @AfterEach
    void leave() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void onlyWhatTheRoomPicksIsKept() {
        Draft draft = drafts.of(post("/s/prod/connections/new", "name", "a", "password", "p", "other", "o"), "/");

        assertThat(draft.fields()).containsExactlyEntriesOf(Map.of("name", "a"));
        assertThat(draft.page()).isEqualTo("/s/prod/connections/new");
    }

    @Test
    void whatLooksLikeASecretIsNotKeptWhereverItWasTyped() {
        Draft draft = drafts.of(
                post("/s/prod/connections/new", "name", "AccountKey=" + "k".repeat(86) + "==", "description", "one\r\ntwo"), "/");

        assertThat(draft.fields()).containsExactlyEntriesOf(Map.of("description", "one\r\ntwo"));
    }

    @Test
    void formOfAnActLeadsToThePageThatShowsIt() {
        assertThat(drafts.of(post("/s/a%20b/requests/1%2F2/decision"), "/").page()).isEqualTo("/s/a%20b/requests/1%2F2");
    }

    @Test
    void ofOtherFormsOnlyThePageIsKept() {
        Draft draft = drafts.of(post("/s/prod/authoring", "name", "a"), "/s/prod/authoring");

        assertThat(draft.fields()).isEmpty();
        assertThat(draft.page()).isEqualTo("/s/prod/authoring");
    }

    @Test
    void formWithoutASealOrWithSomebodysInventionIsNotKept() {
        for (String wrong : List.of("", "x", ".", seal.owner(ERIN), seal.of(ERIN) + "x", seal("other").of(ERIN))) {
            MockHttpServletRequest request = post("/s/prod/connections/new", "name", "a");
            request.setParameter(Drafts.SEAL, wrong);
            assertThat(drafts.of(request, "/").fields()).as(wrong).isEmpty();
            assertThat(drafts.of(request, "/").owner()).as(wrong).isEmpty();
        }
    }

    @Test
    void whatIsTooLargeIsNotKept() {
        String[] much = new String[100];
        for (int i = 0; i < much.length; i += 2) {
            much[i] = "field" + i;
            much[i + 1] = "x".repeat(500);
        }

        assertThat(drafts.of(post("/s/prod/requests/1/decision", much), "/").fields()).isEmpty();
        assertThat(drafts.of(post("/s/prod/requests/1/decision", "comment", "x".repeat(500)), "/").fields()).isNotEmpty();
    }

    @Test
    void afterAnHourItIsGone() {
        MockHttpSession session = with(drafts.of(post("/s/prod/connections/new", "name", "a"), "/"));
        clock.move(Duration.ofMinutes(59).plusSeconds(59));
        assertThat(drafts.find(session, ERIN)).isPresent();
        clock.move(Duration.ofSeconds(1));

        assertThat(drafts.find(session, ERIN)).isEmpty();
        assertThat(session.getAttribute(Draft.ATTRIBUTE)).isNull();
    }

    @Test
    void forSomebodyElseItIsGoneForGood() {
        MockHttpSession session = with(drafts.of(post("/s/prod/connections/new", "name", "a"), "/"));

        assertThat(drafts.find(session, ADA)).isEmpty();
        assertThat(drafts.find(session, ERIN)).isEmpty();
    }

    @Test
    void sealTellsNobodyWhoItIs() {
        assertThat(seal.of(ERIN)).isEqualTo(seal("secret").of(ERIN)).isNotEqualTo(seal.of(ADA)).doesNotContain("erin");
        assertThat(seal.opened(seal.of(ERIN))).contains(seal.owner(ERIN));
    }

    private MockHttpSession with(Draft draft) {
        MockHttpSession session = new MockHttpSession();
        session.setAttribute(Draft.ATTRIBUTE, draft);
        return session;
    }

    private MockHttpServletRequest post(String path, String... fields) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
        request.setParameter(Drafts.SEAL, seal.of(ERIN));
        for (int i = 0; i < fields.length; i += 2) {
            request.setParameter(fields[i], fields[i + 1]);
        }
        return request;
    }

    static Seal seal(String key) {
        String tokenKey = Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
        return new Seal(AccountFixture.properties("sub", Map.of(), tokenKey));
    }
}
