package org.privatelink.portal.connection;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.authoring.AuthoringService;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.page.Unfit;
import org.privatelink.portal.platform.PlatformException.Conflict;
import org.privatelink.portal.platform.Secret;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.source.AuthenticationKind;
import org.privatelink.portal.source.ConnectionField;
import org.privatelink.portal.source.CredentialForm;
import org.privatelink.portal.source.LiveSources;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Warning;
import org.springframework.stereotype.Component;

/** Connections for those who come without a page: what may be done, and what may be shown, is the same. */
@Component
public class ConnectionDesk {

    private static final String PRIVATE_LINK = "usePrivateLink";

    private final ConnectionService service;
    private final ConnectionClient client;
    private final Connections connections;
    private final ConnectionRules rules;
    private final ConnectionView.Maker views;
    private final AuthoringService authoring;
    private final LiveSources live;
    private final ConnectionWarnings warnings;
    private final Texts texts;

    ConnectionDesk(
            ConnectionService service,
            ConnectionClient client,
            Connections connections,
            ConnectionRules rules,
            ConnectionView.Maker views,
            AuthoringService authoring,
            LiveSources live,
            ConnectionWarnings warnings,
            Texts texts) {
        this.service = service;
        this.client = client;
        this.connections = connections;
        this.rules = rules;
        this.views = views;
        this.authoring = authoring;
        this.live = live;
        this.warnings = warnings;
        this.texts = texts;
    }

    /** It uses a private link, and interactive authoring is off. */
    public static class AuthoringOff extends RuntimeException {}

    /** It breaks no rule, and yet something may be wrong: by code and in words, as the pages ask about it. */
    public static class Unconfirmed extends RuntimeException {

        private final transient List<FormView.FieldMessage> warnings;

        Unconfirmed(List<FormView.FieldMessage> warnings) {
            super("unconfirmed");
            this.warnings = warnings;
        }

        public List<FormView.FieldMessage> warnings() {
            return warnings;
        }
    }

    /** Somebody else has changed it meanwhile. */
    public static class Changed extends RuntimeException {}

    /**
     * What is asked for, in Platform's words.
     *
     * @param params of the authentication, those that are open among them
     * @param confirmed codes of warnings in spite of which it is wanted
     */
    public record Wanted(
            String name, String description, String specName, Map<String, Secret> params, List<String> confirmed) {}

    /**
     * A connection and what of it may be told.
     *
     * @param params of its authentication: the value, or null for what is secret or may be
     */
    public record Told(Connection connection, Map<String, @Nullable String> params) {}

    public Optional<Told> find(Sandbox sandbox, String id) {
        return client.find(sandbox.name(), id).map(this::told);
    }

    private Told told(Connection connection) {
        Map<String, @Nullable String> params = new LinkedHashMap<>();
        views.view(connection).parameters().forEach(each -> params.put(each.name(), each.value()));
        return new Told(connection, params);
    }

    /** @throws Unfit when it breaks a rule of the pages */
    public void check(Sandbox sandbox, Source source, Wanted wanted) {
        checked(sandbox, source, wanted);
    }

    private ConnectionForm checked(Sandbox sandbox, Source source, Wanted wanted) {
        ConnectionForm form = form(live.of(sandbox.name(), source), wanted);
        FormView view = rules.checkSecrets(form, rules.checkOpen(form));
        refuseUnknown(form, wanted, view);
        Unfit.check(view);
        return form;
    }

    /**
     * Holds it to the rules of the pages and sends it once.
     *
     * @param submission one-time id: a second call with it sends nothing
     * @return the id of the new connection
     * @throws Unfit when it breaks a rule
     * @throws AuthoringOff when Platform would not take it now
     * @throws Unconfirmed when something may be wrong with it that was not confirmed
     */
    public String create(Sandbox sandbox, Source source, Wanted wanted, String submission, Person person) {
        ConnectionForm form = checked(sandbox, source, wanted);
        refuseWhileOff(sandbox, form.usePrivateLink());
        refuseUnconfirmed(sandbox, form, wanted.confirmed());
        return service.create(sandbox, form, submission, person).id();
    }

