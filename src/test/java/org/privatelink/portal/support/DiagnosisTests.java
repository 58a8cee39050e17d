package org.privatelink.portal.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.privatelink.portal.authoring.AuthoringState;
import org.privatelink.portal.authoring.AuthoringView;
import org.privatelink.portal.connection.Connection;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.Moment;
import org.privatelink.portal.endpoint.OurApproval.Track;
import org.privatelink.portal.page.Badge;
import org.privatelink.portal.platform.PlatformFailures;
import org.privatelink.portal.request.RequestSearch.Hit;
import org.privatelink.portal.source.CatalogueFixture;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.support.Circumstances.Read;

/** What each step makes of what was read. */
class DiagnosisTests {

    private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");
    private static final Badge BADGE = new Badge("neutral", "off", "x");
    private static final Source POSTGRES = CatalogueFixture.source("postgresql");
    private static final Source BLOB = CatalogueFixture.source("azure-blob");
    private static final Source SNOWFLAKE = CatalogueFixture.source("snowflake");
    private static final Map<String, Object> PARAMS = Map.of(
            "server", "shop-db.postgres.database.azure.com", "port", "5432", "database", "shop", "username", "u",
            "password", "https://v.vault.azure.net/secrets/1", "sslMode", "Verify Full", "usePrivateLink", true);

    @Test
    void whenAllIsWellOnlyTheLiveTestIsLeft() {
        Diagnosis diagnosis = diagnose(new Given());

        assertThat(diagnosis.verdict()).isEqualTo(Verdict.NOTHING_FOUND);
        assertThat(diagnosis.checks()).extracting(Check::finding).containsExactly(
                Finding.CONNECTION_ENABLED, Finding.ENDPOINT_NAMED, Finding.OURS_ELSEWHERE, Finding.AZURE_APPROVED,
                Finding.AUTHORING_ENABLED, Finding.HOST_LEADS_THERE, Finding.CREDENTIALS_COMPLETE, Finding.TEST_NOT_ASKED_FOR);
        assertThat(check(diagnosis, Step.AZURE).requestId()).isEqualTo("r-endpoint");
    }

    @Test
    void passedTestSaysThatItWorks() {
        Diagnosis diagnosis = diagnose(new Given().test(Read.of(true, "r-test")));

        assertThat(diagnosis.verdict()).isEqualTo(Verdict.WORKS);
        assertThat(check(diagnosis, Step.TEST).requestId()).isEqualTo("r-test");
    }

    @Test
    void failedTestAfterAllElsePassedIsAboutTheCredentials() {
        breaksAt(new Given().test(Read.of(false, "r")), Step.TEST, Finding.TEST_FAILED, Actor.ENGINEER);
    }

    @Test
    void refusedTestShowsWhatWasSaid() {
        Diagnosis diagnosis = breaksAt(
                new Given().test(Read.failed(PlatformFailures.refused("no such user", "r-9"))),
                Step.TEST, Finding.TEST_REFUSED, Actor.ENGINEER);

        assertThat(diagnosis.cause().failure().upstreamText()).isEqualTo("no such user");
        assertThat(diagnosis.cause().requestId()).isEqualTo("r-9");
    }

    @Test
    void testThatCouldNotBeAskedForIsNoFailedTest() {
        Diagnosis diagnosis = diagnose(new Given().test(Read.failed(PlatformFailures.unreachable())));

        assertThat(diagnosis.verdict()).isEqualTo(Verdict.UNREAD);
        assertThat(diagnosis.cause().step()).isEqualTo(Step.TEST);
    }

    @Test
    void disabledConnectionIsTheFirstToBlame() {
        Given given = new Given();
        given.state = "Disabled";
        breaksAt(given, Step.CONNECTION, Finding.CONNECTION_DISABLED, Actor.ENGINEER);
        given.state = "updating";
        assertThat(check(diagnose(given), Step.CONNECTION).finding()).isEqualTo(Finding.CONNECTION_IN_ANOTHER_STATE);
    }

