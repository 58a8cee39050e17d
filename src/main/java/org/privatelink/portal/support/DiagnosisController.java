package org.privatelink.portal.support;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.page.Badge;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Where one connection breaks, step by step. */
@Controller
class DiagnosisController {

    private final DiagnosisService service;
    private final CaseSheets sheets;
    private final Texts texts;

    DiagnosisController(DiagnosisService service, CaseSheets sheets, Texts texts) {
        this.service = service;
        this.sheets = sheets;
        this.texts = texts;
    }

    /** A step in words. */
    record Line(Check check, String title, Badge badge, String sentence, @Nullable String actor) {}

    @GetMapping("/s/{sandbox}/connections/{id}/diagnosis")
    String diagnosis(Sandbox sandbox, @PathVariable String id, Model model, HttpServletResponse response) {
        return show(sandbox, id, service.look(sandbox, id), model, response);
    }

    /** With a live test. It changes nothing, but costs Platform work at the source: a button, and not for everybody. */
    @PostMapping("/s/{sandbox}/connections/{id}/diagnosis")
    String test(Sandbox sandbox, @PathVariable String id, Person person, Model model, HttpServletResponse response) {
        Circumstances seen = service.lookAndTest(sandbox, id, person);
        model.addAttribute("pressed", true);
        return show(sandbox, id, seen, model, response);
    }

    private String show(Sandbox sandbox, String id, Circumstances seen, Model model, HttpServletResponse response) {
        Diagnosis diagnosis = Diagnosis.of(sandbox.name(), id, seen);
        List<Line> lines = diagnosis.checks().stream().map(this::line).toList();
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("id", id);
        model.addAttribute("name", name(seen, id));
        model.addAttribute("seen", seen);
        model.addAttribute("diagnosis", diagnosis);
        model.addAttribute("lines", lines);
        model.addAttribute("cause", diagnosis.cause() == null ? null : line(diagnosis.cause()));
        model.addAttribute("others", diagnosis.others().stream().map(this::line).toList());
        if (seen.test() != null) {
            model.addAttribute("sheet", sheets.connection(sandbox, id, seen, diagnosis, CaseSheets.Reader.ADOBE));
        }
        if (seen.connection().failure() != null) {
            response.setStatus(Failure.of(seen.connection().failure()).status());
        }
        return "support/diagnosis";
    }

    private static String name(Circumstances seen, String id) {
        if (seen.found() != null) {
            return seen.found().label();
        }
        return seen.listed() == null ? id : seen.listed().name();
    }

    private Line line(Check check) {
        return new Line(
                check,
                texts.get(check.step().key()),
                check.finding().result().badge(texts),
                texts.get(check.finding().key(), check.about()),
                check.actorKey() == null ? null : texts.get(check.actorKey(), check.about()));
    }
}
