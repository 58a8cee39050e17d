package org.privatelink.portal.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class FormTokensTests {

    private final FormTokens tokens = new FormTokens();
    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/s/prod");

    @Test
    void tokenIsOf256BitsAndNeverTheSame() {
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            made.add(tokens.generateToken(request).getToken());
        }

        assertThat(made).hasSize(1_000).allMatch(token -> Base64.getUrlDecoder().decode(token).length == 32);
    }

    @Test
    void tokenIsKeptInTheSession() {
        tokens.saveToken(tokens.generateToken(request), request, new MockHttpServletResponse());

        assertThat(tokens.loadToken(request).getToken()).hasSize(43);
    }
}
