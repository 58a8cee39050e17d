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

    void show(Model model, EndpointView.Maker views) {
        List<Endpoint> found = resolved.value();
        if (found != null) {
            model.addAttribute("found", found.stream().map(endpoint -> views.view(endpoint, null)).toList());
        }
        if (resolved.failure() != null) {
            model.addAttribute("failure", Failure.of(resolved.failure()));
        }
        model.addAttribute("warnings", warnings);
    }
}
