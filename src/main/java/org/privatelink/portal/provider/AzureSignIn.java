package org.privatelink.portal.provider;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.privatelink.portal.platform.Secret;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/** The Azure side of a person who is signed in here: optional, and never a way to sign in to the portal. */
@Component
public class AzureSignIn {

    private final boolean offered;
    private final AzureTokens tokens;

    AzureSignIn(Providers providers, AzureTokens tokens) {
        this.offered = providers.isConfigured(Providers.AZURE);
        this.tokens = tokens;
    }

    /** Whether this portal is registered with a directory of Azure. */
    public boolean isOffered() {
        return offered;
    }

    /** Empty before the person has signed in to Azure, and after that sign-in has ended. */
    public Optional<AzureToken> token(HttpServletRequest request) {
        Authentication person = SecurityContextHolder.getContext().getAuthentication();
        if (person == null) {
            return Optional.empty();
        }
        OAuth2AuthorizedClient client = tokens.loadAuthorizedClient(Providers.AZURE, person, request);
        return Optional.ofNullable(client).map(each -> new AzureToken(Secret.of(each.getAccessToken().getTokenValue())));
    }

    /** For a token that Azure does not take any more. */
    public void forget(HttpServletRequest request) {
        tokens.forget(request);
    }

    /** Where signing in to Azure begins; it leads back to the given path of this portal. */
    public String pathFrom(String back) {
        return OneProvider.BEGIN + Providers.AZURE + "?" + OneProvider.RETURN + "="
                + UriUtils.encode(back, StandardCharsets.UTF_8);
    }
}
