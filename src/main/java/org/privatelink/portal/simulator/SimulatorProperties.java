package org.privatelink.portal.simulator;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Profile;

/**
 * How the simulator behaves.
 *
 * @param data file in which the data outlive a restart; blank keeps them in memory only
 * @param seed whether the first start fills in sample endpoints, connections and flows
 * @param bulkEndpoints how many endpoints more production has, for load; made up at every start, always the same, and never stored
 * @param bulkConnections how many connections more production has, in the same way; most lead to those endpoints, so there have to be some
 * @param portalUrl where the portal is, for redirects after signing in and out; its port may differ
 * @param orgId the only organization that is accepted in {@code x-gw-ims-org-id}
 * @param authoringDelay how long interactive authoring stays Enabling
 * @param tokenLife how long a signed-in person's access token lasts
 * @param stateLag how long Platform takes to notice what was decided in Azure
 * @param azureOperationTime how long Azure works on a decision that it answers later, as for PostgreSQL
 * @param pageSize connections and flows on a page when the request has no {@code limit}
 * @param latency how long every answer of Platform, of Azure's Resource Manager, of the token endpoints and of the inbox is held back
 * @param faults what goes wrong from the start; can be replaced by {@code PUT /simulator/faults}
 */
@Profile("simulator")
@ConfigurationProperties("simulator")
public record SimulatorProperties(
        @DefaultValue("") String data,
        @DefaultValue("true") boolean seed,
        @DefaultValue("0") int bulkEndpoints,
        @DefaultValue("0") int bulkConnections,
        @DefaultValue("http://127.0.0.1:8080") String portalUrl,
        @DefaultValue("0A1B2C3D4E5F60718293A4B5@AdobeOrg") String orgId,
        @DefaultValue("5s") Duration authoringDelay,
        @DefaultValue("24h") Duration tokenLife,
        @DefaultValue("2s") Duration stateLag,
        @DefaultValue("2s") Duration azureOperationTime,
        @DefaultValue("20") int pageSize,
        @DefaultValue("0s") Duration latency,
        @DefaultValue List<Fault> faults) {

    public SimulatorProperties {
        if (bulkEndpoints < 0 || bulkConnections < 0) {
            throw new IllegalArgumentException("simulator.bulk-endpoints and simulator.bulk-connections are 0 or more");
        }
        if (bulkConnections > 0 && bulkEndpoints == 0) {
            throw new IllegalArgumentException("simulator.bulk-connections needs simulator.bulk-endpoints above 0");
        }
    }
}
