package org.privatelink.portal.platform;

import java.util.concurrent.locks.ReentrantLock;
import org.privatelink.portal.platform.PlatformException.NotAllowed;
import org.privatelink.portal.platform.PlatformException.Unreachable;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.web.client.RestClientException;

/** The server-to-server token: fetched when needed, renewed before it ends, one fetch at a time. */
final class PlatformTokens {

    static final String REGISTRATION = "platform";
    private static final String PRINCIPAL = "private-link-portal";

    private final OAuth2AuthorizedClientManager manager;
    private final OAuth2AuthorizedClientService store;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    PlatformTokens(OAuth2AuthorizedClientManager manager, OAuth2AuthorizedClientService store) {
        this.manager = manager;
        this.store = store;
    }

    String current() {
        oneAtATime.lock();
        try {
            OAuth2AuthorizedClient client = manager.authorize(
                    OAuth2AuthorizeRequest.withClientRegistrationId(REGISTRATION).principal(PRINCIPAL).build());
            if (client == null) {
                throw new NotAllowed(NotAllowed.Reason.TOKEN, problem(0, null, "No token was issued"));
            }
            return client.getAccessToken().getTokenValue();
        } catch (OAuth2AuthorizationException refused) {
            throw asPlatformException(refused);
        } finally {
            oneAtATime.unlock();
        }
    }

    /** Forgets a token that Platform does not take any more, unless another call has renewed it meanwhile. */
    void forget(String token) {
        oneAtATime.lock();
        try {
            OAuth2AuthorizedClient client = store.loadAuthorizedClient(REGISTRATION, PRINCIPAL);
            if (client != null && client.getAccessToken().getTokenValue().equals(token)) {
                store.removeAuthorizedClient(REGISTRATION, PRINCIPAL);
            }
        } finally {
            oneAtATime.unlock();
        }
    }

    private static PlatformException asPlatformException(OAuth2AuthorizationException refused) {
        String code = refused.getError().getErrorCode();
        if (refused.getCause() instanceof RestClientException || "invalid_token_response".equals(code)) {
            return new Unreachable(problem(0, code, "The token endpoint gave no usable answer"), null);
        }
        return new NotAllowed(
                NotAllowed.Reason.TOKEN, problem(401, code, "The token endpoint refused the server-to-server credential"));
    }

    private static Problem problem(int status, @org.jspecify.annotations.Nullable String code, String text) {
        return new Problem(status, code, text, "none");
    }
}
