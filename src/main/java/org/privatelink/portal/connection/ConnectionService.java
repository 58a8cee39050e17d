package org.privatelink.portal.connection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.activity.Intent;
import org.privatelink.portal.activity.Lookup;
import org.privatelink.portal.activity.Sighting;
import org.privatelink.portal.connection.ConnectionClient.Change;
import org.privatelink.portal.connection.ConnectionClient.Version;
import org.privatelink.portal.platform.Secret;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.stereotype.Service;

/** Creates, changes and deletes connections on the record, and can tell afterwards whether it happened. */
@Service
class ConnectionService implements Lookup {

    private static final Set<Act> COVERED = EnumSet.of(
            Act.CONNECTION_CREATE, Act.CONNECTION_CHANGE, Act.CONNECTION_CREDENTIALS, Act.CONNECTION_DELETE);
    private static final String CHANGED = "changed";
    private static final String ETAG = "etag";
    private static final String WANTED = "wanted";

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
                intent, activityId -> client.refuseUnsendable(), () -> client.create(sandbox.name(), form), Version::id);
    }

    /** Sends what differs, once, for the version that the person saw. On record are the names of what was changed. */
    void change(
            Sandbox sandbox,
            Connection connection,
            ConnectionEditForm form,
            List<Change> changes,
            String submission,
            Person person) {
        String names = changes.stream().map(change -> change.path().substring(1)).collect(Collectors.joining(", "));
        Map<String, String> facts =
                Map.of(CHANGED, names, ETAG, form.etag(), WANTED, print(form.name(), form.description()));
        carryOut(Act.CONNECTION_CHANGE, sandbox, connection, facts, changes, List.of(), submission, person);
    }

    /** Sends the whole set of parameters once, for the version that the person saw. */
    void replaceCredentials(
            Sandbox sandbox, Connection connection, CredentialsReplaceForm form, String submission, Person person) {
        Map<String, String> facts = Map.of(CHANGED, "auth.params", ETAG, form.etag());
        List<Change> changes = List.of(form.change(connection));
        List<Secret> secrets = form.credentials().secrets();
        carryOut(Act.CONNECTION_CREDENTIALS, sandbox, connection, facts, changes, secrets, submission, person);
    }

    private void carryOut(
            Act act,
            Sandbox sandbox,
            Connection connection,
            Map<String, String> facts,
            List<Change> changes,
            List<Secret> secrets,
            String submission,
            Person person) {
        Intent intent =
                new Intent(act, submission, sandbox.name(), connection.id(), connection.label(), facts, person);
        activities.carryOut(
                intent,
                activityId -> client.refuseUnsendable(),
                () -> client.patch(sandbox.name(), connection.id(), facts.get(ETAG), changes, secrets));
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
        activities.carryOut(
                intent, activityId -> client.refuseUnsendable(), () -> client.delete(sandbox.name(), connection.id()));
    }

    @Override
    public boolean covers(Act act) {
        return COVERED.contains(act);
    }

    @Override
    public Sighting look(Activity open) {
        return switch (open.act()) {
            case CONNECTION_CREATE -> lookForNew(open);
            case CONNECTION_CHANGE, CONNECTION_CREDENTIALS -> lookForChanged(open);
            default -> lookForGone(open);
        };
    }

    private Sighting lookForNew(Activity open) {
        return activities.newAmong(open, named(open.sandbox(), open.facts().get("specId"), open.subjectName()));
    }

    /** A newer version may be somebody else's: only a name and description as they were wanted tell that it was this act. */
    private Sighting lookForChanged(Activity open) {
        Connection now = client.find(open.sandbox(), String.valueOf(open.subjectId())).orElse(null);
        if (now == null) {
            return Sighting.untold();
        }
        if (open.facts().getOrDefault(ETAG, "").equals(now.etag())) {
            return Sighting.notSeen();
        }
        Shown seen = Shown.of(now);
        boolean wanted = print(seen.name(), seen.description()).equals(open.facts().get(WANTED));
        return wanted ? Sighting.happened(now.id()) : Sighting.several();
    }

    /** Recognises texts that the record need not keep. */
    private static String print(String name, String description) {
        try {
            byte[] text = (name + "\n" + description).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private Sighting lookForGone(Activity open) {
        String id = String.valueOf(open.subjectId());
        // A list without it says more than a 404, which may be about the sandbox or come from a gateway.
        boolean listed = client.listBy(open.sandbox(), "id", id).stream().anyMatch(found -> found.id().equals(id));
        return listed ? Sighting.notSeen() : Sighting.happened(id);
    }

    /** The call that would create it, for a terminal. */
    Map<String, String> curlsOfCreate(Sandbox sandbox, ConnectionForm form) {
        return client.curlsOfCreate(sandbox.name(), form);
    }

    private List<String> named(String sandbox, String specId, String name) {
        return client.listNamed(sandbox, specId, name).stream()
                .filter(connection -> name.equals(connection.name()))
                .map(Connection::id)
                .toList();
    }
}
