package org.privatelink.portal.simulator.platform;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.privatelink.portal.simulator.SimulatorProperties;
import org.privatelink.portal.simulator.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Fills in the sample data when the simulator starts for the first time, and the data for load at every start. */
@Component
class Seed implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(Seed.class);

    private final Store.Shelf<String> marks;
    private final Endpoints endpoints;
    private final Connections connections;
    private final Flows flows;
    private final Clock clock;
    private final SimulatorProperties properties;

    Seed(
            Store store,
            Endpoints endpoints,
            Connections connections,
            Flows flows,
            Clock clock,
            SimulatorProperties properties) {
        this.marks = store.shelf("marks", String.class);
        this.endpoints = endpoints;
        this.connections = connections;
        this.flows = flows;
        this.clock = clock;
        this.properties = properties;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (properties.seed() && marks.find("seeded").isEmpty()) {
            sow();
            marks.put("seeded", clock.instant().toString());
        }
        if (properties.bulkEndpoints() > 0) {
            sowBulk();
        }
    }

    private void sow() {
        long now = clock.millis();
        SampleEndpoints.all(now - Duration.ofDays(90).toMillis()).forEach(endpoints::seed);
        List<Connection> samples = new SampleConnections(
                        properties.orgId(), now - Duration.ofDays(80).toMillis())
                .all();
        samples.forEach(connections::seed);
        SampleFlows.over(samples).forEach(flows::seed);
    }

    private void sowBulk() {
        BulkConnections bulk = new BulkConnections(properties.orgId(), properties.bulkEndpoints());
        bulk.endpoints().forEach(endpoints::lend);
        IntStream.range(0, properties.bulkConnections()).mapToObj(bulk::connection).forEach(connections::lend);
        log.info(
                "Made up {} endpoints and {} connections more for production",
                properties.bulkEndpoints(),
                properties.bulkConnections());
    }
}
