package org.privatelink.portal.simulator;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Holds answers back and spoils them. Comes before Spring Security, so that token endpoints can fail too. */
@Component
@Order(-200)
class FaultFilter extends OncePerRequestFilter {

    private static final int DRIPS = 20;
    private static final int HUGE_ITEMS = 200_000;
    private static final int DEPTH = 100_000;

    private final Faults faults;
    private final Duration latency;

    FaultFilter(Faults faults, SimulatorProperties properties) {
        this.faults = faults;
        this.latency = properties.latency();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !Wire.isForMachines(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        sleep(latency);
        Optional<Fault> fault = faults.strike(
                request.getMethod(), request.getRequestURI(), request.getHeader("x-sandbox-name"));
        if (fault.isPresent()) {
            spoil(fault.get(), request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void spoil(Fault fault, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        switch (fault.kind()) {
            case STATUS -> answer(fault, response, 503, "application/json", "");
            case HTML -> answer(fault, response, 502, "text/html", "<html><body><h1>Bad Gateway</h1></body></html>");
            case WRONG_TYPE -> answer(fault, response, 200, "application/json", "{\"items\":\"none\",\"id\":7}");
            case HUGE -> answerHugely(response);
            case DEEP -> answerDeeply(response);
            case REDIRECT -> {
                response.setStatus(fault.status() == null ? 302 : fault.status());
                response.setHeader("Location", fault.body() == null ? "/elsewhere" : fault.body());
            }
            case HANG -> {
                sleep(fault.pause());
                Wire.drop(request);
            }
            case RESET -> Wire.drop(request);
            case LOST_ANSWER -> {
                chain.doFilter(request, new ContentCachingResponseWrapper(response));
                Wire.drop(request);
            }
            case TRUNCATE -> truncate(request, response, chain);
            case DRIP -> drip(fault, request, response, chain);
            case DELAY -> {
                sleep(fault.pause());
                chain.doFilter(request, response);
            }
        }
    }

    private static void answer(Fault fault, HttpServletResponse response, int status, String type, String body)
            throws IOException {
        response.setStatus(fault.status() == null ? status : fault.status());
        if (fault.retryAfter() != null) {
            response.setHeader("Retry-After", fault.retryAfter());
        }
        String text = fault.body() == null ? body : fault.body();
        if (!text.isEmpty()) {
            response.setContentType(type);
        }
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void answerHugely(HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        byte[] item = ("{\"name\":\"" + "x".repeat(200) + "\"},").getBytes(StandardCharsets.UTF_8);
        response.getOutputStream().print("{\"items\":[");
        for (int i = 0; i < HUGE_ITEMS; i++) {
            response.getOutputStream().write(item);
        }
        response.getOutputStream().print("{}]}");
    }

    private static void answerDeeply(HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.getOutputStream().print("{\"items\":" + "[".repeat(DEPTH) + "]".repeat(DEPTH) + "}");
    }

    private static void truncate(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] body = perform(request, response, chain);
        response.setContentLength(body.length);
        response.getOutputStream().write(Arrays.copyOf(body, body.length / 2));
        response.flushBuffer();
        Wire.drop(request);
    }

    private static void drip(Fault fault, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] body = perform(request, response, chain);
        int size = body.length / DRIPS + 1;
        for (int from = 0; from < body.length; from += size) {
            response.getOutputStream().write(body, from, Math.min(size, body.length - from));
            response.flushBuffer();
            sleep(fault.pause());
        }
    }

    private static byte[] perform(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper wrapper = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, wrapper);
        return wrapper.getContentAsByteArray();
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
