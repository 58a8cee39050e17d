package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/configuration.md names every setting that the code reads, with its default, and no other. */
class ConfigurationReferenceTests {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `((?:portal|simulator)\\.[\\w.-]+)` \\| ([^|]*) \\|");

    @Test
    void everySettingStandsInTheReferenceWithItsDefault() throws IOException {
        String reference = Files.readString(Path.of("docs", "configuration.md"));

        for (JsonNode setting : settings()) {
            String name = setting.get("name").asString();
            assertThat(reference).contains("| `" + name + "` |");
            String value = setting.path("defaultValue").asString("");
            if (!value.isEmpty()) {
                assertThat(reference).contains("| `" + name + "` | `" + value + "` |");
            }
        }
    }

    @Test
    void theReferenceNamesNoSettingThatIsNotRead() throws IOException {
        List<String> known = settings().stream().map(setting -> setting.get("name").asString()).toList();

        List<String> named = ROW.matcher(Files.readString(Path.of("docs", "configuration.md")))
                .results()
                .map(row -> row.group(1))
                .filter(name -> !name.equals("simulator.port"))
                .toList();

        assertThat(named).isNotEmpty().isSubsetOf(known);
    }

    private static List<JsonNode> settings() throws IOException {
        try (var metadata = new ClassPathResource("META-INF/spring-configuration-metadata.json").getInputStream()) {
            return JsonMapper.shared().readTree(metadata).get("properties").valueStream().toList();
        }
    }
}