    @Test
    void goneEndpointIsNamedAndWhatNeedsItIsNotLookedAt() {
        Given given = new Given();
        given.named = Read.of(Optional.empty(), "r-gone");
        Diagnosis diagnosis = breaksAt(given, Step.ENDPOINT, Finding.ENDPOINT_NEVER_SEEN, Actor.ENGINEER);

        assertThat(diagnosis.cause().about()).isEqualTo("e1");
        assertThat(diagnosis.cause().requestId()).isEqualTo("r-gone");
        assertThat(check(diagnosis, Step.AZURE).finding()).isEqualTo(Finding.NOT_LOOKED_AT);
        assertThat(check(diagnosis, Step.HOST).finding()).isEqualTo(Finding.NOT_LOOKED_AT);
        assertThat(check(diagnosis, Step.CREDENTIALS).finding()).isEqualTo(Finding.CREDENTIALS_COMPLETE);
        assertThat(check(diagnosis, Step.AUTHORING).finding()).isEqualTo(Finding.AUTHORING_ENABLED);
    }

    @Test
    void withoutANamedEndpointTheHostTells() {
        Given given = unnamed();
        given.ofSource = Read.of(List.of(endpoint("other-db", POSTGRES, "Approved"), endpoint("shop-db", POSTGRES, "Pending")), "r");
        Diagnosis diagnosis = breaksAt(given, Step.AZURE, Finding.AZURE_PENDING, Actor.OWNER);
        assertThat(check(diagnosis, Step.ENDPOINT).finding()).isEqualTo(Finding.ENDPOINT_BY_HOST);

        given.ofSource = Read.of(List.of(endpoint("other-db", POSTGRES, "Approved")), "r");
        breaksAt(given, Step.ENDPOINT, Finding.ENDPOINT_NONE, Actor.ENGINEER);
    }

    @Test
    void requestThatWaitsIsWhyThereIsNoEndpoint() {
        Given given = unnamed();
        given.ofSource = Read.of(List.of(), "r");
        given.asked = new Hit("q1", "prod", "shop", POSTGRES.specId(), "shop-db", null, BADGE, "", true, true, "Erin", NOW, null);
        Diagnosis diagnosis = breaksAt(given, Step.ENDPOINT, Finding.ENDPOINT_ASKED_FOR, Actor.APPROVER);

        assertThat(diagnosis.cause().link()).isEqualTo("/s/prod/requests/q1");
        assertThat(check(diagnosis, Step.OURS).finding()).isEqualTo(Finding.OURS_WAITING);
    }

    @Test
    void hiddenHostNamesNoEndpointAndBlamesNobody() {
        Given given = new Given();
        given.source = BLOB;
        given.params = Map.of("connectionString", "https://v.vault.azure.net/secrets/1", "usePrivateLink", true);
        given.specName = "ConnectionString";
        given.named = null;
        given.ofSource = Read.of(List.of(endpoint("acme", BLOB, "Approved")), "r");
        Diagnosis diagnosis = diagnose(given);

        assertThat(diagnosis.verdict()).isEqualTo(Verdict.NOTHING_FOUND);
        assertThat(check(diagnosis, Step.ENDPOINT).finding()).isEqualTo(Finding.ENDPOINT_HIDDEN);
        assertThat(check(diagnosis, Step.HOST).finding()).isEqualTo(Finding.NOT_LOOKED_AT);
    }

    @Test
    void endpointThatTellsNoHostNamesMayServe() {
        Given given = unnamed();
        given.source = SNOWFLAKE;
        given.params = Map.of("account", "acme-sales", "usePrivateLink", true);
        Endpoint other = new Endpoint(
                "e2", "other", "sub", "rg", "sf-pvlinksvc", List.of("other.privatelink.snowflakecomputing.com"),
                new Endpoint.Spec(SNOWFLAKE.specId(), "1.0"), "Approved");
        given.ofSource = Read.of(List.of(other, endpoint("sf-pvlinksvc", SNOWFLAKE, "Approved")), "r");
        assertThat(check(diagnose(given), Step.ENDPOINT).finding()).isEqualTo(Finding.ENDPOINT_HIDDEN);

        given.ofSource = Read.of(List.of(other), "r");
        assertThat(check(diagnose(given), Step.ENDPOINT).finding()).isEqualTo(Finding.ENDPOINT_NONE);
    }

