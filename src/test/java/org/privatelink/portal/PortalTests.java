package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@PortalTest
class PortalTests {

    @LocalServerPort
    int port;

    @Test
    void signInPageIsServedToNobody() {
        Visitor nobody = Visitor.nobody(port);

        nobody.get("/s/prod");

        assertThat(nobody.status()).isEqualTo(200);
        assertThat(nobody.address()).endsWith("/sign-in");
    }

    @Test
    void engineerComesFromSignInToTheSandboxes() {
        Visitor engineer = Visitor.signedIn(port, "engineer");

        assertThat(engineer.page().select("h1").text()).isEqualTo("Choose a sandbox");
        assertThat(engineer.page().select("a[href=/s/prod]")).isNotEmpty();
    }

    @Test
    void personWithoutARoleSeesNothing() {
        Visitor nobody = Visitor.signedIn(port, "nobody");

        assertThat(nobody.status()).isEqualTo(403);
        assertThat(nobody.page().text()).contains("You have no role here yet");
    }
}
