package org.privatelink.portal.overview;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.authoring.AuthoringService;
import org.privatelink.portal.authoring.AuthoringView;
import org.privatelink.portal.cleanup.CleanupService;
import org.privatelink.portal.watch.Allowance;
import org.privatelink.portal.watch.AllowanceService;
import org.privatelink.portal.watch.Drifts;
import org.privatelink.portal.watch.LiveUpdates;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointState;
import org.privatelink.portal.endpoint.Endpoints;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.platform.Reads.Outcome;
import org.privatelink.portal.sandbox.LastSandbox;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
class OverviewController {

    private static final int LATEST = 8;

    private final Endpoints endpoints;
    private final AllowanceService allowances;
    private final AuthoringService authoring;
    private final ActivityService activities;
    private final Drifts drifts;
    private final LiveUpdates live;
    private final CleanupService cleanup;
    private final Reads reads;

    OverviewController(
            Endpoints endpoints,
            AllowanceService allowances,
            AuthoringService authoring,
            ActivityService activities,
            Drifts drifts,
            LiveUpdates live,
            CleanupService cleanup,
            Reads reads) {
        this.endpoints = endpoints;
        this.allowances = allowances;
        this.authoring = authoring;
        this.activities = activities;
        this.drifts = drifts;
        this.live = live;
        this.cleanup = cleanup;
        this.reads = reads;
    }

    /** A part of the page whose read failed says so; the others still stand. */
    @GetMapping("/s/{sandbox}")
    String overview(Sandbox sandbox, Model model, HttpServletResponse response) {
        long version = live.version(sandbox.name(), "endpoints");
        var listed = reads.start(() -> endpoints.list(sandbox.name()));
        var counted = reads.start(() -> allowances.of(sandbox));
        var switched = reads.start(() -> authoring.view(sandbox));
        Outcome<List<Endpoint>> list = listed.outcome();
        Outcome<Allowance> allowance = counted.outcome();
        Outcome<AuthoringView> status = switched.outcome();
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("version", version);
        model.addAttribute("drifts", drifts.open(sandbox.name()));
        model.addAttribute("counts", list.value() == null ? null : counts(list.value()));
        model.addAttribute("endpointsFailure", list.failure() == null ? null : Failure.of(list.failure()));
        model.addAttribute("allowance", allowance.value());
        model.addAttribute("authoring", status.value());
        model.addAttribute("authoringFailure", status.failure() == null ? null : Failure.of(status.failure()));
        model.addAttribute("leftOver", cleanup.total(sandbox.name()));
        model.addAttribute("latest", activities.latest(sandbox.name(), LATEST));
        LastSandbox.remember(sandbox, response);
        return "overview/overview";
    }

    /** Every state that has endpoints, those that need somebody first. */
    private static Map<EndpointState, Long> counts(List<Endpoint> all) {
        Map<EndpointState, Long> counts = new LinkedHashMap<>();
        Arrays.stream(EndpointState.values()).forEach(state -> {
            long count = all.stream().filter(endpoint -> endpoint.status() == state).count();
            if (count > 0) {
                counts.put(state, count);
            }
        });
        return counts;
    }
}
