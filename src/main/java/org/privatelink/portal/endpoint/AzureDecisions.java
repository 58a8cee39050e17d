package org.privatelink.portal.endpoint;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.provider.AzureToken;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.activity.Intent;
import org.privatelink.portal.activity.Lookup;
import org.privatelink.portal.activity.Sighting;
import org.privatelink.portal.azure.AzureClient;
import org.privatelink.portal.azure.AzureResourceId;
import org.privatelink.portal.azure.Candidates;
import org.privatelink.portal.azure.Decision;
import org.privatelink.portal.azure.PrivateEndpointConnection;
import org.springframework.stereotype.Service;

/** Decides on the Azure side of endpoints, on the record, with the rights of the person who decides. */
@Service
class AzureDecisions implements Lookup, Past {

    private final AzureClient azure;
    private final EndpointClient client;
    private final ActivityService activities;

    AzureDecisions(AzureClient azure, EndpointClient client, ActivityService activities) {
        this.azure = azure;
        this.client = client;
        this.activities = activities;
    }

    Candidates candidates(AzureToken token, Endpoint endpoint, AzureResourceId resource, @Nullable String subResource) {
        return Candidates.among(
                azure.connections(token, resource), resource, subResource, List.of(endpoint.label(), endpoint.id()));
    }

    void decide(
            AzureToken token,
            String sandbox,
            Endpoint endpoint,
            AzureResourceId resource,
            PrivateEndpointConnection connection,
            Decision decision,
            String description,
            String submission,
            Person person) {
        Act act = decision == Decision.APPROVE ? Act.AZURE_APPROVE : Act.AZURE_REJECT;
        Map<String, String> facts = Map.of(
                "connectionId", resource + "/privateEndpointConnections/" + connection.name(), "description", description);
        Intent intent = new Intent(act, submission, sandbox, endpoint.id(), endpoint.label(), facts, person);
        activities.carryOut(intent, () -> azure.decide(token, resource, connection, decision, description));
    }

    /** Who decided from here, with the description that Azure keeps. */
    @Override
    public List<Moment> moments(String sandbox, String endpointId) {
        return Stream.of(Act.AZURE_APPROVE, Act.AZURE_REJECT)
                .flatMap(act -> activities.origin(act, sandbox, endpointId).stream())
                .map(done -> new Moment(
                        done.begunAt(), done.act().key(), false, done.personName(), done.facts().get("description")))
                .toList();
    }

    @Override
    public boolean covers(Act act) {
        return act.isAzures();
    }

    /** Platform follows Azure after minutes, and for an owner's other reasons too: only what was wanted tells anything. */
    @Override
    public Sighting look(Activity open) {
        String id = String.valueOf(open.subjectId());
        EndpointState wanted = open.act() == Act.AZURE_APPROVE ? EndpointState.APPROVED : EndpointState.REJECTED;
        return client.find(open.sandbox(), id).filter(endpoint -> endpoint.status() == wanted).isPresent()
                ? Sighting.happened(id)
                : Sighting.untold();
    }
}
