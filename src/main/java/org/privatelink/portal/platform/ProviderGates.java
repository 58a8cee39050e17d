package org.privatelink.portal.platform;

import io.netty.channel.ChannelException;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistration.ProviderDetails;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestHeadersSpec;
import org.springframework.web.client.RestClientResponseException;

/**
 * A gate before each provider that people sign in at, for its tokens and what it tells of a person together. Whether one
 * answers again the portal finds out by itself, without anybody's token.
 */
public final class ProviderGates {

    /** Of somebody before a service that is away. */
    private static final Set<Integer> AWAY = Set.of(502, 503, 504);

    private final ClientRegistrationRepository registrations;
    private final RestClient http;
    private final Gate.Limits limits;
    private final Clock clock;
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();

    ProviderGates(ClientRegistrationRepository registrations, RestClient http, Gate.Limits limits, Clock clock) {
        this.registrations = registrations;
        this.http = http;
        this.limits = limits;
        this.clock = clock;
    }

    /** Whether the provider of a registration has not answered lately, so that nobody asks it. */
    public boolean isResting(String registration) {
        Gate gate = gates.get(registration);
        return gate != null && gate.rest().isPresent();
    }

    <T> T ask(ClientRegistration registration, Supplier<T> call) {
        return gates.computeIfAbsent(registration.getRegistrationId(), this::gate)
                .call(call, answer -> null, ProviderGates::fault);
    }

    private Gate gate(String registration) {
        Gate gate = new Gate("The provider of registration " + registration, limits, clock);
        gate.tryBy(() -> gate.judged(() -> isAway(registration), away -> away ? "it is away" : null, ProviderGates::fault));
        return gate;
    }

    /**
     * What lacks all that it should have is refused (RFC 6749, 5.2; RFC 6750, 3.1), and so it may be, in whatever way. Not
     * every provider has somewhere to ask about people.
     *
     * @return whether somebody answers in its place that it is away
     */
    private boolean isAway(String registration) {
        ProviderDetails provider = Objects.requireNonNull(registrations.findByRegistrationId(registration))
                .getProviderDetails();
        String people = provider.getUserInfoEndpoint().getUri();
        return isAway(http.post().uri(provider.getTokenUri()).contentType(MediaType.APPLICATION_FORM_URLENCODED))
                || people != null && !people.isBlank() && isAway(http.get().uri(people));
    }

    private static boolean isAway(RequestHeadersSpec<?> request) {
        return Boolean.TRUE.equals(request.exchange((asked, answer) -> {
            answer.getBody().readAllBytes();
            return AWAY.contains(answer.getStatusCode().value());
        }));
    }

    /** Whatever a provider says is an answer, a no to somebody most of all. */
    private static @Nullable String fault(RuntimeException told) {
        RestClientResponseException answered = cause(told, RestClientResponseException.class);
        if (answered != null) {
            int status = answered.getStatusCode().value();
            return status >= 500 ? "status " + status : null;
        }
        boolean broken = cause(told, IOException.class) != null || cause(told, ChannelException.class) != null;
        return broken ? Silence.of(told).text() : null;
    }

    private static <T> @Nullable T cause(Throwable told, Class<T> type) {
        return Stream.iterate(told, Objects::nonNull, Throwable::getCause)
                .limit(10)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }
}
