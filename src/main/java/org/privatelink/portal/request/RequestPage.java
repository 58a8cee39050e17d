package org.privatelink.portal.request;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.endpoint.EndpointView;
import org.privatelink.portal.endpoint.Watched;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.page.Option;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.platform.PlatformProperties;
import org.privatelink.portal.request.RequestService.Followed;
import org.privatelink.portal.sandbox.Open;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.sandbox.Sandboxes;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** The page of one request: what a second person needs to decide, in the order in which it is needed. */
@Component
class RequestPage {

    private static final int SHOWN_OTHERS = 5;

    private final Sandboxes sandboxes;
    private final RequestService service;
    private final ActivityService activities;
    private final Existing.Finder existing;
    private final Watched watched;
    private final RequestView.Maker views;
    private final EndpointView.Maker endpoints;
    private final PlatformProperties platform;
    private final Texts texts;

    RequestPage(
            Sandboxes sandboxes,
            RequestService service,
            ActivityService activities,
            Existing.Finder existing,
            Watched watched,
            RequestView.Maker views,
            EndpointView.Maker endpoints,
            PlatformProperties platform,
            Texts texts) {
        this.sandboxes = sandboxes;
        this.service = service;
        this.activities = activities;
        this.existing = existing;
        this.watched = watched;
        this.views = views;
        this.endpoints = endpoints;
        this.platform = platform;
        this.texts = texts;
    }

    /** What the person may do here now; what not, is said on the page with the reason. */
    record Offers(boolean decide, boolean own, boolean takeBack, boolean sendAgain, boolean copy) {}

    /** The part that changes by itself, from the portal's own database. */
    RequestView showState(Sandbox sandbox, Followed followed, Person person, Model model) {
        RequestView view = views.view(followed);
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("view", view);
        model.addAttribute("offers", offers(followed, person));
        model.addAttribute("endpoint", endpoint(sandbox, view).orElse(null));
        return view;
    }

    void show(Sandbox sandbox, Followed followed, FormView form, Person person, Model model) {
        SetUpRequest request = followed.request();
        model.addAttribute("version", watched.version(sandbox.name(), "request/" + request.id()));
        RequestView view = showState(sandbox, followed, person, model);
        boolean waiting = followed.state() == RequestState.REQUESTED;
        model.addAttribute("form", form);
        model.addAttribute("organisation", platform.orgId());
        model.addAttribute(
                "existing", waiting && view.source() != null ? existing.around(sandbox, request, view.source(), person) : null);
        Open<Followed> others = sandboxes.open(service.othersOf(request), other -> other.request().sandbox(), person);
        model.addAttribute("others", others.things().stream().limit(SHOWN_OTHERS).map(views::view).toList());
        model.addAttribute("part", others.isPart());
        model.addAttribute("history", activities.about(sandbox.name(), request.id()));
        model.addAttribute("decisions", decisions());
    }

    private static Offers offers(Followed followed, Person person) {
        boolean waiting = followed.state() == RequestState.REQUESTED;
        boolean own = followed.request().isOf(person);
        return new Offers(
                waiting && person.isAdmin() && !own,
                waiting && own && person.mayChange(),
                followed.request().sendAt() != null && (person.isAdmin() || own && person.mayChange()),
                followed.state() == RequestState.FAILED && (person.isAdmin() || own && person.mayChange()),
                followed.state().isOver() && person.mayChange());
    }

    /** The endpoint that came of it, as the watcher last saw it. */
    private Optional<EndpointView> endpoint(Sandbox sandbox, RequestView view) {
        @Nullable String id = view.endpointId();
        return id == null
                ? Optional.empty()
                : watched.known(sandbox.name(), id).map(known -> endpoints.view(known.endpoint(), null));
    }

    private List<Option> decisions() {
        return List.of(
                new Option("approve", texts.get("request.decide.approve"), texts.get("request.decide.approve.hint")),
                new Option("reject", texts.get("request.decide.reject"), texts.get("request.decide.reject.hint")));
    }
}
