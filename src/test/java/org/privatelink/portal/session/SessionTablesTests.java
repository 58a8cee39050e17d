package org.privatelink.portal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.TestDatabases;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.web.http.CookieSerializer.CookieValue;
import org.springframework.session.web.http.HeaderHttpSessionIdResolver;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The session tables of our migrations are those that Spring Session reads and writes. */
@ParameterizedClass
@EnumSource(TestDatabases.class)
class SessionTablesTests {

    private static final String PRINCIPAL = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

    private static final SecurityContext JOAN = new SecurityContextImpl(new TestingAuthenticationToken("joan", ""));

    private final JdbcTemplate jdbc;
    private final FindByIndexNameSessionRepository<? extends Session> sessions;

    private final SessionIds ids = new SessionIds();

    SessionTablesTests(TestDatabases database) throws MetaDataAccessException {
        DataSource source = database.dataSource();
        jdbc = new JdbcTemplate(source);
        var repository = new JdbcIndexedSessionRepository(
                jdbc, new TransactionTemplate(new JdbcTransactionManager(source)));
        var settings = new SessionConfiguration();
        settings.attributesMayComeTwice(source).customize(repository);
        settings.newIdsStay().customize(repository);
        repository.setSessionIdGenerator(ids);
        repository.afterPropertiesSet();
        sessions = repository;
    }

    @Test
    void aSessionIsSavedFoundChangedAndDeleted() {
        String id = save(sessions, "0123456789ABCDEF01234567@0123456789abcdef01234567");
        Session found = sessions.findById(id);
        assertThat(found.<byte[]>getAttribute("large")).hasSize(100 * 1024).containsOnly(7);
        assertThat(found.<String>getAttribute("small")).isEqualTo("ü");
        change(sessions, id);
        assertThat(sessions.findById(id).<byte[]>getAttribute("large")).hasSize(200 * 1024);
        assertThat(sessions.findById(id).<String>getAttribute("small")).isNull();
        sessions.deleteById(id);
        assertThat(sessions.findById(id)).isNull();
        assertThat(count("spring_session_attributes")).isEqualTo(0);
    }

    @Test
    void theSameAttributeFromTwoRequestsAtOnceIsNoFault() {
        String id = save(sessions, "double click");

        addTogether(sessions, id);

        assertThat(sessions.findById(id).<String>getAttribute("flash")).isEqualTo("second");
        sessions.deleteById(id);
    }

    private static <S extends Session> void addTogether(FindByIndexNameSessionRepository<S> sessions, String id) {
        S one = sessions.findById(id);
        S other = sessions.findById(id);
        one.setAttribute("flash", "first");
        other.setAttribute("flash", "second");
        sessions.save(one);
        sessions.save(other);
    }

