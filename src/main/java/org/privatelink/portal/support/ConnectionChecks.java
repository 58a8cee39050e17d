package org.privatelink.portal.support;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.connection.Connection;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.platform.PlatformException.Refused;
import org.privatelink.portal.source.AuthenticationKind;
import org.privatelink.portal.source.ConnectionField;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.support.Circumstances.Read;

/** The steps of the connection itself: is it there, are its credentials whole, does Platform get through. */
record ConnectionChecks(Circumstances seen) {

    Check connection() {
        Connection found = seen.found();
        if (seen.connection().failure() != null) {
            return Check.unread(Step.CONNECTION, Failure.of(seen.connection().failure()));
        }
        if (found == null) {
            return Check.of(Step.CONNECTION, Finding.CONNECTION_GONE)
                    .about(seen.listed() == null ? "" : seen.listed().name())
                    .told(seen.connection().requestId());
        }
        return Check.of(Step.CONNECTION, state(found.state()))
                .about(found.state())
                .told(seen.connection().requestId())
                .with("connection.state", found.state())
                .with("connection.created", found.created())
                .with("connection.updated", found.updated());
    }

    private static Finding state(@Nullable String raw) {
        return switch (raw == null ? "" : raw.strip().toLowerCase(Locale.ROOT)) {
            case "enabled" -> Finding.CONNECTION_ENABLED;
            case "disabled" -> Finding.CONNECTION_DISABLED;
            default -> Finding.CONNECTION_IN_ANOTHER_STATE;
        };
    }

    /** What can be told without knowing a secret: Platform gives back only where it keeps it. */
    Check credentials() {
        Connection found = seen.found();
        if (found == null) {
            return Check.of(Step.CREDENTIALS, Finding.NOT_LOOKED_AT);
        }
        String specName = found.auth() == null ? null : found.auth().specName();
        Source source = seen.source();
        List<AuthenticationKind> kinds = source == null || specName == null
                ? List.of()
                : source.authentications().stream().filter(kind -> kind.isCalled(specName)).toList();
        Check check = kinds.isEmpty()
                ? Check.of(Step.CREDENTIALS, Finding.CREDENTIALS_OF_UNKNOWN_KIND).about(specName)
                : credentials(found, kinds);
        return check.with("support.evidence.kind", specName).with("support.evidence.given", given(found));
    }

    /** Two kinds may send the same parameters: it is whole when it is so for one of them. */
    private static Check credentials(Connection found, List<AuthenticationKind> kinds) {
        AuthenticationKind best = kinds.stream()
                .min(Comparator.comparingInt(kind -> missing(found, kind).size()))
                .orElseThrow();
        List<String> missing = missing(found, best);
        if (!missing.isEmpty()) {
            return Check.of(Step.CREDENTIALS, Finding.CREDENTIALS_INCOMPLETE).about(String.join(", ", missing));
        }
        if (best.note() != null) {
            return Check.of(Step.CREDENTIALS, Finding.CREDENTIALS_ENDING);
        }
        return Check.of(
                Step.CREDENTIALS,
                has(found, "sasUri") ? Finding.CREDENTIALS_EXPIRING : Finding.CREDENTIALS_COMPLETE);
    }

    private static List<String> missing(Connection found, AuthenticationKind kind) {
        Stream<String> own = kind.fields().stream()
                .filter(field -> !field.optional())
                .map(ConnectionField::name)
                .filter(name -> kind.compose().values().stream().noneMatch(text -> text.contains("{" + name + "}")));
        return Stream.concat(own, kind.compose().keySet().stream()).filter(name -> !has(found, name)).toList();
    }

    private static boolean has(Connection found, String parameter) {
        String value = found.parameter(parameter);
        return value != null && !value.isBlank();
    }

    /** Names only: which of the values are secret is not for this step to judge. */
    private static String given(Connection found) {
        return found.auth() == null || found.auth().params() == null
                ? ""
                : found.auth().params().keySet().stream().sorted().collect(Collectors.joining(", "));
    }

    Check test() {
        Read<Boolean> test = seen.test();
        if (test == null) {
            return Check.of(Step.TEST, seen.found() == null ? Finding.NOT_LOOKED_AT : Finding.TEST_NOT_ASKED_FOR);
        }
        if (test.failure() != null) {
            return failed(test.failure());
        }
        return Check.of(Step.TEST, Boolean.TRUE.equals(test.value()) ? Finding.TEST_PASSED : Finding.TEST_FAILED)
                .told(test.requestId())
                .with("support.evidence.tested", seen.at());
    }

    private Check failed(PlatformException told) {
        Failure failure = Failure.of(Objects.requireNonNull(told));
        if (told.problem().isLate()) {
            return Check.of(Step.TEST, Finding.TEST_TIMED_OUT).because(failure).with("support.evidence.tested", seen.at());
        }
        return told instanceof Refused
                ? Check.of(Step.TEST, Finding.TEST_REFUSED).because(failure).with("support.evidence.tested", seen.at())
                : Check.unread(Step.TEST, failure);
    }
}
