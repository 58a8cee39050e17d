package org.privatelink.portal.simulator.platform;

import java.util.Comparator;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Stands in for the Azure portal of those who own the resources. Nobody signs in: it is a demonstration. */
@Controller
class AzureController {

    private static final Comparator<PrivateEndpoint> UNDECIDED_FIRST =
            Comparator.comparing(endpoint -> !endpoint.offers(Decision.APPROVE));

    private final Endpoints endpoints;

    AzureController(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    @GetMapping("/")
    String start() {
        return "redirect:/azure";
    }

    @GetMapping("/azure")
    String endpoints(Model model) {
        model.addAttribute(
                "endpoints", endpoints.all().stream().sorted(UNDECIDED_FIRST).toList());
        return "simulator/azure";
    }

    @PostMapping("/azure")
    String decide(@RequestParam String id, @RequestParam Decision decision, RedirectAttributes flash) {
        flash.addFlashAttribute("outcome", endpoints.decide(id, decision) ? "azure.decided" : "azure.refused");
        return "redirect:/azure";
    }
}
