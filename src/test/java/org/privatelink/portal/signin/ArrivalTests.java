package org.privatelink.portal.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.privatelink.portal.account.Person;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

class ArrivalTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 | Firefox, Linux",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0 | Edge, Windows",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15 | Safari, macOS",
        "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36 | Chrome, Android",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Safari/604.1 | Safari, iPhone",
        "<script>alert(1)</script> | ''",
        "curl/8.5.0 | ''"
    })
    void browserIsToldByItsNameAndSystem(String agent, String browser) {
        assertThat(arrival("Erin", agent).browser()).isEqualTo(browser);
    }

    @Test
    void whatDoesNotFitIsCut() {
        assertThat(arrival("\uD83D\uDE00".repeat(400), "x").name()).hasSizeLessThanOrEqualTo(200).endsWith("\uD83D\uDE00");
        assertThat(arrival("a\0b", "x").name()).isEqualTo("a\uFFFDb");
    }

    private static Arrival arrival(String name, String agent) {
        var request = new MockHttpServletRequest();
        request.addHeader("User-Agent", agent);
        Instant now = Instant.parse("2026-11-22T10:00:00Z");
        var idToken = new OidcIdToken("value", now, now.plusSeconds(60), Map.of("sub", "joe", "sid", "session"));
        return Arrival.of(new DefaultOidcUser(List.of(), idToken), new Person("oid", name, null, Set.of()), request);
    }
}
