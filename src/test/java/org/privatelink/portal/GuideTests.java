package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;

/** The way from an endpoint to a connection: what is done, what comes next, and that one can leave and come back. */
@PortalTest
class GuideTests {

    @LocalServerPort
    private int port;

    @Autowired
    private Environment environment;

    private Upstream upstream;
    private Visitor engineer;

    @BeforeEach
    void signIn() {
        upstream = Upstream.of(environment);
        engineer = Visitor.signedIn(port, "engineer");
    }

    @Test
    void approvedEndpointWithAConnectionIsAtTheEndOfItsWay() {
        String lake = upstream.endpointId("prod", "acme-lake");
        engineer.get("/s/prod/endpoints/" + lake + "/guide");
        assertThat(states()).isEqualTo("Done Done Done Done Done");
        assertThat(engineer.page().select("main .button--accent").text()).isEqualTo("Open the connection");
    }

    @Test
    void pendingEndpointWaitsForItsOwner() {
        String shares = upstream.endpointId("prod", "contoso-shares");
        engineer.get("/s/prod/endpoints/" + shares + "/guide");
        assertThat(states()).isEqualTo("Done Done Waiting Later Later");
        assertThat(engineer.page().select("li[aria-current=step]").text()).contains("owner of the resource has to approve");
    }

    @Test
    void rejectedEndpointEndsTheWay() {
        String web = upstream.endpointId("prod", "fabrikam-web-blob");
        engineer.get("/s/prod/endpoints/" + web + "/guide");
        assertThat(states()).isEqualTo("Done Done Ended Later Later");
    }

    @Test
    void draftIsResumedWhereItWasLeftAndIsNobodyElses() {
        engineer.get("/s/prod/endpoints/new?source=azure-blob");
        engineer.submit(Asking.form("guided"));
        String draft = engineer.address().replaceFirst(".*(/s/prod/requests/[^/]+)/.*", "$1");

        engineer.get("/s/prod/guide");
        assertThat(engineer.page().select("main li").text()).contains("guided", "0 of 5 done");
        engineer.get(draft + "/guide");
        assertThat(states()).isEqualTo("Next: you Later Later Later Later");
        engineer.get(engineer.page().select("main .button--accent").attr("href"));
        assertThat(engineer.address()).endsWith("/check");

        Visitor admin = Visitor.signedIn(port, "admin");
        admin.get(draft + "/guide");
        assertThat(admin.status()).isEqualTo(404);
    }

    @Test
    void supportSeesTheWayAndNoButton() {
        Visitor support = Visitor.signedIn(port, "support");
        support.get("/s/prod/endpoints/" + upstream.endpointId("prod", "contoso-shares") + "/guide");
        assertThat(support.page().select("main .tasks li")).hasSize(5);
        assertThat(support.page().select("main .button--accent")).isEmpty();
    }

    @Test
    void unknownEndpointHasNoWay() {
        engineer.get("/s/prod/endpoints/nowhere/guide");
        assertThat(engineer.status()).isEqualTo(404);
    }

    private String states() {
        return String.join(" ", engineer.page().select("main .tasks li > .state, main .tasks li > .badge").eachText());
    }
}