    /** As a page that looks for news by itself does, in another tab, while its person signs in once more. */
    @Test
    void requestThatWasUnderWayDoesNotBringTheOldIdBack() {
        String before = save(sessions, "jan");
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(browserOf(before)));
        try {
            String now = signInWhileAnotherIsUnderWay(sessions, before);

            assertThat(sessions.findById(now).<String>getAttribute("small")).isEqualTo("ü");
            assertThat(sessions.findById(before)).isNull();
            sessions.deleteById(now);
        } finally {
            RequestContextHolder.resetRequestAttributes();
        }
    }

    private MockHttpServletRequest browserOf(String id) {
        var request = new MockHttpServletRequest();
        var response = new MockHttpServletResponse();
        ids.writeCookieValue(new CookieValue(request, response, id));
        request.setCookies(response.getCookies());
        return request;
    }

    private static <S extends Session> String signInWhileAnotherIsUnderWay(
            FindByIndexNameSessionRepository<S> sessions, String id) {
        S slow = sessions.findById(id);
        S signingIn = sessions.findById(id);
        String now = signingIn.changeSessionId();
        sessions.save(signingIn);
        slow.setLastAccessedTime(Instant.now());
        sessions.save(slow);
        return now;
    }

    @Test
    void requestThatWasUnderWayDoesNotBringTheStrangersTimeBack() {
        String id = stranger(sessions);

        signInWhileAStrangersRequestIsUnderWay(sessions, id);

        assertThat(sessions.findById(id).getMaxInactiveInterval()).isEqualTo(Duration.ofHours(8));
        assertThat(expiry(id)).isAfter(Instant.now().plus(Duration.ofHours(7)));
        sessions.deleteById(id);
    }

    private static <S extends Session> void signInWhileAStrangersRequestIsUnderWay(
            FindByIndexNameSessionRepository<S> sessions, String id) {
        S slow = sessions.findById(id);
        signIn(sessions, id, Duration.ofHours(8));
        slow.setLastAccessedTime(Instant.now());
        sessions.save(slow);
    }

    /** As after a form that came too late, which is kept for longer. */
    @Test
    void whoSignsInMayHaveLessTimeThanAStranger() {
        String id = stranger(sessions);

        signIn(sessions, id, Duration.ofMinutes(5));

        assertThat(sessions.findById(id).getMaxInactiveInterval()).isEqualTo(Duration.ofMinutes(5));
        sessions.deleteById(id);
    }

    private static <S extends Session> String stranger(FindByIndexNameSessionRepository<S> sessions) {
        S session = sessions.createSession();
        session.setMaxInactiveInterval(Duration.ofMinutes(10));
        sessions.save(session);
        return session.getId();
    }

    private static <S extends Session> void signIn(
            FindByIndexNameSessionRepository<S> sessions, String id, Duration time) {
        S session = sessions.findById(id);
        session.setMaxInactiveInterval(time);
        session.setAttribute(PRINCIPAL, "joan");
        sessions.save(session);
    }

    private Instant expiry(String id) {
        return Instant.ofEpochMilli(
                jdbc.queryForObject("select expiry_time from spring_session where session_id = ?", Long.class, id));
    }

    /** A page that somebody asked for just before they came back from the provider, and that takes its time. */
    @Test
    void requestThatWasUnderWayDoesNotTakeTheFreshProofBack() throws Exception {
        MovableClock clock = new MovableClock(Instant.parse("2026-11-22T09:00:00Z"));
        Instant morning = clock.instant();
        Instant later = morning.plusSeconds(1200);
        SessionLimits limits = new SessionLimits(SessionFixture.LIMITS, mock(), mock(), clock);
        String id = save(sessions, "joan");
        in(id, session -> {
            session.setAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY, JOAN);
            new SessionLife(morning, morning, morning).keepIn(session);
        });
        clock.move(Duration.between(morning, later));

        ask(id, (request, response) -> limits.doFilter(
                request, response, (slow, answer) -> in(id, session -> new SessionLife(later, later, later).keepIn(session))));

        in(id, session -> assertThat(SessionLife.of(session)).contains(new SessionLife(later, later, later)));
        clock.move(Duration.ofSeconds(60));
        ask(id, (request, response) -> limits.doFilter(request, response, (page, answer) -> {}));
        in(id, session -> assertThat(SessionLife.of(session)).contains(new SessionLife(later, later.plusSeconds(60), later)));
        sessions.deleteById(id);
    }

    private void in(String id, Consumer<HttpSession> doing) throws ServletException, IOException {
        ask(id, (request, response) -> doing.accept(((HttpServletRequest) request).getSession(false)));
    }

    private void ask(String id, FilterChain page) throws ServletException, IOException {
        var filter = new SessionRepositoryFilter<>(sessions);
        filter.setHttpSessionIdResolver(HeaderHttpSessionIdResolver.xAuthToken());
        var request = new MockHttpServletRequest();
        request.addHeader("X-Auth-Token", id);
        filter.doFilter(request, new MockHttpServletResponse(), page);
    }

    @Test
    void sessionsAreFoundByTheirPerson() {
        String id = save(sessions, "joe");
        assertThat(sessions.findByPrincipalName("joe")).containsOnlyKeys(id);
        sessions.deleteById(id);
        assertThat(sessions.findByPrincipalName("joe")).isEmpty();
    }

    @Test
    void anExpiredSessionIsCleanedUpWithItsAttributes() {
        String id = save(sessions, "jim");
        jdbc.update("update spring_session set expiry_time = ?", Instant.now().minus(Duration.ofDays(1)).toEpochMilli());
        ((JdbcIndexedSessionRepository) sessions).cleanUpExpiredSessions();
        assertThat(sessions.findById(id)).isNull();
        assertThat(count("spring_session_attributes")).isEqualTo(0);
    }

    private static <S extends Session> String save(FindByIndexNameSessionRepository<S> sessions, String person) {
        S session = sessions.createSession();
        byte[] large = new byte[100 * 1024];
        Arrays.fill(large, (byte) 7);
        session.setAttribute("large", large);
        session.setAttribute("small", "ü");
        session.setAttribute(PRINCIPAL, person);
        sessions.save(session);
        return session.getId();
    }

    private static <S extends Session> void change(FindByIndexNameSessionRepository<S> sessions, String id) {
        S session = sessions.findById(id);
        session.setAttribute("large", new byte[200 * 1024]);
        session.removeAttribute("small");
        sessions.save(session);
    }

    private int count(String table) {
        return jdbc.queryForObject("select count(*) from " + table, Integer.class);
    }
}
