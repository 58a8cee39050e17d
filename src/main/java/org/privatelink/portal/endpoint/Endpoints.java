package org.privatelink.portal.endpoint;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.privatelink.portal.source.CredentialForm;
import org.springframework.stereotype.Component;

/** Endpoints for other rooms to read. */
@Component
public class Endpoints {

    private final EndpointClient client;

    Endpoints(EndpointClient client) {
        this.client = client;
    }

    public Optional<Endpoint> find(String sandbox, String id) {
        return client.find(sandbox, id);
    }

    public List<Endpoint> list(String sandbox) {
        return client.list(sandbox);
    }

    public List<Endpoint> listOfSource(String sandbox, String specId) {
        return client.listOfSource(sandbox, specId);
    }

    /** The call that would create an endpoint, for a terminal. */
    public String curlOfCreate(String sandbox, NewEndpoint wanted) {
        return client.creating(sandbox, wanted).curl();
    }

    /** The endpoints that Platform names for a private connection with these credentials, approved or not. */
    public List<Endpoint> resolve(String sandbox, CredentialForm credentials) {
        return client.resolve(
                sandbox,
                Objects.requireNonNull(credentials.source()),
                Objects.requireNonNull(credentials.kind()).specName(),
                credentials.payload(),
                credentials.secrets());
    }
}
