package org.privatelink.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.PathTricks;

class LocalPathTests {

    private static final List<String> ELSEWHERE = List.of(
            "", "evil", "//evil", "///evil", "////evil", "/\\evil", "\\evil", "\\\\evil", "/\\/evil", "/..//evil", "/.//evil", "/../evil", "/a/..//evil",
            "/a/../..//evil", "/..", "/.", "/a/..", "/a/.", "/..?a", "/./evil", "/s/prod//evil", "/%2fevil", "/%2Fevil", "/%5cevil", "/%5Cevil",
            "/a%2f%2fevil", "/%2e%2e//evil", "/%2e%2e/evil", "/.%2e/evil", "/%252e%252e/evil", "/%09/evil", "/%09//evil", "/%0d%0aLocation:evil",
            "/%00/evil", "/%1fevil", "/%7Fevil", "/%3bevil", "/a%3Fb", "/..;/evil", "/;//evil", "/a;b", "https:evil", "https://evil", "http:/evil",
            "HTTPS://evil", "javascript:alert(1)", "data:text/html,x", " //evil", "\t//evil", "/\t/evil", "/\n/evil", "/\r\nLocation: evil", "/a\u0000b",
            "/a\u0085b", "/a\u2028b", "/\u2215evil", "/\uFF0Fevil", "/\uFF0E\uFF0E/evil", "/\u202Eevil", "/\u200B/evil", "/é", "/a b", "/a#b", "#", "?a", "/a|b",
            "/a\"b", "/<x>", "/a'b", "/a`b", "/{a}", "/${a}", "/a[b]", "@evil", ":evil", "/a?b#c", "/a?b\\c", "/a?b\r\nc", "/" + "a".repeat(2_000));

    @Test
    void nothingLeadsElsewhere() {
        assertThat(ELSEWHERE).allSatisfy(path -> assertThat(LocalPath.or(path, "home")).as(path).isEqualTo("home"));
    }

    /** What is taken stays what it is for whoever reads it: a browser, a server, a proxy. */
    @Test
    void trickIsTakenAsItStandsOrNotAtAll() {
        List<String> taken = PathTricks.all().stream()
                .flatMap(trick -> Stream.of(trick, "/" + trick, "/s/prod/" + trick))
                .filter(path -> LocalPath.or(path, "").equals(path) && !path.isEmpty())
                .toList();

        assertThat(taken).hasSizeBetween(20, 200).allSatisfy(path -> {
            URI resolved = URI.create("https://portal.example").resolve(path);
            assertThat(resolved).hasToString("https://portal.example" + path);
            assertThat(resolved.normalize()).isEqualTo(resolved);
            assertThat(resolved.getHost()).isEqualTo("portal.example");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/", "/?choose=true", "/s/prod", "/s/prod/", "/s/prod/endpoints?state=pending&sort=-name&page=2", "/s/prod/endpoints/a-b_c.d~e:f@g",
                "/s/prod/connections/new?source=azure-blob&kind=a%20b", "/s/prod/support?q=a/b//c?d%2F..%0A", "/s/prod/endpoints/%C3%A9", "/.well-known",
                "/a..b/...", "/notices"
            })
    void ownPathIsTaken(String path) {
        assertThat(LocalPath.orHome(path)).isEqualTo(path);
    }
}
