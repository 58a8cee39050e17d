package org.privatelink.portal.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.platform.PlatformException.Conflict;
import org.privatelink.portal.platform.PlatformException.NotAllowed;
import org.privatelink.portal.platform.PlatformException.NotFound;
import org.privatelink.portal.platform.PlatformException.OutcomeUnknown;
import org.privatelink.portal.platform.PlatformException.Refused;
import org.privatelink.portal.platform.PlatformException.TooMany;
import org.privatelink.portal.platform.PlatformException.Unreachable;
import org.privatelink.portal.platform.PlatformException.Unreadable;
import org.springframework.http.HttpHeaders;
import org.springframework.ui.Model;

/**
 * Something that could not be shown or done: what, why, who must act, and the id to quote.
 *
 * @param status HTTP status of a page that shows nothing else
 * @param kind last part of the message keys
 * @param upstreamText what Platform said, free of secrets
 * @param retryAfterSeconds when to try again, where Platform said so
 */
public record Failure(
        int status,
        String kind,
        @Nullable String requestId,
        @Nullable String upstreamText,
        @Nullable Long retryAfterSeconds) {

    private static final String SENT = Failure.class.getName();

    public String titleKey() {
        return "page.failure." + kind + ".title";
    }

    /** The banner of the page says as much. */
    public boolean isResting() {
        return kind.equals("resting");
    }

    public String textKey() {
        return "page.failure." + kind + ".text";
    }

    public String actorKey() {
        return "page.failure." + kind + ".actor";
    }

    /** What a page shows beside it is old; the status is true all the same. */
    public void show(Model model, HttpServletResponse response) {
        model.addAttribute("failure", this);
        response.setStatus(status);
        if (retryAfterSeconds != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, retryAfterSeconds.toString());
        }
    }

    /** From where there is no controller: the error page shows it. */
    public void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(SENT, this);
        if (retryAfterSeconds != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, retryAfterSeconds.toString());
        }
        response.sendError(status);
    }

    static Optional<Failure> sent(HttpServletRequest request) {
        return Optional.ofNullable((Failure) request.getAttribute(SENT));
    }

    /** The portal's own database cannot be read or written. */
    public static Failure database() {
        return new Failure(503, "database", null, null, 10L);
    }

    /** Somebody asks too often. */
    public static Failure tooOften(long secondsToWait) {
        return new Failure(429, "too-often", null, null, secondsToWait);
    }

    static Failure noRole() {
        return new Failure(403, "no-role", null, null, null);
    }

    static Failure notYetRead() {
        return new Failure(503, "not-yet-read", null, null, 10L);
    }

    static Failure of(int status) {
        if (status == 429) {
            return new Failure(429, "too-often", null, null, null);
        }
        String kind = switch (status) {
            case 400, 401, 403, 404, 405, 408, 413, 414, 415, 421, 431, 503 -> String.valueOf(status);
            // Methods and versions of HTTP that nobody here has heard of: no fault of ours.
            default -> status < 500 || status == 501 || status == 505 ? "400" : "500";
        };
        return new Failure(status, kind, null, null, null);
    }

    /** As it was noted by its title key: what was not kept with it is missing. */
    public static Failure noted(String titleKey) {
        String kind = titleKey.substring("page.failure.".length(), titleKey.length() - ".title".length());
        int status = switch (kind) {
            case "not-found" -> 404;
            case "conflict" -> 409;
            case "refused" -> 422;
            case "too-many", "unreachable", "resting", "full" -> 503;
            case "unreadable", "outcome-unknown" -> 502;
            default -> kind.startsWith("not-allowed.") ? isOfThePortal(kind) ? 502 : 403 : 500;
        };
        return new Failure(status, kind, null, null, null);
    }

    /** About its own credential: nothing that the person may or may not do. */
    private static boolean isOfThePortal(String kind) {
        return Set.of("not-allowed.token", "not-allowed.client", "not-allowed.organisation").contains(kind);
    }

    /** Whoever is shown it can quote its id: it is noted with the request. */
    public static Failure of(PlatformException told) {
        Failure failure = read(told);
        Correlation.tell(failure.kind(), told.problem());
        return failure;
    }

    private static Failure read(PlatformException told) {
        var problem = told.problem();
        String text = problem.text();
        if (told instanceof NotAllowed notAllowed) {
            String kind = "not-allowed." + notAllowed.reason().name().toLowerCase(Locale.ROOT);
            return new Failure(isOfThePortal(kind) ? 502 : 403, kind, problem.requestId(), text, null);
        }
        if (told instanceof TooMany tooMany) {
            return new Failure(503, "too-many", problem.requestId(), text, tooMany.retryAfter().toSeconds());
        }
        if (told instanceof NotFound) {
            return new Failure(404, "not-found", problem.requestId(), text, null);
        }
        if (told instanceof Conflict) {
            return new Failure(409, "conflict", problem.requestId(), text, null);
        }
        if (told instanceof Refused) {
            return new Failure(422, "refused", problem.requestId(), text, null);
        }
        if (told instanceof Unreachable unreachable) {
            return unreachable(unreachable);
        }
        if (told instanceof Unreadable) {
            return new Failure(502, "unreadable", problem.requestId(), text, null);
        }
        if (told instanceof OutcomeUnknown) {
            return new Failure(502, "outcome-unknown", problem.requestId(), text, null);
        }
        throw new IllegalStateException("A new kind of PlatformException", told);
    }

    private static Failure unreachable(Unreachable told) {
        Long seconds = told.retryAfter() == null ? null : Long.valueOf(Math.max(1, told.retryAfter().toSeconds()));
        if (told.isResting()) {
            return new Failure(503, "resting", null, null, seconds);
        }
        if (told.isFull()) {
            return new Failure(503, "full", null, null, seconds);
        }
        return new Failure(503, "unreachable", told.problem().requestId(), told.problem().text(), null);
    }
}