    @Test
    void everyStateInAzureHasItsFinding() {
        Map<String, Finding> findings = Map.of(
                "approved", Finding.AZURE_APPROVED, "Enabled", Finding.AZURE_APPROVED, "Pending", Finding.AZURE_PENDING,
                "REJECTED", Finding.AZURE_REJECTED, "Failed", Finding.AZURE_FAILED, "Disconnected", Finding.AZURE_DISCONNECTED,
                "Odd", Finding.AZURE_UNKNOWN);
        findings.forEach((state, finding) -> {
            Given given = new Given();
            given.named = Read.of(Optional.of(endpoint("shop-db", POSTGRES, state)), "r");
            assertThat(check(diagnose(given), Step.AZURE).finding()).as(state).isEqualTo(finding);
        });
    }

    @Test
    void decisionFromHereThatPlatformHasNotNoticedIsTold() {
        Given given = new Given();
        given.named = Read.of(Optional.of(endpoint("shop-db", POSTGRES, "Pending")), "r");
        given.decided = new Moment(NOW, "azure-approve", false, "Ada", null);

        assertThat(check(diagnose(given), Step.AZURE).finding()).isEqualTo(Finding.AZURE_DECIDED);
    }

    @Test
    void authoringThatIsOffIsToBlameOnlyWhenNothingElseIs() {
        Given given = new Given();
        given.authoring = Read.of(new AuthoringView(AuthoringState.DISABLED, BADGE, null, null, false), "r");
        breaksAt(given, Step.AUTHORING, Finding.AUTHORING_DISABLED, Actor.ENGINEER);

        given.named = Read.of(Optional.of(endpoint("other-db", POSTGRES, "Approved")), "r");
        Diagnosis both = breaksAt(given, Step.HOST, Finding.HOST_ELSEWHERE, Actor.ENGINEER);
        assertThat(both.others()).extracting(Check::step).containsExactly(Step.AUTHORING);

        given.named = Read.failed(PlatformFailures.unreachable());
        Diagnosis open = diagnose(given);
        assertThat(open.verdict()).isEqualTo(Verdict.UNREAD);
        assertThat(open.cause().step()).isEqualTo(Step.ENDPOINT);
        assertThat(open.others()).extracting(Check::step).containsExactly(Step.AUTHORING);
    }

    @Test
    void endpointForAnotherSourceDoesNotServe() {
        Given given = new Given();
        given.named = Read.of(Optional.of(endpoint("shop-db", BLOB, "Approved")), "r");
        breaksAt(given, Step.HOST, Finding.HOST_OF_ANOTHER_SOURCE, Actor.ENGINEER);
    }

    @Test
    void missingParametersAreNamed() {
        Given given = new Given();
        given.params = new HashMap<>(PARAMS);
        given.params.remove("password");
        given.params.put("database", " ");
        Diagnosis diagnosis = breaksAt(given, Step.CREDENTIALS, Finding.CREDENTIALS_INCOMPLETE, Actor.ENGINEER);

        assertThat(diagnosis.cause().about()).contains("password", "database");
        assertThat(diagnosis.checks().toString()).doesNotContain("vault.azure.net");
    }

    @Test
    void kindsThatEndOrExpireOrAreUnknownAreTold() {
        Given given = new Given();
        given.source = SNOWFLAKE;
        given.specName = "ConnectionString";
        given.params = Map.of("connectionString", "https://v.vault.azure.net/secrets/1", "usePrivateLink", true);
        assertThat(check(diagnose(given), Step.CREDENTIALS).finding()).isEqualTo(Finding.CREDENTIALS_ENDING);

        given.source = BLOB;
        given.specName = "SAS URI Authentication";
        given.params = Map.of("sasUri", "https://v.vault.azure.net/secrets/1", "usePrivateLink", true);
        assertThat(check(diagnose(given), Step.CREDENTIALS).finding()).isEqualTo(Finding.CREDENTIALS_EXPIRING);

        given.specName = "SasURIAuthentication";
        assertThat(check(diagnose(given), Step.CREDENTIALS).finding())
                .as("by another name")
                .isEqualTo(Finding.CREDENTIALS_EXPIRING);

        given.specName = "Something new";
        assertThat(check(diagnose(given), Step.CREDENTIALS).finding()).isEqualTo(Finding.CREDENTIALS_OF_UNKNOWN_KIND);
    }

