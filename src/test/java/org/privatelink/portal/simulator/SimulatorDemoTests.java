package org.privatelink.portal.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;

class SimulatorDemoTests {

    private final SpringApplication portal = new SpringApplication();
    private final DemoListener listener = new DemoListener();

    @Test
    void settingsOfThePortalReachTheSimulatorAndItsAddressComesBack() throws Exception {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("simulator.port", "0")
                .withProperty("simulator.data", "")
                .withProperty("simulator.seed", "false")
                .withProperty("simulator.faults[0].kind", "STATUS")
                .withProperty("simulator.faults[0].status", "418");
        environment.setActiveProfiles("demo");
        prepare(environment);
        String url = environment.getRequiredProperty("simulator.url");
        assertThat(statusOf(url + "/data/foundation/connectors/privateEndpoints"))
                .isEqualTo(418);

        listener.onApplicationEvent(new ApplicationFailedEvent(
                portal, new String[0], new GenericApplicationContext(), new IllegalStateException()));
        assertThatThrownBy(() -> statusOf(url)).isInstanceOf(IOException.class);
    }

    @Test
    void withoutDemoNothingStarts() {
        MockEnvironment environment = new MockEnvironment();
        prepare(environment);
        assertThat(environment.containsProperty("simulator.url")).isFalse();
    }

    private void prepare(MockEnvironment environment) {
        listener.onApplicationEvent(new ApplicationEnvironmentPreparedEvent(
                new DefaultBootstrapContext(), portal, new String[0], environment));
    }

    private static int statusOf(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }
}
