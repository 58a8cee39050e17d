package org.privatelink.portal.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import tools.jackson.databind.json.JsonMapper;

/** The description of the API for people: the same document, rendered. */
@Controller
class ReferenceController {

    private static final String DOCUMENT = "/api/v1/openapi.json";

    private final OpenApiWebMvcResource description;
    private final Problems problems;
    private final JsonMapper json;

    ReferenceController(OpenApiWebMvcResource description, Problems problems, JsonMapper json) {
        this.description = description;
        this.problems = problems;
        this.json = json;
    }

    /** A kind of problem in words. */
    record ProblemView(String key, int status, String title, String text) {}

    @GetMapping("/api")
    String reference(HttpServletRequest request, Locale language, Model model) throws JsonProcessingException {
        byte[] document = description.openapiJson(request, DOCUMENT, language);
        model.addAttribute("document", DOCUMENT);
        model.addAttribute("reference", Reference.of(json.readTree(document)));
        model.addAttribute("problems", problems());
        return "api/reference";
    }

    private List<ProblemView> problems() {
        return Arrays.stream(ProblemKind.values())
                .map(kind -> new ProblemView(kind.key(), kind.status(), problems.title(kind), problems.text(kind)))
                .toList();
    }
}
