package org.privatelink.portal.platform;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.platform.PlatformException.Conflict;
import org.privatelink.portal.platform.PlatformException.NotAllowed;
import org.privatelink.portal.platform.PlatformException.NotAllowed.Reason;
import org.privatelink.portal.platform.PlatformException.NotFound;
import org.privatelink.portal.platform.PlatformException.OutcomeUnknown;
import org.privatelink.portal.platform.PlatformException.Refused;
import org.privatelink.portal.platform.PlatformException.TooMany;
import org.privatelink.portal.platform.PlatformException.Unreachable;
import org.privatelink.portal.platform.PlatformException.Unreadable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns an error answer into one of the sealed family. Platform has three error formats and its gateways a fourth
 * (contract 3.7); all are read leniently, and the status decides where the code says nothing.
 */
final class ErrorReader {

    private static final Set<String> BAD_CLIENT = Set.of("403000", "403003", "400003");
    private static final Set<String> BAD_ORGANISATION = Set.of("403025", "2000");
    private static final Set<String> BAD_TOKEN = Set.of("403010", "401013");

    private final JsonMapper json;

    ErrorReader(JsonMapper json) {
        this.json = json;
    }

    /** As {@link #read}, for a call in a person's own name: what is wrong then is the person's. */
    PlatformException readForPerson(Answer answer, boolean write, Collection<Secret> secrets) {
        PlatformException told = read(answer, write, secrets);
        if (!(told instanceof NotAllowed refused)) {
            return told;
        }
        return switch (refused.reason()) {
            case TOKEN -> new NotAllowed(Reason.EXPIRED, told.problem());
            case PERMISSION -> new NotAllowed(write ? Reason.MANAGE : Reason.VIEW, told.problem());
            default -> told;
        };
    }

    PlatformException read(Answer answer, boolean write, Collection<Secret> secrets) {
        Problem problem = problem(answer, secrets);
        int status = answer.status();
        Reason reason = reason(problem);
        if (reason != null) {
            return new NotAllowed(reason, problem);
        }
        return switch (status) {
            case 404, 410 -> new NotFound(problem);
            case 409, 412 -> new Conflict(problem);
            case 429 -> new TooMany(problem, answer.pause());
            // A proxy on the way wants a sign-in: it did not get to Platform.
            case 407 -> new Unreachable(problem);
            case 408, 425 -> write ? new OutcomeUnknown(problem) : new Unreachable(problem);
            default -> {
                if (status >= 500) {
                    yield write ? new OutcomeUnknown(problem) : new Unreachable(problem);
                }
                if (status >= 400) {
                    yield new Refused(problem);
                }
                yield write ? new OutcomeUnknown(problem) : new Unreadable(problem);
            }
        };
    }

    /** Only a token that is told to be bad is worth a new one: Adobe throttles those who fetch many. */
    boolean isTokenRefused(Answer answer) {
        if (answer.status() != 401) {
            return false;
        }
        String code = problem(answer, Set.of()).code();
        return code == null || BAD_TOKEN.contains(code);
    }

    private static @Nullable Reason reason(Problem problem) {
        String number = problem.code() == null ? "" : problem.code().split("-", 2)[0];
        if (BAD_TOKEN.contains(number)) {
            return Reason.TOKEN;
        }
        if (BAD_CLIENT.contains(number)) {
            return Reason.CLIENT;
        }
        if (BAD_ORGANISATION.contains(number) && problem.status() < 500) {
            return Reason.ORGANISATION;
        }
        return switch (problem.status()) {
            case 401 -> Reason.TOKEN;
            case 403 -> Reason.PERMISSION;
            default -> null;
        };
    }

    private Problem problem(Answer answer, Collection<Secret> secrets) {
        JsonNode body = tree(answer.body());
        if (body == null) {
            return new Problem(answer.status(), null, null, answer.requestId());
        }
        String type = text(body, "type");
        String code = first(body, "error_code", "errorCode", "code");
        if (code == null && type != null && type.matches(".*\\d{3,6}-\\d{3}")) {
            code = type.substring(type.lastIndexOf('/') + 1);
        }
        String said = Stream.of("title", "message", "detail", "error_description", "errorMessage")
                .map(name -> text(body, name))
                .filter(value -> value != null && !value.isBlank())
                .distinct()
                .collect(Collectors.joining(": "));
        return new Problem(
                answer.status(),
                code == null ? null : Redaction.redact(code, secrets),
                said.isEmpty() ? null : Redaction.redact(said, secrets),
                answer.requestId());
    }

    private @Nullable JsonNode tree(byte[] body) {
        try {
            JsonNode node = json.readTree(new String(body, StandardCharsets.UTF_8));
            for (String wrapper : List.of("/error", "/errors/0", "/report")) {
                if (node != null && node.at(wrapper).isObject() && text(node, "title") == null) {
                    return node.at(wrapper);
                }
            }
            return node != null && node.isObject() ? node : null;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    private static @Nullable String first(JsonNode body, String... names) {
        return Stream.of(names).map(name -> text(body, name)).filter(v -> v != null).findFirst().orElse(null);
    }

    private static @Nullable String text(JsonNode body, String name) {
        JsonNode value = body.get(name);
        return value == null || !value.isValueNode() || value.isNull() ? null : value.asString();
    }
}
