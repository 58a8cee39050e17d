package org.privatelink.portal.endpoint;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.ActivityFixture;
import org.privatelink.portal.platform.Deadline;
import org.privatelink.portal.platform.PlatformException.Unreachable;
import org.privatelink.portal.platform.PlatformFixture;
import org.privatelink.portal.platform.UpstreamException.Fate;
import org.privatelink.portal.source.CatalogueFixture;
import org.privatelink.portal.source.Source;
import org.springframework.jdbc.core.simple.JdbcClient;

class EndpointServiceTests {

    private static final Person EVE = new Person("eve", "Eve", null, Set.of());
    private static final Purpose PURPOSE = new Purpose("Arrivals", null, "harbour master");

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    private final DataSource source = TestDatabases.H2.dataSource();
    private final JdbcClient jdbc = JdbcClient.create(source);
    private final EndpointService endpoints = new EndpointService(
            new EndpointClient(platform.client("deadline=6s", "slow-deadline=9s")),
            new PurposeRepository(jdbc),
            ActivityFixture.of(source, Clock.systemUTC()));

    /** On record it would be spent: what is agreed is sent later instead. */
    @Test
    void createThatThereIsNoTimeForAnyMoreIsNotOnRecord() {
        platform.answer(okJson("{\"items\":[]}").withFixedDelay(500));
        String name = "Harbour " + UUID.randomUUID();
        List<String> kept = new ArrayList<>();

        var told = catchThrowableOfType(Unreachable.class, () -> Deadline.within(Duration.ofSeconds(4), () ->
                endpoints.create("dev-2", wanted(name), PURPOSE, UUID.randomUUID().toString(), EVE, kept::add)));

        assertThat(told.fate()).isEqualTo(Fate.NOT_SENT);
        assertThat(kept).isEmpty();
        assertThat(acts(name)).isZero();
        assertThat(platform.requests()).extracting(request -> request.getMethod().getName()).containsExactly("GET");

        platform.wire().stubFor(post(anyUrl()).atPriority(2)
                .willReturn(okJson(PlatformFixture.text("endpoint-created.json")).withStatus(201)));
        endpoints.create("dev-2", wanted(name), PURPOSE, UUID.randomUUID().toString(), EVE, kept::add);
        assertThat(kept).hasSize(1);
        assertThat(acts(name)).isOne();
    }

    private long acts(String name) {
        return jdbc.sql("select count(*) from activity where subject_name = ?").param(name).query(Long.class).single();
    }

    private static NewEndpoint wanted(String name) {
        Source source = CatalogueFixture.source("azure-blob");
        var target = new Endpoint.Target(
                source.specId(), "11111111-2222-4333-8444-555555555555", "harbour-sources", "harbourstore");
        return new NewEndpoint(name, source, target, List.of());
    }
}
