package org.privatelink.portal.explore;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.authoring.AuthoringService;
import org.privatelink.portal.authoring.AuthoringView;
import org.privatelink.portal.connection.Connection;
import org.privatelink.portal.connection.Connections;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.page.Option;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.platform.Reads.Outcome;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriUtils;

/** One page for everything in a source: a folder's content, or the columns and first rows of a file or table. */
@Controller
class ExploreController {

    private static final String PREVIEW = "preview";
    private static final String TEXT = "q";
    private static final List<String> PARAMETERS =
            List.of("type", "object", "fileType", "columnDelimiter", "compressionType", PREVIEW, TEXT);

    private final Connections connections;
    private final AuthoringService authoring;
    private final Reads reads;
    private final Texts texts;

    ExploreController(Connections connections, AuthoringService authoring, Reads reads, Texts texts) {
        this.connections = connections;
        this.authoring = authoring;
        this.reads = reads;
        this.texts = texts;
    }

    /** A private connection can be looked into only while authoring is on; a public one does not need it. */
    @GetMapping("/s/{sandbox}/connections/{id}/explore")
    String explore(
            Sandbox sandbox,
            @PathVariable String id,
            @RequestParam Map<String, String> query,
            Person person,
            Model model,
            HttpServletResponse response) {
        var found = reads.start(() -> connections.find(sandbox.name(), id));
        var status = reads.start(() -> authoring.view(sandbox));
        Connection connection = found.get().orElseThrow(NoSuchThing::new);
        Place place = Place.of(query.get("type"), query.get("object"));
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("connection", connection);
        model.addAttribute("place", place);
        model.addAttribute("steps", place.steps());
        model.addAttribute("here", here(sandbox, connection, query));
        model.addAttribute("curls", connections.curlsOfExplore(sandbox.name(), connection.id(), place.query()));
        if (connection.usesPrivateLink() && !isOn(status.outcome(), model)) {
            model.addAttribute("submission", UUID.randomUUID().toString());
        } else if (!place.isFile() || knowsHowToRead(place, query, model)) {
            look(sandbox, connection, place, query, person, model, response);
        }
        return "explore/explore";
    }

    private static boolean isOn(Outcome<AuthoringView> status, Model model) {
        AuthoringView view = status.value();
        boolean on = view != null && view.state().isOn();
        model.addAttribute("gate", !on);
        model.addAttribute("authoring", view);
        model.addAttribute("authoringFailure", status.failure() == null ? null : Failure.of(status.failure()));
        return on;
    }

    private boolean knowsHowToRead(Place place, Map<String, String> query, Model model) {
        FileForm form = FileForm.of(query, place.path());
        FormView view = form.view(texts);
        model.addAttribute("form", view);
        model.addAttribute("fileTypes", options("explore.fileType.none", "explore.fileType.", FileForm.TYPES));
        model.addAttribute(
                "compressionTypes",
                options("explore.compressionType.none", "explore.compressionType.", FileForm.COMPRESSIONS));
        return form.isComplete();
    }

    private List<Option> options(String none, String family, List<String> values) {
        return Stream.concat(
                        Stream.of(new Option("", texts.get(none), null)),
                        values.stream().map(value -> new Option(value, texts.get(family + value), null)))
                .toList();
    }

    private void look(
            Sandbox sandbox,
            Connection connection,
            Place place,
            Map<String, String> query,
            Person person,
            Model model,
            HttpServletResponse response) {
        try {
            if (place.holdsOthers()) {
                Folder all = connections.explore(sandbox.name(), connection, place.query(), person, Folder::read);
                model.addAttribute("all", all);
                model.addAttribute("folder", all.matching(query.getOrDefault(TEXT, "")));
                model.addAttribute(TEXT, query.getOrDefault(TEXT, ""));
            } else {
                model.addAttribute("preview", "true".equals(query.get(PREVIEW)));
                model.addAttribute("structure", connections.explore(
                        sandbox.name(), connection, asked(place, query), person, Structure::read));
            }
        } catch (PlatformException told) {
            Trouble trouble = Trouble.of(told);
            model.addAttribute("trouble", trouble);
            response.setStatus(trouble.status());
        }
    }

    private static Map<String, String> asked(Place place, Map<String, String> query) {
        Map<String, String> asked = place.query();
        if (place.isFile()) {
            asked.putAll(FileForm.of(query, place.path()).query());
        }
        if ("true".equals(query.get(PREVIEW))) {
            asked.put(PREVIEW, "true");
        }
        return asked;
    }

    /** This very page, with every value encoded as a whole. */
    private static String here(Sandbox sandbox, Connection connection, Map<String, String> query) {
        String parameters = PARAMETERS.stream()
                .filter(query::containsKey)
                .map(name -> name + "=" + encode(query.get(name)))
                .collect(Collectors.joining("&"));
        String path = "/s/" + sandbox.name() + "/connections/" + encode(connection.id()) + "/explore";
        return parameters.isEmpty() ? path : path + "?" + parameters;
    }

    private static String encode(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }
}
