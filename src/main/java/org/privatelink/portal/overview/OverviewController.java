package org.privatelink.portal.overview;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.authoring.AuthoringService;
import org.privatelink.portal.authoring.AuthoringView;
import org.privatelink.portal.cleanup.CleanupService;
import org.privatelink.portal.watch.Allowance;
import org.privatelink.portal.watch.AllowanceService;
import org.privatelink.portal.watch.Drifts;
import org.privatelink.portal.watch.LiveUpdates;
import org.privatelink.portal.endpoint.EndpointState;
import org.privatelink.portal.endpoint.Watched;
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
    /** For what stands beside the rest. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Watched watched;
    private final AllowanceService allowances;
    private final AuthoringService authoring;
    private final ActivityService activities;
    private final Drifts drifts;
    private final LiveUpdates live;
    private final CleanupService cleanup;
    private final LastSandbox last;
    private final Reads reads;

    OverviewController(
            Watched watched,
            AllowanceService allowances,
            AuthoringService authoring,
            ActivityService activities,
            Drifts drifts,
            LiveUpdates live,
            CleanupService cleanup,
            LastSandbox last,
            Reads reads) {
        this.watched = watched;
        this.allowances = allowances;
        this.authoring = authoring;
        this.activities = activities;
        this.drifts = drifts;
        this.live = live;
        this.cleanup = cleanup;
        this.last = last;
        this.reads = reads;
    }

    /** A part of the page whose read failed says so; the others still stand. */
    @GetMapping("/s/{sandbox}")
    String overview(Sandbox sandbox, Model model, HttpServletRequest request, HttpServletResponse response) {
        var freshened = reads.start(() -> watched.freshen(sandbox.name()));
        var counted = reads.start(() -> allowances.of(sandbox));
        var switched = reads.start(() -> authoring.view(sandbox));
        Failure failure = freshened.get().orElse(null);
        Outcome<Allowance> allowance = counted.outcome();
        Outcome<AuthoringView> status = switched.outcome(PATIENCE);
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("version", live.version(sandbox.name(), "endpoints"));
        model.addAttribute("drifts", drifts.open(sandbox.name()));
        model.addAttribute("counts", failure == null || failure.isResting() ? counts(sandbox.name()) : null);
        model.addAttribute("endpointsFailure", failure);
        model.addAttribute("allowance", allowance.value());
        model.addAttribute("authoring", status.value());
        model.addAttribute("authoringFailure", status.failure() == null ? null : Failure.of(status.failure()));
        model.addAttribute("leftOver", cleanup.total(sandbox.name()));
        model.addAttribute("latest", activities.latest(sandbox.name(), LATEST));
        last.remember(sandbox, request, response);
        return "overview/overview";
    }

    /** Every state that has endpoints, those that need somebody first; null while nothing has been seen yet. */
    private @Nullable Map<EndpointState, Long> counts(String sandbox) {
        return watched.checked(sandbox).last() == null ? null : watched.states(sandbox);
    }
}
