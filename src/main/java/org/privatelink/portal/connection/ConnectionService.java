package org.privatelink.portal.connection;

import java.util.List;
import java.util.Map;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.activity.Intent;
import org.privatelink.portal.activity.Lookup;
import org.privatelink.portal.activity.Sighting;
import org.privatelink.portal.connection.ConnectionClient.Version;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.stereotype.Service;

/** Creates and deletes connections on the record, and can tell afterwards whether it happened. */
@Service
class ConnectionService implements Lookup {

    private final ConnectionClient client;
    private final ActivityService activities;

    ConnectionService(ConnectionClient client, ActivityService activities) {
        this.client = client;
        this.activities = activities;
    }

    Version create(Sandbox sandbox, ConnectionForm form, String submission, Person person) {
        String specId = form.source().specId();
        String before = String.join("\n", named(sandbox.name(), specId, form.name()));
        Intent intent = new Intent(
                Act.CONNECTION_CREATE,
                submission,
                sandbox.name(),
                null,
                form.name(),
                Map.of("specId", specId, Intent.BEFORE, before),
                person);
        return activities.carryOut(
                intent, activityId -> {}, () -> client.create(sandbox.name(), form), Version::id);
    }

    void delete(Sandbox sandbox, Connection connection, String submission, Person person) {
        Intent intent = new Intent(
                Act.CONNECTION_DELETE,
                submission,
                sandbox.name(),
                connection.id(),
                connection.label(),
                Map.of(),
                person);
        activities.carryOut(intent, () -> client.delete(sandbox.name(), connection.id()));
    }

    @Override
    public boolean covers(Act act) {
        return act == Act.CONNECTION_CREATE || act == Act.CONNECTION_DELETE;
    }

    @Override
    public Sighting look(Activity open) {
        return open.act() == Act.CONNECTION_CREATE ? lookForNew(open) : lookForGone(open);
    }

    private Sighting lookForNew(Activity open) {
        return activities.newAmong(open, named(open.sandbox(), open.facts().get("specId"), open.subjectName()));
    }

    private Sighting lookForGone(Activity open) {
        String id = String.valueOf(open.subjectId());
        // A list without it says more than a 404, which may be about the sandbox or come from a gateway.
        boolean listed = client.listBy(open.sandbox(), "id", id).stream().anyMatch(found -> found.id().equals(id));
        return listed ? Sighting.notSeen() : Sighting.happened(id);
    }

    private List<String> named(String sandbox, String specId, String name) {
        return client.listNamed(sandbox, specId, name).stream()
                .filter(connection -> name.equals(connection.name()))
                .map(Connection::id)
                .toList();
    }
}
