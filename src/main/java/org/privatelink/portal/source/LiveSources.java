package org.privatelink.portal.source;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.source.SourceClient.AuthSpec;
import org.privatelink.portal.source.SourceClient.ConnectionSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.stereotype.Component;

/**
 * The catalogue's sources with the authentication kinds that Platform offers now. Platform is asked once for all who
 * wait; a page does not wait long, and then the catalogue serves as it is.
 */
@Component
public class LiveSources {

    private static final Logger log = LoggerFactory.getLogger(LiveSources.class);
    private static final int MOST = 500;

    private final Sources sources;
    private final SourceClient client;
    private final SourceProperties.Live settings;
    private final AsyncCache<Key, List<AuthSpec>> kept;

    /** What a technical account may see can differ by sandbox. */
    private record Key(String sandbox, String specId) {}

    LiveSources(
            Sources sources,
            SourceClient client,
            SourceProperties properties,
            SimpleAsyncTaskExecutorBuilder threads,
            Clock clock) {
        this.sources = sources;
        this.client = client;
        this.settings = properties.live();
        this.kept = Caffeine.newBuilder()
                .maximumSize(MOST)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfter(Expiry.<Key, List<AuthSpec>>creating(
                        (key, answer) -> answer.isEmpty() ? settings.tryAgainAfter() : settings.keepFor()))
                .executor(threads.threadNamePrefix("source-").build())
                .buildAsync();
    }

    /** The source of that key, with the kinds that Platform offers in a sandbox. */
    public Optional<Source> find(String sandbox, String sourceKey) {
        return sources.find(sourceKey).map(source -> of(sandbox, source));
    }

    public Source of(String sandbox, Source documented) {
        return LiveKinds.over(documented, answer(new Key(sandbox, documented.specId())));
    }

    private List<AuthSpec> answer(Key key) {
        CompletableFuture<List<AuthSpec>> asked = kept.get(key, this::ask);
        try {
            return asked.get(settings.waitAtMost().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException none) {
            return List.of();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** Nothing where Platform does not answer: that is remembered for a while too. */
    private List<AuthSpec> ask(Key key) {
        try {
            return client.connectionSpec(key.sandbox(), key.specId()).map(ConnectionSpec::authSpec).orElse(List.of());
        } catch (PlatformException failed) {
            log.debug("Specification {} could not be read: {}", key.specId(), failed.problem().text());
            return List.of();
        }
    }
}
