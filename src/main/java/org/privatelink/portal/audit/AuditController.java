package org.privatelink.portal.audit;

import static org.privatelink.portal.page.Export.column;

import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.page.Export;
import org.privatelink.portal.page.Export.Format;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows people who inspect what was done, tried and refused. */
@Controller
class AuditController {

    private static final int ROWS = 50;

    /** In the order of the hash, so that a file can be checked without the portal. */
    private static final Export<Link> EXPORT = new Export<>(
            "audit",
            List.of(
                    column("seq", Link::seq),
                    column("at", link -> link.entry().at()),
                    column("event", link -> link.entry().event()),
                    column("result", link -> link.entry().result().name()),
                    column("reason", link -> exact(link.entry().reason())),
                    column("personId", link -> exact(link.entry().who().id())),
                    column("personName", link -> exact(link.entry().who().name())),
                    column("roles", link -> link.entry().who().roles()),
                    column("sandbox", link -> exact(link.entry().target().sandbox())),
                    column("targetId", link -> exact(link.entry().target().id())),
                    column("targetName", link -> exact(link.entry().target().name())),
                    column("way", link -> link.entry().scene().way().name()),
                    column("correlation", link -> exact(link.entry().scene().correlation())),
                    column("address", link -> exact(link.entry().scene().address())),
                    column("actId", link -> link.entry().actId()),
                    column("requestId", link -> exact(link.entry().requestId())),
                    column("message", link -> exact(link.entry().message())),
                    column("times", link -> link.entry().times()),
                    column("digest", link -> link.entry().digest()),
                    column("previous", Link::previous),
                    column("hash", Link::hash)));

    private final AuditTrail trail;
    private final AuditViews views;

    AuditController(AuditTrail trail, AuditViews views) {
        this.trail = trail;
        this.views = views;
    }

    @GetMapping("/audit")
    String list(@RequestParam Map<String, String> query, Person person, Model model) {
        List<Link> found = trail.page(query, person, ROWS + 1);
        Map<String, String> kept = new LinkedHashMap<>(query);
        kept.keySet().retainAll(AuditViews.PARAMETERS);
        model.addAttribute("list", new AuditPage(
                kept,
                found.stream().limit(ROWS).map(views::view).toList(),
                found.size() > ROWS,
                views.chips(kept)));
        model.addAttribute("filter", kept);
        model.addAttribute("events", views.events());
        model.addAttribute("results", views.results());
        model.addAttribute("unreadable", views.labels(unreadable(query)));
        model.addAttribute("head", trail.head());
        model.addAttribute("most", AuditTrail.MOST);
        model.addAttribute("mayCheck", person.isAdmin());
        return "audit/list";
    }

    /** All that the list shows, over all its pages, as a file; the list itself where a filter cannot be read. */
    @GetMapping(path = "/audit", params = "format")
    @Nullable String export(
            @RequestParam String format,
            @RequestParam Map<String, String> query,
            Person person,
            Model model,
            HttpServletResponse response) {
        Format wanted = Format.of(format);
        if (!unreadable(query).isEmpty()) {
            // The page says what it left out; a file that holds more than was asked for cannot.
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return list(query, person, model);
        }
        EXPORT.write(wanted, String.valueOf(trail.head().seq()), reader -> trail.forEach(query, person, reader), response);
        return null;
    }

    private static List<String> unreadable(Map<String, String> query) {
        return new AuditFilter(query, null).unreadable();
    }

    private static @Nullable String exact(@Nullable String text) {
        return text == null ? null : Visible.exact(text);
    }
}
