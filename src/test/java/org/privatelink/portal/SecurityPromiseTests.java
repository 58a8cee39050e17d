package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/security.md names tests that there are. */
class SecurityPromiseTests {

    private static final Pattern PROOF = Pattern.compile("`(\\w+Tests)(?:\\.(\\w+))?`");

    @Test
    void whatProvesAPromiseIsThere() throws IOException {
        List<String> named = PROOF.matcher(Files.readString(Path.of("docs", "security.md")))
                .results()
                .map(proof -> proof.group(1) + (proof.group(2) == null ? "" : "." + proof.group(2)))
                .distinct()
                .toList();

        assertThat(named).hasSizeGreaterThan(100).allSatisfy(proof -> assertThat(isThere(proof)).isTrue());
    }

    private static boolean isThere(String proof) throws IOException {
        String[] parts = proof.split("\\.");
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            return files.filter(file -> file.endsWith(parts[0] + ".java"))
                    .anyMatch(file -> parts.length == 1 || hasTest(file, parts[1]));
        }
    }

    private static boolean hasTest(Path file, String method) {
        try {
            return Files.readString(file).contains("    void " + method + "(");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
