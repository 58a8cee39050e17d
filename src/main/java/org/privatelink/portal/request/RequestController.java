package org.privatelink.portal.request;

import static org.privatelink.portal.page.Export.column;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.page.Export;
import org.privatelink.portal.page.Export.Format;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.page.Listing;
import org.privatelink.portal.page.Listing.Order;
import org.privatelink.portal.page.Kept;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.page.Option;
import org.privatelink.portal.page.SeeOther;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.request.RequestService.Followed;
import org.privatelink.portal.sandbox.Open;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.sandbox.Sandboxes;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Looking at requests: the list, which is the approvers' inbox, and one with all that is needed to decide. */
@Controller
class RequestController {

    private static final Comparator<RequestView> OLDEST = Comparator.comparing(RequestView::since);
    private static final Map<String, Comparator<RequestView>> COLUMNS = Map.of(
            "state", Comparator.comparing(RequestView::state).thenComparing(OLDEST),
            "name", Comparator.comparing(RequestView::name, String.CASE_INSENSITIVE_ORDER),
            "resource", Comparator.comparing(view -> view.request().asked().resourceName()),
            "requester", Comparator.comparing(view -> view.request().requester().name()),
            "age", OLDEST);
    private static final String FIRST = "state";
    private static final Export<RequestView> EXPORT = new Export<>(
            "requests",
            List.of(
                    column("id", RequestView::id),
                    column("name", RequestView::name),
                    column("state", RequestView::stateKey),
                    column("source", RequestView::sourceTitle),
                    column("subscriptionId", view -> view.request().asked().subscriptionId()),
                    column("resourceGroupName", view -> view.request().asked().resourceGroupName()),
                    column("resourceName", view -> view.request().asked().resourceName()),
                    column("reason", view -> view.request().asked().reason()),
                    column("ticket", view -> view.request().asked().ticket()),
                    column("owner", view -> view.request().asked().owner()),
                    column("requester", view -> view.request().requester().name()),
                    column("requestedAt", view -> view.request().requestedAt()),
                    column("endpointId", RequestView::endpointId)));

    private final Sandboxes sandboxes;
    private final RequestService service;
    private final RequestPage page;
    private final RequestView.Maker views;
    private final Texts texts;

    RequestController(
            Sandboxes sandboxes, RequestService service, RequestPage page, RequestView.Maker views, Texts texts) {
        this.sandboxes = sandboxes;
        this.service = service;
        this.page = page;
        this.views = views;
        this.texts = texts;
    }

    @GetMapping("/s/{sandbox}/requests")
    String list(
            Sandbox sandbox,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String state,
            @RequestParam Map<String, String> query,
            Person person,
            Model model) {
        List<RequestView> all = all(sandbox, person);
        Listing<RequestView> list = Listing.of(
                "/s/" + sandbox.name() + "/requests", query, matching(all, q, state), COLUMNS, FIRST);
        if (!q.isBlank()) {
            list.chip("q", texts.get("endpoint.filter.text"), q.strip());
        }
        stateOptions().stream()
                .filter(option -> !state.isEmpty() && option.value().equals(state))
                .forEach(option -> list.chip("state", texts.get("endpoint.state"), option.label()));
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("list", list);
        model.addAttribute("nothingYet", all.isEmpty());
        model.addAttribute("q", q);
        model.addAttribute("state", state);
        model.addAttribute("stateOptions", stateOptions());
        Open<SetUpRequest> elsewhere = waitingElsewhere(sandbox, person);
        model.addAttribute("elsewhere", bySandbox(elsewhere.things()));
        model.addAttribute("part", elsewhere.isPart());
        return "request/list";
    }

    /** All that the list shows, over all its pages, as a file. */
    @GetMapping(path = "/s/{sandbox}/requests", params = "format")
    void export(
            Sandbox sandbox,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String state,
            @RequestParam String format,
            @RequestParam Map<String, String> query,
            Person person,
            HttpServletResponse response) {
        List<RequestView> sorted =
                Order.of(query, COLUMNS.keySet(), FIRST).sort(matching(all(sandbox, person), q, state), COLUMNS);
        EXPORT.write(Format.of(format), sandbox.name(), sorted::forEach, response);
    }

    private List<RequestView> all(Sandbox sandbox, Person person) {
        return service.in(sandbox.name(), person).stream().map(views::view).toList();
    }

    private static List<RequestView> matching(List<RequestView> all, String q, String state) {
        return all.stream()
                .filter(view -> state.isEmpty() || view.stateKey().equals(state))
                .filter(view -> hasText(view, q.strip()))
                .toList();
    }

    @GetMapping("/s/{sandbox}/requests/{id}")
    Object detail(Sandbox sandbox, @PathVariable String id, Person person, Kept kept, Model model) {
        Followed followed = service.find(sandbox.name(), id, person).orElseThrow(NoSuchThing::new);
        if (followed.request().isDraft()) {
            return SeeOther.to("/s/{sandbox}/requests/{id}/check", sandbox.name(), id);
        }
        page.show(sandbox, followed, FormView.of(kept.fields()), person, model);
        return "request/detail";
    }

    /** The part of the page that changes by itself. */
    @GetMapping("/s/{sandbox}/requests/{id}/state")
    String state(Sandbox sandbox, @PathVariable String id, Person person, Model model) {
        Followed followed = service.find(sandbox.name(), id, person)
                .filter(found -> !found.request().isDraft())
                .orElseThrow(NoSuchThing::new);
        page.showState(sandbox, followed, person, model);
        return "request/state";
    }

    /** Requests that wait in other sandboxes of the person's: an approver should not have to go and look. */
    private Open<SetUpRequest> waitingElsewhere(Sandbox sandbox, Person person) {
        List<SetUpRequest> waiting = person.isAdmin() ? service.waiting() : List.of();
        List<SetUpRequest> elsewhere = waiting.stream()
                .filter(request -> !request.sandbox().equals(sandbox.name()) && !request.isOf(person))
                .toList();
        return sandboxes.open(elsewhere, SetUpRequest::sandbox, person);
    }

    private static Map<String, Long> bySandbox(List<SetUpRequest> requests) {
        return requests.stream().collect(Collectors.groupingBy(SetUpRequest::sandbox, TreeMap::new, Collectors.counting()));
    }

    private static boolean hasText(RequestView view, String q) {
        RequestForm asked = view.request().asked();
        return q.isEmpty()
                || List.of(
                                view.id(), view.name(), asked.resourceName(), asked.resourceGroupName(),
                                asked.subscriptionId(), asked.ticket(), asked.owner(), asked.reason(),
                                view.request().requester().name())
                        .stream()
                        .anyMatch(text -> text.toLowerCase().contains(q.toLowerCase()));
    }

    private List<Option> stateOptions() {
        List<Option> options = new ArrayList<>(List.of(new Option("", texts.get("endpoint.filter.all"), null)));
        Arrays.stream(RequestState.values())
                .forEach(each -> options.add(new Option(each.key(), texts.get("request.state." + each.key()), null)));
        return options;
    }
}
