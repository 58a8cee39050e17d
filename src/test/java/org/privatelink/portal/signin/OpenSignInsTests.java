package org.privatelink.portal.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.account.AccountAnnouncer;
import org.privatelink.portal.account.AccountFixture;
import org.privatelink.portal.account.AccountNews;
import org.privatelink.portal.account.CurrentPerson;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.signin.OpenSignIns.Life;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionInterceptor;

@ParameterizedClass
@EnumSource(TestDatabases.class)
class OpenSignInsTests {

    private static final Life LIFE = new Life(Duration.ofMinutes(30), Duration.ofHours(10));
    private static final Person ERIN = new Person("erin", "Erin Engineer", null, Set.of());

    private final String erin = "erin-" + UUID.randomUUID();
    private final String other = "other-" + UUID.randomUUID();
    private final MovableClock clock = new MovableClock(Instant.parse("2031-11-22T10:00:00Z"));
    private final List<Object> told = new ArrayList<>();
    private final TestDatabases database;
    private final SignInRepository repository;
    private final OpenSignIns open;
    private final MockHttpServletRequest request = new MockHttpServletRequest();

    OpenSignInsTests(TestDatabases database) {
        this.database = database;
        repository = new SignInRepository(JdbcClient.create(database.dataSource()));
        open = open(told::add);
        request.getSession().setAttribute(SignInFilter.SIGN_IN, signIn(erin));
    }

    @Test
    void ownOneOfTheRequestIsFirst() {
        clock.move(Duration.ofMinutes(5));
        String later = signIn(erin);
        signIn(other);

        assertThat(open.own(request, LIFE)).extracting(OpenSignIn::id).containsExactly(present(), later);
        assertThat(open.own(request, LIFE).get(0).browser()).isEqualTo("Firefox, Linux");
        assertThat(open.own(new MockHttpServletRequest(), LIFE)).isEmpty();
    }

    /** Idle for half an hour; the roles may have been read four minutes before the last use, or fourteen of a silent provider. */
    @Test
    void whatNobodyUsesOrIsOldIsNotShown() {
        clock.move(Duration.ofMinutes(44).minusSeconds(1));
        assertThat(mine()).hasSize(1);

        clock.move(Duration.ofSeconds(1));
        assertThat(mine()).isEmpty();
    }

    @Test
    void endingElsewhereLeavesThisOneAndOthers() {
        signIn(erin);
        signIn(other);

        assertThat(open.endOwnElsewhere(request, ERIN)).isEqualTo(1);

        assertThat(mine()).extracting(OpenSignIn::id).containsExactly(present());
        assertThat(open.all(LIFE)).anyMatch(each -> each.personId().equals(other));
        assertThat(told).hasSize(1);
        assertThat(open.endOwnElsewhere(request, ERIN)).isZero();
        assertThat(told).as("nothing was done").hasSize(1);
    }

    @Test
    void adminEndsThoseOfOnePersonButNotTheirOwnHere() {
        signIn(other);

        assertThat(open.endOf(other, request, ERIN)).isEqualTo(1);
        assertThat(open.endOf(erin, request, ERIN)).isZero();

        assertThat(told).singleElement().satisfies(news -> {
            assertThat(((AccountNews) news).about().id()).isEqualTo("account of " + other);
            assertThat(((AccountNews) news).about().name()).isEqualTo("Erin Engineer");
        });
        assertThat(mine()).hasSize(1);
    }

    @Test
    void whatCannotBeRecordedIsNotDone() {
        signIn(erin);
        OpenSignIns unrecorded = open(news -> {
            throw new IllegalStateException("the database is full");
        });

        assertThatThrownBy(() -> unrecorded.endOwnElsewhere(request, ERIN)).hasMessage("the database is full");
        assertThatThrownBy(() -> unrecorded.endAll(request, ERIN)).hasMessage("the database is full");

        assertThat(mine()).hasSize(2);
    }

    @Test
    void signInFromBeforeIsShownAndEndedToo() {
        String before = signIn(erin);
        JdbcClient.create(database.dataSource())
                .sql("update sign_in set account = null, name = null, address = null, browser = null, begun_at = null where id = :id")
                .param("id", before)
                .update();

        assertThat(mine()).filteredOn(each -> each.id().equals(before)).singleElement().satisfies(each -> {
            assertThat(each.name()).isEqualTo(erin);
            assertThat(each.begunAt()).isEqualTo(each.usedAt());
        });
        assertThat(open.endOf("no\0body", request, ERIN)).isZero();
        assertThat(open.endOwnElsewhere(request, ERIN)).isEqualTo(1);
    }

    private OpenSignIns open(ApplicationEventPublisher news) {
        var settings = AccountFixture.properties(Map.of());
        var proxy = new ProxyFactory(
                new OpenSignIns(repository, new AccountAnnouncer(news, new CurrentPerson(settings)), settings, clock));
        proxy.setProxyTargetClass(true);
        proxy.addAdvice(new TransactionInterceptor(
                new JdbcTransactionManager(database.dataSource()), new AnnotationTransactionAttributeSource()));
        return (OpenSignIns) proxy.getProxy();
    }

    private String signIn(String person) {
        String id = UUID.randomUUID().toString();
        repository.add(
                new SignIn(id, person, Set.of(), clock.instant(), null, null, null),
                new Arrival(person, "account of " + person, null, "Erin Engineer", "192.0.2.7", "Firefox, Linux"),
                null);
        return id;
    }

    private String present() {
        return SignInFilter.id(request).orElseThrow();
    }

    private List<OpenSignIn> mine() {
        return open.all(LIFE).stream().filter(each -> each.personId().equals(erin)).toList();
    }
}
