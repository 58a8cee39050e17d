package org.privatelink.portal.authoring;

import jakarta.validation.constraints.Pattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.Intent;
import org.privatelink.portal.page.Flash;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.page.LocalPath;
import org.privatelink.portal.page.Option;
import org.privatelink.portal.page.SeeOther;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
class AuthoringController {

    private static final int LONGEST = 120;
    private static final int LONGEST_PURPOSE = 200;
    private static final List<String> PRESETS = List.of("15", "60", "120");
    private static final String OWN = "own";

    private final AuthoringService service;
    private final Texts texts;

    AuthoringController(AuthoringService service, Texts texts) {
        this.service = service;
        this.texts = texts;
    }

    @GetMapping("/s/{sandbox}/authoring")
    String status(Sandbox sandbox, Model model) {
        return page(sandbox, FormView.of(Map.of("preset", "60", "autoTerminationMinutes", "60")), model);
    }

    /**
     * A preset wins over the own number, unless "own" is chosen; nothing at all means 60, as at Platform.
     *
     * @param back page of this portal that needs it on, to go back to
     */
    @PostMapping("/s/{sandbox}/authoring")
    Object switchOn(
            Sandbox sandbox,
            @RequestParam(defaultValue = OWN) String preset,
            @RequestParam(defaultValue = "") String autoTerminationMinutes,
            @RequestParam(defaultValue = "") String purpose,
            @RequestParam(name = "return", defaultValue = "") String back,
            @RequestParam @Pattern(regexp = Intent.SUBMISSION) String submission,
            Person person,
            Model model,
            RedirectAttributes next) {
        FormView form = form(preset, autoTerminationMinutes, purpose, back);
        Optional<Integer> minutes = minutes(PRESETS.contains(preset) ? preset : autoTerminationMinutes);
        if (minutes.isEmpty()) {
            form.reject("autoTerminationMinutes", texts.get("authoring.problem.minutes", LONGEST));
        }
        if (purpose.length() > LONGEST_PURPOSE || purpose.matches("(?s).*\\p{Cntrl}.*")) {
            form.reject("purpose", texts.get("authoring.problem.purpose", LONGEST_PURPOSE));
        }
        if (form.hasErrors()) {
            return page(sandbox, form, model);
        }
        service.switchOn(sandbox, minutes.get(), purpose.strip(), submission, person);
        Flash.positive("authoring.enabled", minutes.get().toString()).on(next);
        return SeeOther.to(LocalPath.or(back, "/s/" + sandbox.name() + "/authoring"));
    }

    private static Optional<Integer> minutes(String typed) {
        String text = typed.strip().isEmpty() ? "60" : typed.strip();
        return text.matches("\\d{1,3}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= LONGEST
                ? Optional.of(Integer.parseInt(text))
                : Optional.empty();
    }

    private static FormView form(String preset, String minutes, String purpose, String back) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("preset", PRESETS.contains(preset) ? preset : OWN);
        values.put("autoTerminationMinutes", minutes);
        values.put("purpose", purpose);
        values.put("return", LocalPath.or(back, ""));
        return FormView.of(values);
    }

    private String page(Sandbox sandbox, FormView form, Model model) {
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("authoring", service.view(sandbox));
        model.addAttribute("form", form);
        model.addAttribute("presets", List.of(
                new Option("15", texts.get("authoring.minutes", 15), null),
                new Option("60", texts.get("authoring.minutes", 60), texts.get("authoring.minutes.usual")),
                new Option("120", texts.get("authoring.minutes", 120), texts.get("authoring.minutes.longest")),
                new Option(OWN, texts.get("authoring.minutes.own"), null)));
        model.addAttribute("submission", UUID.randomUUID().toString());
        return "authoring/status";
    }
}
