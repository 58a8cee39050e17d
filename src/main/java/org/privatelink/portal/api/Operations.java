package org.privatelink.portal.api;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.privatelink.portal.page.Texts;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Completes the description of each operation: in words, with its sandbox, headers, and every problem that it may end in. */
@Component
class Operations implements OpenApiCustomizer {

    private static final String BASE = "/api/v1/sandboxes/{sandbox}/";
    private static final String PROBLEM = "#/components/schemas/Problem";
    private static final String ACTIVITY = "#/components/schemas/Activity";

    private final Texts texts;
    private final Problems problems;

    Operations(Texts texts, Problems problems) {
        this.texts = texts;
        this.problems = problems;
    }

    @Override
    public void customise(OpenAPI api) {
        ModelConverters.getInstance(true)
                .resolveAsResolvedSchema(new AnnotatedType(Problem.class))
                .referencedSchemas
                .forEach(api.getComponents()::addSchemas);
        api.getPaths().forEach((path, item) -> item.readOperationsMap()
                .forEach((method, operation) -> complete(path, method, operation)));
    }

    private void complete(String path, HttpMethod method, Operation operation) {
        operation.setTags(List.of(path.startsWith(BASE) ? path.substring(BASE.length()).split("/")[0] : "sandboxes"));
        operation.setSummary(texts.get("api.operation." + operation.getOperationId()));
        if (path.contains("{sandbox}")) {
            operation.addParametersItem(new PathParameter().name("sandbox").schema(new StringSchema()));
        }
        parameters(operation).forEach(this::describe);
        if (method == HttpMethod.DELETE || method == HttpMethod.PATCH) {
            operation.getResponses().addApiResponse("202", new ApiResponse().content(json(ACTIVITY)));
        }
        operation.getResponses().forEach(this::describe);
        refusals(path, method, operation).forEach((status, kinds) -> operation
                .getResponses()
                .addApiResponse(status.toString(), problem(kinds)));
    }

    private static List<Parameter> parameters(Operation operation) {
        return operation.getParameters() == null ? List.of() : operation.getParameters();
    }

    private void describe(Parameter parameter) {
        parameter.setDescription(texts.get("api.parameter." + parameter.getName()));
        if (parameter.getIn().equals("path")) {
            parameter.setRequired(true);
        }
    }

    private void describe(String status, ApiResponse response) {
        response.setDescription(texts.get("api.status." + status));
    }

    /** Every problem that this kind of operation may end in, by status. */
    private static Map<Integer, List<ProblemKind>> refusals(String path, HttpMethod method, Operation operation) {
        Stream<ProblemKind> always = Stream.of(
                ProblemKind.UNAUTHENTICATED, ProblemKind.FORBIDDEN, ProblemKind.NOT_ACCEPTABLE, ProblemKind.FAULT,
                ProblemKind.PLATFORM, ProblemKind.NOT_READY, ProblemKind.TOO_MANY);
        Stream<ProblemKind> sandboxed = Stream.of(ProblemKind.BAD_REQUEST, ProblemKind.NOT_FOUND);
        Stream<ProblemKind> sent = Stream.of(
                ProblemKind.MEDIA_TYPE, ProblemKind.TOO_LARGE, ProblemKind.INVALID, ProblemKind.KEY_REUSED);
        Map<Integer, List<ProblemKind>> byStatus = new LinkedHashMap<>();
        Stream.of(
                        always,
                        path.contains("{sandbox}") ? sandboxed : Stream.<ProblemKind>empty(),
                        operation.getRequestBody() != null ? sent : Stream.<ProblemKind>empty(),
                        method != HttpMethod.GET ? conflicts(path, method) : Stream.<ProblemKind>empty(),
                        hasHeader(operation, "If-Match")
                                ? Stream.of(ProblemKind.CHANGED, ProblemKind.VERSION_REQUIRED)
                                : Stream.<ProblemKind>empty(),
                        path.endsWith("/remind") ? Stream.of(ProblemKind.TOO_SOON) : Stream.<ProblemKind>empty())
                .flatMap(kinds -> kinds)
                .forEach(kind -> byStatus.merge(kind.status(), List.of(kind), Operations::both));
        // What Platform refuses has no body of ours to be wrong, as when it deletes.
        if (method != HttpMethod.GET) {
            byStatus.putIfAbsent(422, List.of(ProblemKind.PLATFORM));
        }
        return byStatus;
    }

    private static Stream<ProblemKind> conflicts(String path, HttpMethod method) {
        if (path.endsWith("/requests")) {
            return Stream.of(ProblemKind.ALREADY_THERE);
        }
        if (path.contains("/connections")) {
            return Stream.of(ProblemKind.AUTHORING_OFF, ProblemKind.UNCONFIRMED, ProblemKind.NOT_DONE);
        }
        return Stream.of(
                method == HttpMethod.DELETE
                        ? ProblemKind.IN_USE
                        : path.endsWith("/authoring") ? ProblemKind.NOT_DONE : ProblemKind.MOVED_ON);
    }

    private static List<ProblemKind> both(List<ProblemKind> some, List<ProblemKind> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static boolean hasHeader(Operation operation, String name) {
        return parameters(operation).stream().anyMatch(parameter -> parameter.getName().equals(name));
    }

    private static Content json(String shape) {
        return new Content().addMediaType("application/json", new MediaType().schema(new Schema<>().$ref(shape)));
    }

    private ApiResponse problem(List<ProblemKind> kinds) {
        String description = String.join("; ", new TreeSet<>(kinds.stream().map(problems::title).toList()));
        return new ApiResponse()
                .description(description)
                .content(new Content()
                        .addMediaType(
                                "application/problem+json", new MediaType().schema(new Schema<>().$ref(PROBLEM))));
    }
}
