package org.privatelink.portal.sandbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.platform.Acting;
import org.privatelink.portal.platform.PlatformException.TooMany;
import org.privatelink.portal.platform.PlatformException.Unreachable;
import org.privatelink.portal.platform.PlatformException.Unreadable;
import org.privatelink.portal.platform.PlatformException;
import org.springframework.stereotype.Component;

/**
 * The list of sandboxes. Every page asks for it and it hardly changes: it is fetched anew each minute. The last one
 * serves on while Platform does not answer, and for a while when it refuses to. A failure is told again for two seconds
 * without another wait.
 */
@Component
public class Sandboxes {

    private static final String ALL = "all";
    private static final Duration GRACE = Duration.ofMinutes(10);

    private static final int MOST_PEOPLE = 10_000;

    private final SandboxClient client;
    private final SandboxRights rights;
    private final Clock clock;
    private final LoadingCache<String, Kept> kept;
    /** Loaded in the person's name, and so never by a thread of the cache. */
    private final Cache<String, List<Sandbox>> own =
            Caffeine.newBuilder().maximumSize(MOST_PEOPLE).expireAfterWrite(Duration.ofMinutes(1)).build();
    private final Cache<String, PlatformException> failed =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(2)).build();

    /** @param refusal why the list may not be used any more; null while it may */
    private record Kept(List<Sandbox> list, Instant readAt, @Nullable PlatformException refusal) {}

    Sandboxes(SandboxClient client, SandboxRights rights, Clock clock) {
        this.client = client;
        this.rights = rights;
        this.clock = clock;
        this.kept = Caffeine.newBuilder()
                .refreshAfterWrite(Duration.ofMinutes(1))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build(new CacheLoader<>() {
                    @Override
                    public Kept load(String all) {
                        return read();
                    }

                    @Override
                    public Kept reload(String all, Kept old) {
                        return again(old);
                    }
                });
    }

    private Kept read() {
        return new Kept(client.available(), clock.instant(), null);
    }

    /** A cache that is told of a failure would ask again with each page. */
    private Kept again(Kept old) {
        try {
            return read();
        } catch (PlatformException told) {
            boolean sick = told instanceof Unreachable || told instanceof TooMany || told instanceof Unreadable;
            boolean young = clock.instant().isBefore(old.readAt().plus(GRACE));
            return new Kept(old.list(), old.readAt(), sick || young ? null : told);
        }
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
            Kept present = Acting.asPortal(() -> kept.get(ALL));
            if (present.refusal() != null) {
                kept.refresh(ALL);
                throw present.refusal();
            }
            return present.list();
        } catch (PlatformException now) {
            failed.put(ALL, now);
            throw now;
        }
    }

    /** Those in which a person can do something, and see sources. */
    public List<Sandbox> usable(Person person) {
        return of(person).stream().filter(Sandbox::isUsable).filter(rights::allow).toList();
    }

    /** Whether a person may see what the portal keeps of a sandbox, where that stands outside of its own pages. */
    public boolean isOpen(String name, Person person) {
        return person.maySee(name) && rights.isOpen(name);
    }

    /** The usable sandbox of that exact name. Nothing tells whether another is not there or not for this person. */
    public Optional<Sandbox> find(String name, Person person) {
        return of(person).stream()
                .filter(sandbox -> sandbox.isUsable() && sandbox.name().equals(name))
                .findFirst();
    }
}