    @Test
    void publicConnectionHasNoStepsOfAPrivateLink() {
        Given given = new Given();
        given.params = new HashMap<>(PARAMS);
        given.params.remove("usePrivateLink");
        given.named = null;
        given.authoring = null;

        assertThat(diagnose(given).checks().stream().filter(check -> check.finding() == Finding.PUBLIC).map(Check::step))
                .containsExactly(Step.ENDPOINT, Step.OURS, Step.AZURE, Step.AUTHORING, Step.HOST);
    }

    @Test
    void whatCouldNotBeReadIsNeverPassed() {
        Given given = new Given();
        given.named = Read.failed(PlatformFailures.unreachable());
        given.authoring = Read.failed(PlatformFailures.unreachable());
        Diagnosis diagnosis = diagnose(given);

        assertThat(diagnosis.verdict()).isEqualTo(Verdict.UNREAD);
        assertThat(check(diagnosis, Step.ENDPOINT).finding()).isEqualTo(Finding.UNREAD);
        assertThat(check(diagnosis, Step.ENDPOINT).requestId()).isEqualTo("r-1");
        assertThat(check(diagnosis, Step.AZURE).finding()).isEqualTo(Finding.NOT_LOOKED_AT);
        assertThat(check(diagnosis, Step.AUTHORING).finding()).isEqualTo(Finding.UNREAD);
    }

    @Test
    void connectionThatCouldNotBeReadLeavesAllElseOpen() {
        Circumstances seen = new Circumstances(
                NOW, Read.failed(PlatformFailures.unreachable()), null, null, null, null, null, null, null, null, null, null);
        Diagnosis diagnosis = Diagnosis.of("prod", "c1", seen);

        assertThat(diagnosis.verdict()).isEqualTo(Verdict.UNREAD);
        assertThat(diagnosis.checks().stream().skip(1)).allMatch(check -> check.finding() == Finding.NOT_LOOKED_AT);
    }

    private static Given unnamed() {
        Given given = new Given();
        given.named = null;
        return given;
    }

    private static Diagnosis breaksAt(Given given, Step step, Finding finding, Actor actor) {
        Diagnosis diagnosis = diagnose(given);
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.BREAKS);
        assertThat(diagnosis.cause().step()).isEqualTo(step);
        assertThat(diagnosis.cause().finding()).isEqualTo(finding);
        assertThat(diagnosis.cause().finding().actor()).isEqualTo(actor);
        return diagnosis;
    }

    private static Check check(Diagnosis diagnosis, Step step) {
        return diagnosis.checks().stream().filter(each -> each.step() == step).findFirst().orElseThrow();
    }

    private static Diagnosis diagnose(Given given) {
        return Diagnosis.of("prod", "c1", given.circumstances());
    }

    private static Endpoint endpoint(String resource, Source source, String state) {
        return new Endpoint("e1", "to " + resource, "sub", "rg", resource, null, new Endpoint.Spec(source.specId(), "1.0"), state);
    }

    /** A private connection of which all is well, until a test changes something. */
    private static final class Given {

        private String state = "enabled";
        private Source source = POSTGRES;
        private String specName = "Basic Authentication";
        private Map<String, Object> params = PARAMS;
        private @Nullable Read<Optional<Endpoint>> named =
                Read.of(Optional.of(endpoint("shop-db", POSTGRES, "Approved")), "r-endpoint");
        private @Nullable Read<List<Endpoint>> ofSource;
        private @Nullable Track track;
        private @Nullable Moment decided;
        private @Nullable Hit asked;
        private @Nullable Read<AuthoringView> authoring =
                Read.of(new AuthoringView(AuthoringState.ENABLED, BADGE, null, null, false), "r-authoring");
        private @Nullable Read<Boolean> test;

        private Given test(Read<Boolean> result) {
            this.test = result;
            return this;
        }

        private Circumstances circumstances() {
            Map<String, Object> all = new HashMap<>(params);
            if (named != null) {
                all.put("privateEndpointId", "e1");
            }
            Connection connection = new Connection(
                    "c1", "shop", null, state, 1_700_000_000_000L, null, null, null, null,
                    new Connection.Spec(source.specId(), "1.0"), new Connection.Auth(specName, all), null);
            return new Circumstances(
                    NOW, Read.of(Optional.of(connection), "r-connection"), null, source, named, ofSource, null, track,
                    decided, asked, authoring, test);
        }
    }
}
