package org.privatelink.portal.audit;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.page.Badge;
import org.privatelink.portal.page.Listing.Chip;
import org.privatelink.portal.page.Option;
import org.privatelink.portal.page.Texts;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Puts rows of the ledger into words. */
@Component
class AuditViews {

    /** Those that a view consists of. */
    static final List<String> PARAMETERS =
            List.of("id", "person", "event", "result", "sandbox", "target", "from", "to", "q", "before");

    private final List<Deeds> deeds;
    private final Texts texts;

    AuditViews(List<Deeds> deeds, Texts texts) {
        this.deeds = deeds;
        this.texts = texts;
    }

    AuditView view(Link link) {
        Entry entry = link.entry();
        return new AuditView(
                link.seq(),
                entry.at(),
                event(entry.event()),
                badge(entry.result()),
                entry.reason() == null ? null : reason(entry.reason()),
                entry.times(),
                shown(entry.who().name()),
                shown(entry.who().id()),
                entry.who().roles(),
                shown(entry.target().sandbox()),
                shown(entry.target().name()),
                shown(entry.target().id()),
                texts.get("audit.way." + entry.scene().way().key()),
                entry.scene().address(),
                shown(entry.scene().correlation()),
                shown(entry.requestId()),
                shown(entry.message()),
                path(entry));
    }

    List<Option> events() {
        return options(deeds.stream().flatMap(each -> each.names().stream()).map(name -> new Option(name, event(name), null)));
    }

    List<Option> results() {
        return options(EnumSet.complementOf(EnumSet.of(Result.UNREADABLE)).stream()
                .map(result -> new Option(result.name(), badge(result).label(), null)));
    }

    private List<Option> options(Stream<Option> choices) {
        List<Option> options = new ArrayList<>(List.of(new Option("", texts.get("audit.any"), null)));
        choices.forEach(options::add);
        return options;
    }

    List<Chip> chips(Map<String, String> query) {
        return PARAMETERS.stream()
                .filter(name -> !name.equals("before") && !query.getOrDefault(name, "").isBlank())
                .map(name -> new Chip(
                        texts.get("audit.filter." + name), value(name, query.get(name)), AuditPage.url(query, name, "")))
                .toList();
    }

    /** What the page calls these parameters. */
    String labels(List<String> parameters) {
        return parameters.stream().map(name -> texts.get("audit.filter." + name)).collect(Collectors.joining(", "));
    }

    private String value(String name, String value) {
        return switch (name) {
            case "event" -> event(value);
            case "result" -> texts.getOr("audit.result." + Incident.key(value), value);
            default -> Visible.text(value);
        };
    }

    private String event(String name) {
        return texts.getOr("audit.event." + Incident.key(name), name);
    }

    private String reason(String word) {
        return texts.getOr("audit.reason." + word, texts.getOr("page.failure." + word + ".title", word));
    }

    private Badge badge(Result result) {
        String label = texts.get("audit.result." + result.key());
        return switch (result) {
            case BEGUN -> new Badge("waiting", "waiting", label);
            case DONE -> new Badge("positive", "approved", label);
            case REFUSED -> new Badge("negative", "rejected", label);
            case FAILED, NOT_SENT, NOT_DONE -> new Badge("failed", "failed", label);
            case UNCLEAR, LOST, UNREADABLE -> new Badge("neutral", "unknown", label);
        };
    }

    private static @Nullable String shown(@Nullable String text) {
        return text == null ? null : Visible.text(text);
    }

    private static @Nullable String path(Entry entry) {
        return entry.actId() == null
                ? null
                : UriComponentsBuilder.fromPath("/s/{sandbox}/acts/{id}")
                        .encode()
                        .buildAndExpand(entry.target().sandbox(), entry.actId())
                        .toUriString();
    }
}
