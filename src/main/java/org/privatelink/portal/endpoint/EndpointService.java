package org.privatelink.portal.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.activity.AlreadySubmitted;
import org.privatelink.portal.activity.Intent;
import org.privatelink.portal.activity.Lookup;
import org.privatelink.portal.activity.Sighting;
import org.privatelink.portal.endpoint.Dependants.WhatBreaks;
import org.privatelink.portal.page.NotPermitted;
import org.privatelink.portal.platform.Acting;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.stereotype.Service;

/** Creates and deletes endpoints on the record, and can tell afterwards whether it happened. */
@Service
public class EndpointService implements Lookup {

    private final EndpointClient client;
    private final PurposeRepository purposes;
    private final ActivityService activities;

    EndpointService(EndpointClient client, PurposeRepository purposes, ActivityService activities) {
        this.client = client;
        this.purposes = purposes;
        this.activities = activities;
    }

    /**
     * Asks Platform once to create an endpoint.
     *
     * @param submission one-time id: a second call with it sends nothing
     * @param kept what else is kept with the intent, in its transaction; given the activity's id
     * @throws AlreadySubmitted when it was used before
     * @throws PlatformException when it was refused, or would not be sent now and is not on record
     */
    public Endpoint create(String sandbox, NewEndpoint wanted, Purpose purpose, String submission, Person person, Consumer<String> kept) {
        Endpoint.Target target = wanted.target();
        // Names are not unique: what is there already tells a lost create's endpoint from its twins.
        // That nobody sees; read in the portal's name, a person's missing right is told by the act itself, and recorded.
        List<Endpoint> before = Acting.asPortal(() -> client.listOfSource(sandbox, target.specId()));
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("specId", target.specId());
        facts.put("subscriptionId", target.subscriptionId());
        facts.put("resourceGroupName", target.resourceGroupName());
        facts.put("resourceName", target.resourceName());
        facts.put(Intent.BEFORE, String.join("\n", twins(before, target, wanted.name())));
        Intent intent = new Intent(Act.ENDPOINT_CREATE, submission, sandbox, null, wanted.name(), facts, person);
        return activities.carryOut(
                intent,
                activityId -> {
                    client.refuseUnsendable();
                    purposes.add(activityId, purpose);
                    kept.accept(activityId);
                },
                () -> client.create(sandbox, wanted),
                Endpoint::id);
    }

    /** What is linked goes only when its name was typed; who may not delete it at all is told otherwise. */
    public boolean isConfirmed(Endpoint endpoint, WhatBreaks breaks, String typed, Person person) {
        return !breaks.isLinked() || !person.isAdmin() || typed.strip().equals(endpoint.label().strip());
    }

    /** @throws NotPermitted when connections stand on it and the person is not an admin */
    public void delete(Sandbox sandbox, Endpoint endpoint, WhatBreaks breaks, String submission, Person person) {
        if (breaks.isLinked() && !person.isAdmin()) {
            throw new NotPermitted();
        }
        Intent intent = new Intent(
                Act.ENDPOINT_DELETE, submission, sandbox.name(), endpoint.id(), endpoint.label(), Map.of(), person);
        activities.carryOut(
                intent, activityId -> client.refuseUnsendable(), () -> client.delete(sandbox.name(), endpoint.id()));
    }

    @Override
    public boolean covers(Act act) {
        return act == Act.ENDPOINT_CREATE || act == Act.ENDPOINT_DELETE;
    }

    @Override
    public Sighting look(Activity open) {
        return open.act() == Act.ENDPOINT_CREATE ? lookForNew(open) : lookForGone(open);
    }

    private Sighting lookForNew(Activity open) {
        Map<String, String> facts = open.facts();
        var target = new Endpoint.Target(
                facts.get("specId"),
                facts.get("subscriptionId"),
                facts.get("resourceGroupName"),
                facts.get("resourceName"));
        List<Endpoint> now = client.listOfSource(open.sandbox(), target.specId());
        return activities.newAmong(open, twins(now, target, open.subjectName()));
    }

    private Sighting lookForGone(Activity open) {
        String id = String.valueOf(open.subjectId());
        // A list without it says more than a 404, which may be about the sandbox or come from a gateway.
        boolean listed = client.list(open.sandbox()).stream().anyMatch(endpoint -> endpoint.id().equals(id));
        return listed ? Sighting.notSeen() : Sighting.happened(id);
    }

    private static List<String> twins(List<Endpoint> existing, Endpoint.Target target, String name) {
        return existing.stream()
                .filter(endpoint -> endpoint.leadsTo(target) && name.equals(endpoint.name()))
                .map(Endpoint::id)
                .toList();
    }
}
