package org.privatelink.portal.provider;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties.Provider;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties.Registration;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientPropertiesMapper;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;

/**
 * The registrations that are configured. One whose provider has to be discovered, and does not answer, is missing until
 * it does: that keeps neither the portal from starting nor people from waiting.
 */
public class Providers implements ClientRegistrationRepository {

    /** Registration of the provider that people sign in at. */
    public static final String PEOPLE = "ims";

    /** Optional: an admin's own rights at Azure. */
    public static final String AZURE = "azure";

    private static final Logger log = LoggerFactory.getLogger(Providers.class);

    private final OAuth2ClientProperties configured;
    private final UnaryOperator<ClientRegistration> completed;
    private final Map<String, ClientRegistration> known = new ConcurrentHashMap<>();
    private final Set<String> missing = ConcurrentHashMap.newKeySet();

    public Providers(OAuth2ClientProperties configured, UnaryOperator<ClientRegistration> completed) {
        this.configured = configured;
        this.completed = completed;
        configured.getRegistration().keySet().forEach(this::discover);
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        return known.get(id);
    }

    boolean isConfigured(String id) {
        return configured.getRegistration().containsKey(id);
    }

    public boolean isMissing(String id) {
        return missing.contains(id);
    }

    @Scheduled(fixedDelayString = "5s")
    void discoverMissing() {
        missing.forEach(this::discover);
    }

    private void discover(String id) {
        try {
            known.put(id, completed.apply(read(id)));
            if (missing.remove(id)) {
                log.info("The provider of registration {} answers", id);
            }
        } catch (IllegalArgumentException away) {
            if (!isDiscovered(id)) {
                throw away;
            }
            if (missing.add(id)) {
                log.warn("The provider of registration {} does not answer; without it neither people nor the portal sign in"
                        + " there. It is asked again every 5 s: {}", id, NestedExceptionUtils.getMostSpecificCause(away).getMessage());
            }
        }
    }

    /** One by one, so that one provider that is down does not take the others with it. */
    private ClientRegistration read(String id) {
        OAuth2ClientProperties one = new OAuth2ClientProperties();
        one.getRegistration().put(id, configured.getRegistration().get(id));
        one.getProvider().putAll(configured.getProvider());
        return new OAuth2ClientPropertiesMapper(one).asClientRegistrations().get(id);
    }

    private boolean isDiscovered(String id) {
        Registration registration = configured.getRegistration().get(id);
        String name = registration.getProvider() == null ? id : registration.getProvider();
        Provider provider = configured.getProvider().get(name);
        return provider != null && provider.getIssuerUri() != null;
    }
}
