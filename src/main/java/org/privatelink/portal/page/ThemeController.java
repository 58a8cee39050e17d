package org.privatelink.portal.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/** Light, dark, or as the browser says. */
@Controller
class ThemeController {

    static final String THEME = "theme";
    private static final List<String> THEMES = List.of("light", "dark", "auto");

    private final Choices choices;

    ThemeController(Choices choices) {
        this.choices = choices;
    }

    @PostMapping("/theme")
    RedirectView choose(
            @RequestParam(defaultValue = "auto") String theme,
            @RequestParam(name = "return", defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        choices.keep(THEME, known(theme), Duration.ofDays(365), request, response);
        return SeeOther.to(LocalPath.orHome(back));
    }

    static String known(String theme) {
        return THEMES.contains(theme) ? theme : "auto";
    }
}
