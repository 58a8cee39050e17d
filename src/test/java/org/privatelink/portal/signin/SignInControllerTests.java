package org.privatelink.portal.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.privatelink.portal.account.AccountFixture;
import org.privatelink.portal.account.CurrentPerson;
import org.privatelink.portal.provider.Providers;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties.Provider;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties.Registration;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.ui.ExtendedModelMap;

class SignInControllerTests {

    @Test
    void pageTellsThatTheProviderDoesNotAnswer() {
        var configured = new OAuth2ClientProperties();
        configured.getRegistration().put("ims", new Registration());
        var nowhere = new Provider();
        nowhere.setIssuerUri("http://localhost:1");
        configured.getProvider().put("ims", nowhere);
        var providers = new Providers(configured, registration -> registration);
        var model = new ExtendedModelMap();

        new SignInController(new CurrentPerson(AccountFixture.properties(Map.of())), providers, mock())
                .signIn(null, null, new MockHttpServletRequest(), model);

        assertThat(model.getAttribute("away")).isEqualTo(true);
    }
}
