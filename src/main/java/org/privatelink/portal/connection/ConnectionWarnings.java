package org.privatelink.portal.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.azure.ResourceType;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointState;
import org.privatelink.portal.endpoint.Endpoints;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.platform.Reads.Outcome;
import org.privatelink.portal.source.CredentialForm;
import org.privatelink.portal.source.CredentialRules;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Warning;
import org.springframework.stereotype.Component;

/**
 * Tells what may be wrong with a connection that breaks no rule: its credentials, the host that they name, and the
 * endpoint that would serve it. What Platform cannot tell stops nobody.
 */
@Component
class ConnectionWarnings {

    private static final int MOST_NAMES = 5;

    private final CredentialRules rules;
    private final Endpoints endpoints;
    private final Reads reads;
    private final Texts texts;

    ConnectionWarnings(CredentialRules rules, Endpoints endpoints, Reads reads, Texts texts) {
        this.rules = rules;
        this.endpoints = endpoints;
        this.reads = reads;
        this.texts = texts;
    }

    /** As far as everything but the secrets tells. */
    Warnings ofOpenFields(ConnectionForm form, @Nullable List<Endpoint> known) {
        List<Warning> warnings = new ArrayList<>(rules.warnings(form.credentials(), field -> !field.isSecret()));
        if (form.usePrivateLink()) {
            Reach.of(form.view().values()).ifPresent(reach -> warnings.addAll(ofHost(reach, form.source(), known)));
        }
        return new Warnings(warnings);
    }

    /** Of a connection over the public internet. */
    Warnings ofCredentials(CredentialForm credentials) {
        return new Warnings(rules.warnings(credentials, field -> true));
    }

    /** Of a private connection. Platform is asked which endpoint would serve it: a read, with the credentials. */
    Look look(String sandbox, CredentialForm credentials, Source source) {
        var listed = reads.start(() -> endpoints.listOfSource(sandbox, source.specId()));
        var resolved = reads.start(() -> endpoints.resolve(sandbox, credentials)).outcome();
        List<Endpoint> known = listed.outcome().value();
        Optional<Reach> reach = Reach.of(credentials.payload());
        List<Warning> warnings = new ArrayList<>(rules.warnings(credentials, field -> true));
        reach.ifPresent(found -> warnings.addAll(ofHost(found, source, known)));
        warnings.addAll(ofEndpoints(reach.orElse(null), known, resolved));
        return new Look(resolved, new Warnings(warnings));
    }

    private List<Warning> ofHost(Reach reach, Source source, @Nullable List<Endpoint> known) {
        List<Warning> warnings = new ArrayList<>();
        if (reach.isPrivateName()) {
            warnings.add(warning("private-name", reach.host()));
        }
        if (reach.isPublicSnowflake()) {
            warnings.add(warning("snowflake-public", reach.host()));
        }
        reach.storageService()
                .filter(service -> source.resourceType() == ResourceType.STORAGE_ACCOUNT && !service.equals(source.subResource()))
                .ifPresent(service -> warnings.add(warning("other-service", reach.host(), service, source.subResource())));
        if (known != null && source.needsFqdns()) {
            reach.otherRegion(known).ifPresent(host -> warnings.add(warning("other-region", reach.host(), host)));
        }
        return warnings;
    }

    private List<Warning> ofEndpoints(
            @Nullable Reach reach, @Nullable List<Endpoint> known, Outcome<List<Endpoint>> resolved) {
        List<Endpoint> found = resolved.value();
        if (found == null) {
            List<Warning> warnings = new ArrayList<>(List.of(note("unresolved")));
            guess(reach, known).ifPresent(warnings::add);
            return warnings;
        }
        if (found.isEmpty()) {
            return List.of(known == null || known.isEmpty() ? warning("uncovered") : warning("uncovered-by", resources(known)));
        }
        List<Endpoint> approved = approved(found);
        if (approved.isEmpty()) {
            return List.of(unapproved(found.get(0)));
        }
        return reach == null || approved.stream().anyMatch(reach::leadsTo)
                ? List.of()
                : List.of(warning("other-resource", reach.label(), approved.get(0).label(), resources(approved)));
    }

    /** What the names alone tell, where Platform tells nothing. */
    private Optional<Warning> guess(@Nullable Reach reach, @Nullable List<Endpoint> known) {
        if (known == null) {
            return Optional.empty();
        }
        if (known.isEmpty()) {
            return Optional.of(warning("uncovered"));
        }
        List<Endpoint> leading = reach == null ? known : known.stream().filter(reach::leadsTo).toList();
        if (leading.isEmpty()) {
            return Optional.of(warning("other-name", Objects.requireNonNull(reach).label(), resources(known)));
        }
        return approved(leading).isEmpty() ? Optional.of(unapproved(leading.get(0))) : Optional.empty();
    }

    private static List<Endpoint> approved(List<Endpoint> endpoints) {
        return endpoints.stream().filter(endpoint -> endpoint.status() == EndpointState.APPROVED).toList();
    }

    private static String resources(List<Endpoint> endpoints) {
        return endpoints.stream()
                .map(endpoint -> endpoint.fqdns().isEmpty() ? endpoint.resourceName() : endpoint.fqdns().get(0))
                .map(name -> name == null ? "?" : name)
                .distinct()
                .limit(MOST_NAMES)
                .collect(Collectors.joining(", "));
    }

    private Warning unapproved(Endpoint endpoint) {
        return warning("unapproved", endpoint.label(), endpoint.status().badge(endpoint.state(), texts).label());
    }

    private Warning warning(String code, Object... arguments) {
        return new Warning(code, texts.get("connection.warning." + code, arguments), true);
    }

    private Warning note(String code, Object... arguments) {
        return new Warning(code, texts.get("connection.warning." + code, arguments), false);
    }
}
