package org.privatelink.portal.sandbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.platform.Acting;
import org.privatelink.portal.platform.PlatformException;
import org.springframework.stereotype.Component;

/**
 * The list of sandboxes. Every page asks for it and it hardly changes: it is fetched anew each minute, and the last one
 * still serves for a while when Platform does not answer. A failure is told again for two seconds without another wait.
 */
@Component
public class Sandboxes {

    private static final String ALL = "all";

    private static final int MOST_PEOPLE = 10_000;

    private final SandboxClient client;
    private final SandboxRights rights;
    private final LoadingCache<String, List<Sandbox>> kept;
    /** Loaded in the person's name, and so never by a thread of the cache. */
    private final Cache<String, List<Sandbox>> own =
            Caffeine.newBuilder().maximumSize(MOST_PEOPLE).expireAfterWrite(Duration.ofMinutes(1)).build();
    private final Cache<String, PlatformException> failed =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(2)).build();

    Sandboxes(SandboxClient client, SandboxRights rights) {
        this.client = client;
        this.rights = rights;
        this.kept = Caffeine.newBuilder()
                .refreshAfterWrite(Duration.ofMinutes(1))
                .expireAfterWrite(Duration.ofMinutes(10))
                .build(all -> client.available());
    }

    /** Those that a person may see, in whatever state they are. */
    public List<Sandbox> of(Person person) {
        return all().stream().filter(sandbox -> person.maySee(sandbox.name())).toList();
    }

    /** Those of the person in whose name Platform is called; else the portal's. */
    public List<Sandbox> all() {
        return Acting.person()
                .map(person -> own.get(person, key -> client.available()))
                .orElseGet(this::everywhere);
    }

    /** Those of the portal's own credential, whoever asks: for what is counted over all. */
    public List<Sandbox> everywhere() {
        PlatformException recent = failed.getIfPresent(ALL);
        if (recent != null) {
            throw recent;
        }
        try {
            return Acting.asPortal(() -> kept.get(ALL));
        } catch (PlatformException now) {
            failed.put(ALL, now);
            throw now;
        }
    }

    /** Those in which a person can do something, and see sources. */
    public List<Sandbox> usable(Person person) {
        return of(person).stream().filter(Sandbox::isUsable).filter(rights::allow).toList();
    }

    /** The usable sandbox of that exact name. Nothing tells whether another is not there or not for this person. */
    public Optional<Sandbox> find(String name, Person person) {
        return of(person).stream()
                .filter(sandbox -> sandbox.isUsable() && sandbox.name().equals(name))
                .findFirst();
    }
}
