package org.privatelink.portal.watch;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.platform.PlatformFixture;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.sandbox.SandboxesFixture;

/** The allowance is counted from what was seen last, and says so when that is not all. */
@ParameterizedClass
@EnumSource(TestDatabases.class)
class AllowanceServiceTests {

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    private final String run = UUID.randomUUID().toString();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-02T10:00:00Z"));
    private final Node node;
    private final AllowanceService allowances;
    private final Sandbox one = sandbox("one", "production");
    private final Sandbox two = sandbox("two", "production");
    private final Sandbox trial = sandbox("trial", "development");

    AllowanceServiceTests(TestDatabases database) {
        DataSource source = database.dataSource();
        var client = platform.client("retry.attempts=1");
        node = new Node(source, client, clock);
        allowances = new AllowanceService(
                node.rounds, node.lists, SandboxesFixture.of(client), Node.PROPERTIES, clock);
    }

    private Sandbox sandbox(String name, String type) {
        return new Sandbox(name + "-" + run, null, type, "active");
    }

    private void sandboxesAreThere() {
        String all = Stream.of(one, two, trial)
                .map(each -> "{\"name\":\"%s\",\"type\":\"%s\",\"state\":\"active\"}".formatted(each.name(), each.type()))
                .collect(Collectors.joining(","));
        platform.wire()
                .stubFor(get(urlPathMatching("/data/foundation/sandbox-management/.*"))
                        .willReturn(okJson("{\"sandboxes\":[" + all
                                + ",{\"name\":\"old-" + run + "\",\"type\":\"production\",\"state\":\"deleted\"}]}")));
    }

    @Test
    void beforeTheFirstLookNothingIsKnown() {
        sandboxesAreThere();

        assertThat(allowances.of(one)).isNull();
    }

    @Test
    void aSandboxThatWasNotLookedAtYetMakesItAtLeast() {
        sandboxesAreThere();
        listed(one, "a Approved", "b Pending", "c Rejected", "d Failed", "e Disconnected", "f Odd");

        assertThat(allowances.of(one)).isEqualTo(new Allowance(3, 10, true, false));
        assertThat(allowances.of(two)).isEqualTo(new Allowance(3, 10, true, false));
        assertThat(allowances.of(trial)).isNull();
    }

    @Test
    void whatEverySandboxOfTheTypeListsCountsOnce() {
        sandboxesAreThere();
        listed(one, "a Approved", "b Pending");
        listed(two, "b Pending", "c Pending");
        listed(trial, "t Approved", "u Approved");

        assertThat(allowances.of(one)).isEqualTo(new Allowance(3, 10, true, true));
        assertThat(allowances.of(trial)).isEqualTo(new Allowance(2, 1, false, true));
        assertThat(allowances.of(trial).isExhausted()).isTrue();
    }

    @Test
    void whatIsGoneNoLongerCountsAndWhatWasMissedOnceDoes() {
        sandboxesAreThere();
        listed(one, "a Approved", "b Approved");
        listed(two);
        listed(one, "a Approved");
        assertThat(allowances.of(one).used()).isEqualTo(2);
        listed(one, "a Approved");
        assertThat(allowances.of(one).used()).isEqualTo(1);
    }

    @Test
    void aSandboxThatCouldNotBeReadForLongMakesItAtLeast() {
        sandboxesAreThere();
        listed(one, "a Approved");
        listed(two, "b Approved");
        answer(two, serverError());
        assertThat(allowances.of(one)).isEqualTo(new Allowance(2, 10, true, true));
        clock.move(Duration.ofMinutes(15));
        listed(one, "a Approved");

        assertThat(allowances.of(one)).isEqualTo(new Allowance(2, 10, true, false));
    }

    private void listed(Sandbox sandbox, String... endpoints) {
        String items = Stream.of(endpoints)
                .map(each -> each.split(" "))
                .map(each -> "{\"id\":\"%s\",\"state\":\"%s\"}".formatted(each[0], each[1]))
                .collect(Collectors.joining(","));
        answer(sandbox, okJson("{\"items\":[" + items + "]}"));
    }

    private void answer(Sandbox sandbox, ResponseDefinitionBuilder answer) {
        platform.wire()
                .stubFor(get(urlPathMatching("/data/foundation/connectors/privateEndpoints"))
                        .withHeader("x-sandbox-name", equalTo(sandbox.name()))
                        .willReturn(answer));
        clock.move(Duration.ofSeconds(10));
        node.watcher.lookNow(sandbox.name());
    }
}
