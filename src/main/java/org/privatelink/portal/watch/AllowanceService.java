package org.privatelink.portal.watch;

import java.util.List;
import java.util.stream.Stream;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.Endpoints;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.platform.Reads.Outcome;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.sandbox.Sandboxes;
import org.springframework.stereotype.Service;

/** Counts endpoints over all sandboxes of a type, since the allowance is theirs together (contract 1.6). */
@Service
public class AllowanceService {

    private final Endpoints client;
    private final Sandboxes sandboxes;
    private final Reads reads;
    private final WatchProperties properties;

    AllowanceService(Endpoints client, Sandboxes sandboxes, Reads reads, WatchProperties properties) {
        this.client = client;
        this.sandboxes = sandboxes;
        this.reads = reads;
        this.properties = properties;
    }

    public Allowance of(Sandbox sandbox) {
        boolean production = sandbox.isProduction();
        var started = sandboxes.all().stream()
                .filter(each -> each.isUsable() && each.isProduction() == production)
                .map(each -> reads.start(() -> client.list(each.name())))
                .toList();
        List<Outcome<List<Endpoint>>> lists = started.stream().map(Reads.Reading::outcome).toList();
        if (!lists.isEmpty() && lists.stream().allMatch(Outcome::failed)) {
            throw lists.get(0).failure();
        }
        long used = lists.stream()
                .flatMap(list -> list.value() == null ? Stream.<Endpoint>empty() : list.value().stream())
                .filter(endpoint -> !endpoint.status().isDead())
                .map(Endpoint::id)
                .distinct()
                .count();
        int limit = production ? properties.productionAllowance() : properties.developmentAllowance();
        return new Allowance((int) used, limit, production, lists.stream().noneMatch(Outcome::failed));
    }
}
