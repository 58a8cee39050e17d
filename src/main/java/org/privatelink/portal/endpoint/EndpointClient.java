package org.privatelink.portal.endpoint;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.platform.PlatformCall;
import org.privatelink.portal.platform.PlatformClient;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.platform.Secret;
import org.privatelink.portal.platform.Service;
import org.privatelink.portal.source.Source;
import org.springframework.stereotype.Component;

/** Platform's operations on private endpoints (contract 1.3). */
@Component
class EndpointClient {

    private static final String ENDPOINTS = "/privateEndpoints";
    private static final String ENDPOINT = "/privateEndpoints/{id}";

    /** Stands where an id would, and is none. */
    private static final String AUTHORING = "interactiveAuthoring";

    private final PlatformClient platform;

    EndpointClient(PlatformClient platform) {
        this.platform = platform;
    }

    List<Endpoint> list(String sandbox) {
        return listing(sandbox).items(Endpoint.class);
    }

    /** Platform filters by source; what it lets through all the same is left out here (contract vector 6). */
    List<Endpoint> listOfSource(String sandbox, String specId) {
        return listingOfSource(sandbox, specId).items(Endpoint.class).stream()
                .filter(endpoint -> endpoint.specId().equalsIgnoreCase(specId))
                .toList();
    }

    Optional<Endpoint> find(String sandbox, String id) {
        return id.equals(AUTHORING) ? Optional.empty() : finding(sandbox, id).first(Endpoint.class);
    }

    /** @throws PlatformException when a write would not be sent now */
    void refuseUnsendable() {
        platform.refuseUnsendable();
    }

    /** Answers with the bare endpoint, in state Pending. Never sent twice by itself. */
    Endpoint create(String sandbox, NewEndpoint wanted) {
        return creating(sandbox, wanted).slow().changed(Endpoint.class, id -> !id.equals(AUTHORING));
    }

    PlatformCall creating(String sandbox, NewEndpoint wanted) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", wanted.name());
        body.put("subscriptionId", wanted.target().subscriptionId());
        body.put("resourceGroupName", wanted.target().resourceGroupName());
        body.put("resourceName", wanted.target().resourceName());
        if (wanted.source().needsFqdns()) {
            body.put("fqdns", wanted.fqdns());
        }
        Source source = wanted.source();
        body.put("connectionSpec", new Endpoint.Spec(source.specId(), source.specVersion()));
        return platform.post(Service.CONNECTORS, sandbox, ENDPOINTS).body(body);
    }

    /** The endpoints that would serve a connection with these credentials, approved or not. A GET with a body. */
    List<Endpoint> resolve(
            String sandbox, Source source, String specName, Map<String, ?> parameters, Collection<Secret> secrets) {
        Map<String, Object> params = new LinkedHashMap<>(parameters);
        params.put("usePrivateLink", true);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("auth", Map.of("specName", specName, "params", params));
        body.put("connectionSpec", new Endpoint.Spec(source.specId(), source.specVersion()));
        return platform.get(Service.CONNECTORS, sandbox, ENDPOINTS + "?op=autoResolve")
                .body(body)
                .hiding(secrets)
                .slow()
                .items(Endpoint.class);
    }

    void delete(String sandbox, String id) {
        deleting(sandbox, id).done();
    }

    /** The call behind the list, for a terminal, by message key. */
    Map<String, String> curlsOfList(String sandbox, @Nullable String specId) {
        PlatformCall listing = specId == null ? listing(sandbox) : listingOfSource(sandbox, specId);
        return Map.of("endpoint.curl.list", listing.curl());
    }

    /** The calls behind one endpoint. */
    Map<String, String> curlsOf(String sandbox, String id) {
        Map<String, String> curls = new LinkedHashMap<>();
        curls.put("endpoint.curl.find", finding(sandbox, id).curl());
        curls.put(
                "endpoint.curl.connections",
                platform.get(
                                Service.FLOW_SERVICE,
                                sandbox,
                                "/connections?property=auth.params.privateEndpointId=={id}",
                                id)
                        .curl());
        return curls;
    }

    Map<String, String> curlsOfDelete(String sandbox, String id) {
        return Map.of("endpoint.curl.delete", deleting(sandbox, id).curl());
    }

    private PlatformCall listing(String sandbox) {
        return platform.get(Service.CONNECTORS, sandbox, ENDPOINTS);
    }

    private PlatformCall listingOfSource(String sandbox, String specId) {
        return platform.get(Service.CONNECTORS, sandbox, ENDPOINTS + "?property=connectionSpec.id=={spec}", specId);
    }

    private PlatformCall finding(String sandbox, String id) {
        return platform.get(Service.CONNECTORS, sandbox, ENDPOINT, id);
    }

    private PlatformCall deleting(String sandbox, String id) {
        return platform.delete(Service.CONNECTORS, sandbox, ENDPOINT, id);
    }
}
