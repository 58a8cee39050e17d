package org.privatelink.portal.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.CurrentPerson;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.page.Flash;
import org.privatelink.portal.page.Keepable;
import org.privatelink.portal.page.Kept;
import org.privatelink.portal.platform.Redaction;
import org.springframework.core.MethodParameter;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.FlashMapManager;
import org.springframework.web.servlet.support.SessionFlashMapManager;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Keeps a form whose person has to sign in first, and gives it back to that person, once. What may be kept of a form,
 * its room says; what looks like a secret all the same is left out, wherever it was typed.
 */
@Component
class Drafts implements HandlerMethodArgumentResolver {

    /** Field of a form that tells whose it is. */
    static final String SEAL = "formOf";

    private static final int MOST = 20_000;

    private final FlashMapManager flashes = new SessionFlashMapManager();
    private final List<Known> forms;
    private final Seal seal;
    private final CurrentPerson current;
    private final Clock clock;

    private record Known(PathPattern action, Keepable form) {

        Optional<String> page(HttpServletRequest request) {
            var found = action.matchAndExtract(PathContainer.parsePath(request.getRequestURI()));
            return Optional.ofNullable(found).map(match -> UriComponentsBuilder.fromPath(form.page())
                    .encode()
                    .buildAndExpand(match.getUriVariables())
                    .toUriString());
        }
    }

    Drafts(List<Keepable> forms, Seal seal, CurrentPerson current, Clock clock) {
        this.forms = forms.stream()
                .map(form -> new Known(PathPatternParser.defaultInstance.parse(form.action()), form))
                .toList();
        this.seal = seal;
        this.current = current;
        this.clock = clock;
    }

    /**
     * What may be kept of a form, or only the page to go back to: where no room says what may be kept, and where this
     * portal has not given the form out.
     */
    Draft of(HttpServletRequest request, String otherwise) {
        String owner = seal.opened(String.valueOf(request.getParameter(SEAL))).orElse("");
        return forms.stream()
                .filter(known -> !owner.isEmpty())
                .flatMap(known -> known.page(request).map(page -> draft(page, owner, known.form(), request)).stream())
                .findFirst()
                .orElseGet(() -> new Draft(otherwise, owner, Map.of(), clock.instant()));
    }

    private Draft draft(String page, String owner, Keepable form, HttpServletRequest request) {
        Map<String, String> typed = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> typed.put(name, values[0]));
        Map<String, String> open = new HashMap<>(form.open().apply(typed));
        open.values().removeIf(Drafts::looksSecret);
        boolean large = open.values().stream().mapToInt(String::length).sum() > MOST;
        return new Draft(page, owner, large ? Map.of() : Map.copyOf(open), clock.instant());
    }

    private static boolean looksSecret(String text) {
        String plain = text.replace("\r", "");
        return !Redaction.redact(plain, List.of()).equals(plain);
    }

    /** That of this person; another's is gone for good. */
    Optional<Draft> find(HttpSession session, Person person) {
        Draft draft = (Draft) session.getAttribute(Draft.ATTRIBUTE);
        if (draft == null || draft.isOf(seal.owner(person), clock.instant())) {
            return Optional.ofNullable(draft);
        }
        session.removeAttribute(Draft.ATTRIBUTE);
        return Optional.empty();
    }

    /** Leads to its page, and says there what happened. */
    void show(Draft draft, HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean empty = draft.fields().isEmpty();
        if (empty) {
            request.getSession().removeAttribute(Draft.ATTRIBUTE);
        }
        redirect(draft.page(), Flash.notice(empty ? "session.draft.empty" : "session.draft.back"), request, response);
    }

    void redirect(String page, Flash said, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        FlashMap next = new FlashMap();
        next.put("flash", said);
        flashes.saveOutputFlashMap(next, request, response);
        response.sendRedirect(page);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Kept.class;
    }

    @Override
    public Kept resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer page,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binder) {
        HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
        HttpSession session = request.getSession(false);
        Optional<Draft> draft = session == null
                ? Optional.empty()
                : current.get()
                        .flatMap(person -> find(session, person))
                        .filter(each -> each.page().equals(request.getRequestURI()));
        draft.ifPresent(shown -> session.removeAttribute(Draft.ATTRIBUTE));
        return new Kept(draft.map(Draft::fields).orElse(Map.of()));
    }
}
