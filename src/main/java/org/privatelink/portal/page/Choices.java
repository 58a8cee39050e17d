package org.privatelink.portal.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * What somebody has chosen, kept by their browser. Its cookies are for this host, for HTTPS and for no script, unless the
 * session's own has to go by plain HTTP, as in the demo.
 */
@Component
public class Choices {

    private static final String FOR_THIS_HOST = "__Host-";

    private final boolean safe;

    Choices(ServerProperties server) {
        this.safe = !Boolean.FALSE.equals(server.getServlet().getSession().getCookie().getSecure());
    }

    public Optional<String> find(String choice, HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, cookie(choice))).map(kept -> kept.getValue());
    }

    public void keep(String choice, String value, Duration time, HttpServletRequest request, HttpServletResponse response) {
        ResponseCookie cookie = ResponseCookie.from(cookie(choice), value)
                .path("/")
                .httpOnly(true)
                .secure(safe || request.isSecure())
                .sameSite("Lax")
                .maxAge(time)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    String cookie(String choice) {
        return safe ? FOR_THIS_HOST + choice : choice;
    }
}
