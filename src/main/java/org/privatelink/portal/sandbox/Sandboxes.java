package org.privatelink.portal.sandbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.platform.Acting;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.platform.Reads.Outcome;
import org.privatelink.portal.platform.Reads.Reading;
import org.privatelink.portal.sandbox.SandboxRights.Opened;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The list of sandboxes. Every page asks for it and it hardly changes: it is fetched anew each minute. The portal's last
 * one serves on while Platform does not answer, and for a while when it refuses to; a person's, as {@link Told} says. A
 * failure is told again for two seconds without another wait.
 */
@Component
public class Sandboxes {

    private static final Logger log = LoggerFactory.getLogger(Sandboxes.class);
    private static final String ALL = "all";
    private static final Duration GRACE = Duration.ofMinutes(10);

    private final SandboxClient client;
    private final SandboxRights rights;
    private final Reads reads;
    private final Clock clock;
    private final Duration fresh;
    private final Map<String, Reading<Kept>> underWay = new ConcurrentHashMap<>();
    private volatile @Nullable Kept kept;
    /** Each has it read in their own name. */
    private final Told<Acting.Self, List<Sandbox>> own;
    private final Cache<String, PlatformException> failed;

    /**
     * @param askedAt when Platform was asked last, whatever it said
     * @param refusal why the list may not be used any more; null while it may
     */
    private record Kept(List<Sandbox> list, Instant readAt, Instant askedAt, @Nullable PlatformException refusal) {}

    Sandboxes(
            SandboxClient client,
            SandboxRights rights,
            SandboxProperties properties,
            Patience patience,
            Reads reads,
            Clock clock) {
        this.client = client;
        this.rights = rights;
        this.reads = reads;
        this.clock = clock;
        this.fresh = properties.listFresh();
        this.own = new Told<>(
                self -> client.available(), properties.listFresh(), properties.grace(), patience, reads, clock);
        this.failed = Caffeine.newBuilder()
                .expireAfterWrite(Duration.ofSeconds(2))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** One for all who come meanwhile, in nobody's name and time. */
    private Reading<Kept> reading() {
        return underWay.computeIfAbsent(ALL, all -> Acting.asPortal(() -> reads.startShared(this::read)));
    }

    private Kept read() {
        try {
            Kept next = next(kept);
            kept = next;
            return next;
        } catch (PlatformException told) {
            failed.put(ALL, told);
            throw told;
        } catch (RuntimeException unexpected) {
            log.error("The list of sandboxes cannot be read", unexpected);
            throw unexpected;
        } finally {
            underWay.remove(ALL);
        }
    }

    private Kept next(@Nullable Kept old) {
        try {
            List<Sandbox> list = client.available();
            return new Kept(list, clock.instant(), clock.instant(), null);
        } catch (PlatformException told) {
            if (old == null) {
                throw told;
            }
            return new Kept(old.list(), old.readAt(), clock.instant(), refusal(old, told));
        }
    }

    /** Silence does not take back what was said. */
    private @Nullable PlatformException refusal(Kept old, PlatformException told) {
        if (Told.isSilence(told)) {
            return old.refusal();
        }
        boolean young = clock.instant().isBefore(old.readAt().plus(GRACE));
        return young ? null : told;
    }

    /** Those that a person may see, in whatever state they are. */
    public List<Sandbox> of(Person person) {
        return all().stream().filter(sandbox -> person.maySee(sandbox.name())).toList();
    }

    /** Those of the person in whose name Platform is called; else the portal's. */
    public List<Sandbox> all() {
        return Acting.self().map(self -> own.get(self, true)).orElseGet(this::everywhere);
    }

    /** Those of the portal's own credential, whoever asks: for what is counted over all. */
    public List<Sandbox> everywhere() {
        PlatformException recent = failed.getIfPresent(ALL);
        if (recent != null) {
            throw recent;
        }
        Kept present = present();
        if (present.refusal() != null) {
            failed.put(ALL, present.refusal());
            throw present.refusal();
        }
        return present.list();
    }

    /** Only where there is none yet anybody waits for it. */
    private Kept present() {
        Kept present = kept;
        if (present == null) {
            return first();
        }
        if (present.refusal() != null || !clock.instant().isBefore(present.askedAt().plus(fresh))) {
            refresh();
        }
        return present;
    }

    /** Nobody waits for it, nor pays for it. */
    private void refresh() {
        try {
            reading();
        } catch (RuntimeException | Error notBegun) {
            log.warn("The list of sandboxes cannot be read anew: {}", notBegun.toString());
        }
    }

    private Kept first() {
        Outcome<Kept> first = reading().outcomeInTime();
        if (first.failure() != null) {
            throw first.failure();
        }
        return first.value();
    }

    /** Those in which a person can do something, and see sources. */
    public List<Sandbox> usable(Person person) {
        return rights.allowed(of(person).stream().filter(Sandbox::isUsable).toList());
    }

    /**
     * Those that a person may see of things which the portal keeps of sandboxes, where they stand outside of the pages of
     * these. Platform is asked once for a sandbox, however many things there are.
     */
    public <T> Open<T> open(List<T> things, Function<T, String> sandbox, Person person) {
        Set<String> named = things.stream().map(sandbox).filter(person::maySee).collect(Collectors.toSet());
        Opened opened = Acting.self()
                .filter(self -> !named.isEmpty())
                .map(self -> opened(named, self))
                .orElseGet(() -> new Opened(named, null));
        return new Open<>(
                things.stream().filter(each -> opened.sandboxes().contains(sandbox.apply(each))).toList(),
                opened.unanswered());
    }

    /** What is not on the person's own list needs no question. */
    private Opened opened(Set<String> named, Acting.Self self) {
        Outcome<List<Sandbox>> listed = own.glance(self);
        return listed.value() == null
                ? Opened.none(listed.failure())
                : rights.open(listed.value().stream().map(Sandbox::name).filter(named::contains).toList());
    }

    /** The usable sandbox of that exact name. Nothing tells whether another is not there or not for this person. */
    public Optional<Sandbox> find(String name, Person person) {
        return of(person).stream()
                .filter(sandbox -> sandbox.isUsable() && sandbox.name().equals(name))
                .findFirst();
    }
}