    private void refuseUnconfirmed(Sandbox sandbox, ConnectionForm form, List<String> confirmed) {
        Warnings found = form.usePrivateLink()
                ? warnings.look(sandbox.name(), form.credentials(), form.source()).warnings()
                : warnings.ofCredentials(form.credentials());
        if (!found.areConfirmedBy(String.join(" ", confirmed))) {
            throw new Unconfirmed(found.all().stream()
                    .filter(Warning::stops)
                    .map(warning -> new FormView.FieldMessage(warning.code(), warning.text()))
                    .toList());
        }
    }

    /** The kind of that name that asks for what is given: two kinds may differ in that alone. */
    private ConnectionForm form(Source source, Wanted wanted) {
        List<AuthenticationKind> named = source.authentications().stream()
                .filter(kind -> kind.specName().equals(wanted.specName()) || kind.aliases().contains(wanted.specName()))
                .toList();
        if (named.isEmpty()) {
            throw new Unfit(List.of(new FormView.FieldMessage("specName", texts.get("connection.wanted.kind", source.title()))));
        }
        AuthenticationKind kind = named.stream()
                .filter(each -> names(each).containsAll(asked(wanted)))
                .findFirst()
                .orElse(named.get(0));
        Map<String, String> typed = new HashMap<>();
        wanted.params().forEach((name, value) -> typed.put(name, value.open()));
        typed.putIfAbsent(PRIVATE_LINK, "true");
        typed.putAll(Map.of(
                "source", source.key(), "kind", kind.key(), "name", wanted.name(), "description", wanted.description()));
        return ConnectionForm.of(CredentialForm.of(source, typed), typed);
    }

    private static List<String> names(AuthenticationKind kind) {
        return kind.fields().stream().map(ConnectionField::name).toList();
    }

    private static List<String> asked(Wanted wanted) {
        return wanted.params().keySet().stream().filter(name -> !name.equals(PRIVATE_LINK)).toList();
    }

    private void refuseUnknown(ConnectionForm form, Wanted wanted, FormView view) {
        asked(wanted).stream()
                .filter(name -> !names(form.kind()).contains(name))
                .forEach(name -> view.reject(name, texts.get("connection.wanted.parameter", form.kind().specName())));
    }

    /**
     * Names and describes the version that is given.
     *
     * @param name null to keep it
     * @param description null to keep it
     * @throws Unfit when it breaks a rule
     * @throws Changed when there is a newer version by now
     * @throws AuthoringOff when Platform would not take it now
     */
    public void change(
            Sandbox sandbox,
            Connection version,
            @Nullable String name,
            @Nullable String description,
            String submission,
            Person person) {
        ConnectionEditForm was = ConnectionEditForm.of(version);
        Shown base = was.base(version);
        ConnectionEditForm form = new ConnectionEditForm(
                name == null ? was.name() : name.strip(),
                description == null ? was.description() : Shown.lines(description),
                was.etag(),
                was.seen());
        Unfit.check(rules.checkChange(form, base));
        List<ConnectionClient.Change> changes = form.changes(base);
        if (!changes.isEmpty()) {
            refuseWhileOff(sandbox, version.usesPrivateLink());
            try {
                service.change(sandbox, version, form, changes, submission, person);
            } catch (Conflict newer) {
                throw new Changed();
            }
        }
    }

    /**
     * True only when Platform says so; a failed test is an answer.
     *
     * @throws AuthoringOff when the test would tell nothing
     */
    public boolean test(Sandbox sandbox, String id, Person person) {
        Connection connection = client.find(sandbox.name(), id).orElseThrow(NoSuchThing::new);
        refuseWhileOff(sandbox, connection.usesPrivateLink());
        return connections.test(sandbox.name(), connection, person);
    }

    public void delete(Sandbox sandbox, String id, String submission, Person person) {
        service.delete(sandbox, client.find(sandbox.name(), id).orElseThrow(NoSuchThing::new), submission, person);
    }

    private void refuseWhileOff(Sandbox sandbox, boolean privateLink) {
        if (privateLink && !authoring.view(sandbox).state().isOn()) {
            throw new AuthoringOff();
        }
    }
}
