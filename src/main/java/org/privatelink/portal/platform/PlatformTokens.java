package org.privatelink.portal.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.platform.PlatformException.NotAllowed;
import org.privatelink.portal.platform.PlatformException.Unreachable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.web.client.RestClientResponseException;

/**
 * The server-to-server token: fetched when needed, renewed before it ends, one fetch at a time. After a failure the
 * token endpoint is left in peace for some seconds, so that those who wait do not each wait for a failure of their own. That
 * somebody had too little time left for it is none.
 */
final class PlatformTokens {

    static final String REGISTRATION = "platform";
    private static final String PRINCIPAL = "private-link-portal";
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(PlatformTokens.class);

    private final OAuth2AuthorizedClientManager manager;
    private final OAuth2AuthorizedClientService store;
    private final Duration patience;
    private final Clock clock;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private volatile @Nullable PlatformException failure;
    private Instant nextTry = Instant.MIN;

    /** @param patience how long a call may wait for another's fetch */
    PlatformTokens(
            OAuth2AuthorizedClientManager manager,
            OAuth2AuthorizedClientService store,
            Duration patience,
            Clock clock) {
        this.manager = manager;
        this.store = store;
        this.patience = patience;
        this.clock = clock;
    }

    Secret current() {
        PlatformException known = failure;
        if (!enter(known)) {
            return remaining(known != null
                    ? known
                    : new Unreachable(problem(0, null, "The token endpoint gave no answer in time")));
        }
        try {
            if (failure != null && clock.instant().isBefore(nextTry)) {
                return remaining(failure);
            }
            return fetch();
        } catch (OAuth2AuthorizationException refused) {
            return afterFailure(asPlatformException(refused), pause(refused));
        } finally {
            oneAtATime.unlock();
        }
    }

    /** After a failure one call finds out whether it is over, and the others do not wait for that. */
    private boolean enter(@Nullable PlatformException known) {
        try {
            return known == null
                    ? oneAtATime.tryLock(Deadline.left(patience).toMillis(), TimeUnit.MILLISECONDS)
                    : oneAtATime.tryLock();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Secret fetch() {
        OAuth2AuthorizedClient client;
        try {
            client = manager.authorize(
                    OAuth2AuthorizeRequest.withClientRegistrationId(REGISTRATION).principal(PRINCIPAL).build());
        } catch (OAuth2AuthorizationException refused) {
            throw refused;
        } catch (RuntimeException broken) {
            // Such as a connection that breaks within the answer; its text may hold anything.
            return afterFailure(new Unreachable(problem(0, null, "The token endpoint gave no usable answer")), PAUSE);
        }
        if (client == null) {
            throw new NotAllowed(NotAllowed.Reason.TOKEN, problem(0, null, "No token was issued"));
        }
        failure = null;
        return value(client);
    }

    private Secret afterFailure(PlatformException failed, Duration pause) {
        if (Deadline.hasCut()) {
            return remaining(failed);
        }
        log.warn("No server-to-server token: {}", failed.problem());
        failure = failed;
        nextTry = clock.instant().plus(pause);
        return remaining(failed);
    }

    /** A token that could not be renewed early still serves until it ends. */
    private Secret remaining(PlatformException otherwise) {
        OAuth2AuthorizedClient client = store.loadAuthorizedClient(REGISTRATION, PRINCIPAL);
        Instant end = client == null ? null : client.getAccessToken().getExpiresAt();
        if (client == null || end == null || !clock.instant().isBefore(end)) {
            throw otherwise;
        }
        return value(client);
    }

    /**
     * Forgets a token that Platform does not take any more, unless another call has renewed it. Without the lock, which may
     * be held for long: one that is renewed in this very moment is forgotten too, and fetched once more.
     */
    void forget(Secret token) {
        OAuth2AuthorizedClient client = store.loadAuthorizedClient(REGISTRATION, PRINCIPAL);
        if (client != null && value(client).equals(token)) {
            store.removeAuthorizedClient(REGISTRATION, PRINCIPAL);
        }
    }

    private static Secret value(OAuth2AuthorizedClient client) {
        return Secret.of(client.getAccessToken().getTokenValue());
    }

    private static PlatformException asPlatformException(OAuth2AuthorizationException refused) {
        String code = refused.getError().getErrorCode();
        RestClientResponseException answer = answer(refused);
        int status = answer == null ? 0 : answer.getStatusCode().value();
        if (status == 401 || status == 403 || !"invalid_token_response".equals(code)) {
            return new NotAllowed(
                    NotAllowed.Reason.TOKEN, problem(401, code, "The token endpoint refused the server-to-server credential"));
        }
        return new Unreachable(problem(status, code, "The token endpoint gave no usable answer"));
    }

    private Duration pause(OAuth2AuthorizationException refused) {
        RestClientResponseException answer = answer(refused);
        if (answer == null || answer.getStatusCode().value() != 429 || answer.getResponseHeaders() == null) {
            return PAUSE;
        }
        Duration said = Answer.retryAfter(answer.getResponseHeaders().getFirst("Retry-After"), clock);
        return said.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : said;
    }

    private static @Nullable RestClientResponseException answer(Throwable refused) {
        return Stream.iterate(refused, Objects::nonNull, Throwable::getCause)
                .limit(10)
                .filter(RestClientResponseException.class::isInstance)
                .map(RestClientResponseException.class::cast)
                .findFirst()
                .orElse(null);
    }

    private static Problem problem(int status, @Nullable String code, String text) {
        return new Problem(status, code, text, "none");
    }
}
