package org.privatelink.portal.sandbox;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The list of sandboxes, kept for a minute: every page asks for it and it hardly changes. */
@Component
public class Sandboxes {

    private static final Duration KEPT = Duration.ofMinutes(1);

    private final LoadingCache<String, List<Sandbox>> kept;

    Sandboxes(SandboxClient client) {
        this.kept = Caffeine.newBuilder().expireAfterWrite(KEPT).build(all -> client.available());
    }

    public List<Sandbox> all() {
        return kept.get("all");
    }

    /** The usable sandbox of that exact name. */
    public Optional<Sandbox> find(String name) {
        return all().stream().filter(Sandbox::isUsable).filter(sandbox -> sandbox.name().equals(name)).findFirst();
    }
}
