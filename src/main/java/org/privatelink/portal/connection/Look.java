package org.privatelink.portal.connection;

import java.util.List;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointView;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.platform.Reads.Outcome;
import org.springframework.ui.Model;

/**
 * A look at credentials for a private connection.
 *
 * @param resolved the endpoints that Platform names for them, approved or not, or why it names none
 */
record Look(Outcome<List<Endpoint>> resolved, Warnings warnings) {

    /** What to look at, and which endpoint it is about. */
    void warn(Model model) {
        model.addAttribute("warnings", warnings);
        if (resolved.value() != null) {
            model.addAttribute("match", Match.resolved(resolved.value()));
        }
    }

    /** Platform's whole answer. */
    void show(Model model, EndpointView.Maker views) {
        warn(model);
        if (resolved.value() != null) {
            model.addAttribute("found", resolved.value().stream().map(found -> views.view(found, null)).toList());
        }
        if (resolved.failure() != null) {
            model.addAttribute("failure", Failure.of(resolved.failure()));
        }
    }
}
