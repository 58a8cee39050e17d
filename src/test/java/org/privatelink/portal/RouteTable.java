package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** {@code docs/routes.md}: what every route answers to whom. */
final class RouteTable {

    /** The columns: in one's own sandbox, or where there is none; then in one of others. */
    static final List<String> PEOPLE = List.of("stranger", "nobody", "support", "engineer", "admin");

    static final List<String> PEOPLE_ELSEWHERE = List.of("support", "engineer", "admin");

    private static final Path PAGE = Path.of("docs", "routes.md");

    private RouteTable() {}

    /** Rows under a heading: the route, and what stands beside it. */
    static Map<String, List<String>> under(String heading) {
        Map<String, List<String>> rows = new TreeMap<>();
        section(heading).lines().filter(line -> line.startsWith("| `")).forEach(line -> {
            List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).skip(1).toList();
            rows.put(cells.get(0).replace("`", ""), cells.subList(1, cells.size()));
        });
        return rows;
    }

    private static String section(String heading) {
        try {
            String[] parts = Files.readString(PAGE).split("(?m)^## " + heading + "$", 2);
            return parts.length < 2 ? "" : parts[1].split("(?m)^## ", 2)[0];
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What is found is left in {@code target}, for whoever means a change. */
    static void tells(String heading, Map<String, List<String>> found) {
        String rows = new TreeMap<>(found).entrySet().stream()
                .map(row -> "| `" + row.getKey() + "` | " + String.join(" | ", row.getValue()) + " |")
                .collect(Collectors.joining("\n"));
        Path left = Path.of("target", "routes-" + heading.toLowerCase().replace(' ', '-') + ".md");
        try {
            Files.writeString(left, rows + "\n");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        assertThat(found).as("%s of %s; found rows are in %s", heading, PAGE, left).isEqualTo(under(heading));
    }

    /** Method, pattern and needed parameters of everything that controllers map. */
    static List<String> routes(Iterable<RequestMappingInfoHandlerMapping> mappings) {
        List<String> routes = new ArrayList<>();
        mappings.forEach(mapping -> mapping.getHandlerMethods().keySet().forEach(info -> routes.addAll(routes(info))));
        return routes.stream().distinct().sorted().toList();
    }

    private static List<String> routes(RequestMappingInfo info) {
        String needed = info.getParamsCondition().getExpressions().stream()
                .map(each -> " " + each)
                .collect(Collectors.joining());
        List<String> routes = new ArrayList<>();
        for (String pattern : info.getPatternValues()) {
            if (!pattern.equals("/error")) {
                assertThat(info.getMethodsCondition().getMethods()).as(pattern).isNotEmpty();
            }
            info.getMethodsCondition().getMethods().forEach(method -> routes.add(method + " " + pattern + needed));
        }
        return routes;
    }
}
