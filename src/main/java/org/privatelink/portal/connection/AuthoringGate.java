package org.privatelink.portal.connection;

import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.AlreadySubmitted;
import org.privatelink.portal.activity.OutcomeLost;
import org.privatelink.portal.authoring.AuthoringService;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * Platform changes a private connection only while interactive authoring is on (contract 1.3): tells whether it is,
 * and turns it on from the page where it is missing.
 */
@Component
class AuthoringGate {

    private static final int USUAL_MINUTES = 60;

    private final AuthoringService authoring;
    private final Reads reads;

    AuthoringGate(AuthoringService authoring, Reads reads) {
        this.authoring = authoring;
        this.reads = reads;
    }

    boolean isShut(Sandbox sandbox, Connection connection) {
        return connection.usesPrivateLink() && !authoring.view(sandbox).state().isOn();
    }

    void show(Sandbox sandbox, Connection connection, Model model) {
        model.addAttribute("gated", connection.usesPrivateLink());
        if (connection.usesPrivateLink()) {
            model.addAttribute("authoring", reads.start(() -> authoring.view(sandbox)).outcome().value());
        }
    }

    void switchOn(Sandbox sandbox, String submission, Person person, Model model) {
        try {
            authoring.switchOn(sandbox, USUAL_MINUTES, "", submission, person);
        } catch (PlatformException told) {
            model.addAttribute("failure", Failure.of(told));
        } catch (AlreadySubmitted | OutcomeLost asked) {
            // It was asked for; the page shows what has become of it.
        }
    }
}
