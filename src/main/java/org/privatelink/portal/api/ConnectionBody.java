package org.privatelink.portal.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.api.Problem.FieldError;
import org.privatelink.portal.connection.ConnectionDesk;
import org.privatelink.portal.platform.Secret;

/** A connection as Adobe's create takes it. */
@Schema(name = "ConnectionBody")
record ConnectionBody(
        @Nullable String name,
        @Nullable String description,
        @Nullable Auth auth,
        @Nullable SpecRef connectionSpec,
        @Nullable List<@Nullable String> confirm)
        implements Body {

    /** @param params texts, numbers, true and false; secrets among them go to Platform and nowhere else */
    @Schema(name = "ConnectionAuth")
    record Auth(@Nullable String specName, @Nullable Map<String, @Nullable Object> params) {

        /** Which of the texts are secret is known later; what is no text, number or truth value is not kept. */
        Auth {
            params = params == null ? null : sealed(params);
        }

        private static Map<String, @Nullable Object> sealed(Map<String, @Nullable Object> given) {
            Map<String, @Nullable Object> sealed = new LinkedHashMap<>(given);
            sealed.replaceAll((key, value) -> sealed(value));
            return sealed;
        }

        private static @Nullable Object sealed(@Nullable Object value) {
            if (value instanceof String text) {
                return Secret.of(text);
            }
            return value instanceof Number || value instanceof Boolean ? value : null;
        }
    }

    @Override
    public Body wish() {
        return new ConnectionBody(name, description, auth, connectionSpec, null);
    }

    ConnectionDesk.Wanted wanted() {
        Auth given = auth == null ? new Auth(null, null) : auth;
        Map<String, @Nullable Object> params = given.params() == null ? Map.of() : given.params();
        params.forEach((key, value) -> {
            if (!(value instanceof Secret || value instanceof Number || value instanceof Boolean)) {
                throw new Refusal(ProblemKind.BAD_REQUEST, new FieldError(key, "/auth/params/" + key, "api.field.type"));
            }
        });
        return new ConnectionDesk.Wanted(
                WantedBody.text(name),
                WantedBody.text(description),
                WantedBody.text(given.specName()),
                params.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> secret(each.getValue()))),
                confirm == null ? List.of() : confirm.stream().filter(Objects::nonNull).toList());
    }

    private static Secret secret(@Nullable Object value) {
        return value instanceof Secret secret ? secret : Secret.of(String.valueOf(value));
    }
}
