package org.privatelink.portal.notice;

import static org.privatelink.portal.page.Export.column;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.notice.Notice.State;
import org.privatelink.portal.page.Badge;
import org.privatelink.portal.page.Export;
import org.privatelink.portal.page.Export.Format;
import org.privatelink.portal.page.Listing;
import org.privatelink.portal.page.Listing.Order;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.sandbox.Open;
import org.privatelink.portal.sandbox.Sandboxes;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows admins what went out, what waits and what was given up. */
@Controller
class NoticeController {

    private static final int MOST = 1_000;
    private static final Map<String, Comparator<NoticeView>> COLUMNS = Map.of(
            "when", Comparator.comparing(NoticeView::when).thenComparing(NoticeView::id),
            "what", Comparator.comparing(NoticeView::what, String.CASE_INSENSITIVE_ORDER).thenComparing(NoticeView::when),
            "to", Comparator.comparing(NoticeView::address).thenComparing(NoticeView::when),
            "state", Comparator.comparing((NoticeView view) -> view.state().label()).thenComparing(NoticeView::when));

    private static final String FIRST = "-when";
    private static final Export<NoticeView> EXPORT = new Export<>(
            "notices",
            List.of(
                    column("id", NoticeView::id),
                    column("when", NoticeView::when),
                    column("what", NoticeView::what),
                    column("path", NoticeView::path),
                    column("channel", NoticeView::channel),
                    column("to", NoticeView::address),
                    column("state", view -> view.state().label()),
                    column("why", NoticeView::why),
                    column("attempts", NoticeView::attempts)));

    private final Sandboxes sandboxes;
    private final NoticeRepository notices;
    private final NoticeTexts words;
    private final Texts texts;

    NoticeController(Sandboxes sandboxes, NoticeRepository notices, NoticeTexts words, Texts texts) {
        this.sandboxes = sandboxes;
        this.notices = notices;
        this.words = words;
        this.texts = texts;
    }

    @GetMapping("/notices")
    String list(@RequestParam Map<String, String> query, Person person, Model model) {
        Open<Notice> newest = newest(person);
        model.addAttribute("list", Listing.of("/notices", query, views(newest.things()), COLUMNS, FIRST));
        model.addAttribute("part", newest.isPart());
        model.addAttribute("most", MOST);
        return "notice/list";
    }

    /** All that the list shows, over all its pages, as a file. */
    @GetMapping(path = "/notices", params = "format")
    void export(
            @RequestParam String format,
            @RequestParam Map<String, String> query,
            Person person,
            HttpServletResponse response) {
        List<NoticeView> sorted = Order.of(query, COLUMNS.keySet(), FIRST).sort(views(newest(person).whole()), COLUMNS);
        EXPORT.write(Format.of(format), "all", sorted::forEach, response);
    }

    private Open<Notice> newest(Person person) {
        return sandboxes.open(notices.newest(MOST), notice -> notice.happening().sandbox(), person);
    }

    private List<NoticeView> views(List<Notice> some) {
        return some.stream().map(this::view).toList();
    }

    private NoticeView view(Notice notice) {
        return new NoticeView(
                notice.id(),
                notice.notedAt(),
                words.subject(notice.happening()),
                notice.happening().path(),
                notice.target().channel(),
                notice.target().address(),
                badge(notice.state()),
                why(notice),
                notice.attempts(),
                notice.state() == State.WAITING ? notice.dueAt() : null);
    }

    private Badge badge(State state) {
        String label = texts.get("notice.state." + state.key());
        return switch (state) {
            case WAITING -> new Badge("waiting", "waiting", label);
            case SENT -> new Badge("positive", "approved", label);
            case GIVEN_UP -> new Badge("failed", "failed", label);
        };
    }

    private @Nullable String why(Notice notice) {
        return notice.problem() == null
                ? null
                : texts.get("notice.problem." + notice.problem().key(), notice.detail() == null ? "" : notice.detail());
    }
}
