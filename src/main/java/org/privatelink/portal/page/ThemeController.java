package org.privatelink.portal.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/** Light, dark, or as the browser says. */
@Controller
class ThemeController {

    static final String COOKIE = "theme";
    private static final List<String> THEMES = List.of("light", "dark", "auto");

    @PostMapping("/theme")
    RedirectView choose(
            @RequestParam(defaultValue = "auto") String theme,
            @RequestParam(name = "return", defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        ResponseCookie cookie = ResponseCookie.from(COOKIE, known(theme))
                .path("/")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .maxAge(Duration.ofDays(365))
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        return SeeOther.to(LocalPath.orHome(back));
    }

    static String known(String theme) {
        return THEMES.contains(theme) ? theme : "auto";
    }
}
