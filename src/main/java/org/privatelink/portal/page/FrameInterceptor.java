package org.privatelink.portal.page;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.platform.Gate;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/** Puts the frame where every view finds it, error pages included. */
@Component
class FrameInterceptor implements HandlerInterceptor {

    private static final Pattern SECTION = Pattern.compile("/s/[^/]+(?:/([a-z]+).*)?");

    private final List<FrameContributor> contributors;
    private final Choices choices;
    private final Gate platform;
    private final boolean demo;

    FrameInterceptor(List<FrameContributor> contributors, Choices choices, Gate platform, Environment environment) {
        this.contributors = contributors;
        this.choices = choices;
        this.platform = platform;
        this.demo = environment.acceptsProfiles(Profiles.of("demo"));
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Frame frame = new Frame(theme(request), demo, path(request), section(request.getRequestURI()));
        platform.rest().ifPresent(rest -> frame.silentSince(rest.since()));
        contributors.forEach(contributor -> contributor.contribute(frame, request));
        request.setAttribute("frame", frame);
        return true;
    }

    private String theme(HttpServletRequest request) {
        return ThemeController.known(choices.find(ThemeController.THEME, request).orElse("auto"));
    }

    private static String path(HttpServletRequest request) {
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            return Failure.sent(request).map(sent -> failed(request)).orElse("/");
        }
        return path(request.getMethod(), request.getRequestURI(), request.getQueryString());
    }

    /** What is worth another try. */
    private static String failed(HttpServletRequest request) {
        return path(
                request.getAttribute(RequestDispatcher.ERROR_METHOD),
                String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI)),
                request.getAttribute(RequestDispatcher.ERROR_QUERY_STRING));
    }

    private static String path(@Nullable Object method, String path, @Nullable Object query) {
        if (!"GET".equals(method)) {
            return "/";
        }
        return query == null ? path : path + "?" + query;
    }

    private static String section(String path) {
        Matcher matcher = SECTION.matcher(path);
        if (!matcher.matches()) {
            return "";
        }
        return matcher.group(1) == null ? "overview" : matcher.group(1);
    }
}
