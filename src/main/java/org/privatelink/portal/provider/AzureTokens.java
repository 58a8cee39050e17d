package org.privatelink.portal.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Scheduler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.stereotype.Component;

/**
 * What people's sign-ins issued for Azure, in memory alone: bound to the session and the person, gone at sign-out, at
 * its end, and when it was not used for as long as a session lasts unused. What other providers issue is not kept:
 * nobody uses it.
 */
@Component
public class AzureTokens implements LogoutHandler {

    private static final int MOST = 1_000;
    /** A token with less life left is not worth sending. */
    private static final Duration LEAST = Duration.ofSeconds(20);
    /** Where sessions have no end. */
    private static final Duration USUAL = Duration.ofMinutes(30);

    private final Cache<String, Kept> kept;
    private final Clock clock;

    private record Kept(OAuth2AuthorizedClient client, Duration idle) {

        Duration left(Instant now) {
            Instant end = client.getAccessToken().getExpiresAt();
            Duration left = end == null ? idle : Duration.between(now, end).minus(LEAST);
            return left.isNegative() ? Duration.ZERO : left;
        }

        Duration shorter(Instant now) {
            return left(now).compareTo(idle) < 0 ? left(now) : idle;
        }

        boolean isOf(String registration, String person) {
            return client.getClientRegistration().getRegistrationId().equals(registration)
                    && client.getPrincipalName().equals(person);
        }
    }

    public AzureTokens(Clock clock) {
        this.clock = clock;
        this.kept = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfter(Expiry.<String, Kept>accessing((session, each) -> each.shorter(clock.instant())))
                .scheduler(Scheduler.systemScheduler())
                .build();
    }

    @SuppressWarnings("unchecked")
    public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
            String registration, Authentication principal, HttpServletRequest request) {
        return (T) session(request)
                .map(kept::getIfPresent)
                .filter(each -> each.isOf(registration, principal.getName()))
                .filter(each -> !each.left(clock.instant()).isZero())
                .map(Kept::client)
                .orElse(null);
    }

    public void saveAuthorizedClient(
            OAuth2AuthorizedClient client,
            Authentication principal,
            HttpServletRequest request,
            HttpServletResponse response) {
        HttpSession session = request.getSession(false);
        if (session != null && client.getClientRegistration().getRegistrationId().equals(Providers.AZURE)) {
            int idle = session.getMaxInactiveInterval();
            kept.put(session.getId(), new Kept(client, idle > 0 ? Duration.ofSeconds(idle) : USUAL));
        }
    }

    public void removeAuthorizedClient(
            String registration, Authentication principal, HttpServletRequest request, HttpServletResponse response) {
        forget(request);
    }

    @Override
    public void logout(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
        forget(request);
    }

    void forget(HttpServletRequest request) {
        session(request).ifPresent(kept::invalidate);
    }

    /** A session that has got another id is still the same person's. */
    public void follow(String before, String now) {
        Kept moved = kept.asMap().remove(before);
        if (moved != null) {
            kept.put(now, moved);
        }
    }

    private static Optional<String> session(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false)).map(HttpSession::getId).filter(Objects::nonNull);
    }
}
