package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

/** docs/dependencies.md gives a reason for each library and plugin of the build, and for no other. */
class DependencyTests {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.-]+)` \\| [^|]{4,} \\|$");
    private static final String NAMED =
            "project > dependencies > dependency, build > plugins > plugin, annotationProcessorPaths > path";

    @Test
    void everyLibraryAndPluginHasAReason() throws Exception {
        List<String> given = ROW.matcher(Files.readString(Path.of("docs", "dependencies.md")))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(named()).isNotEmpty().doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(given);
    }

    private static List<String> named() throws Exception {
        return Jsoup.parse(Files.readString(Path.of("pom.xml")), Parser.xmlParser()).select(NAMED).stream()
                .map(entry -> entry.selectFirst("> artifactId").text())
                .toList();
    }
}
