package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists as files: the view that is shown, over all its pages. */
@PortalTest
class ExportPageTests {

    private static final String LIST = "/s/prod/connections?q=acme&source=azure-blob&sort=name";

    @LocalServerPort
    private int port;

    @Test
    void connectionsAreExportedAsFilteredAndSorted() {
        Visitor engineer = Visitor.signedIn(port, "engineer");
        Document page = engineer.get(LIST);
        List<String> shown = page.select("tbody th[scope=row] a").eachText();
        assertThat(shown).hasSizeGreaterThan(3).isSorted();
        engineer.get(page.select("a[download]").first().attr("href"));
        String csv = engineer.body();
        assertThat(csv.lines().skip(1).map(line -> line.split(",")[1])).containsExactlyElementsOf(shown);
        engineer.get(LIST + "&format=json");
        JsonNode json = new JsonMapper().readTree(engineer.body());
        assertThat(json.path("items").valueStream().map(item -> item.path("name").asString()))
                .containsExactlyElementsOf(shown);
    }

    @Test
    void exportHoldsWhatIsOnOtherPagesAndNothingSecret() {
        Visitor support = Visitor.signedIn(port, "support");
        String count = support.get("/s/prod/connections").select(".toolbar__count").text();
        support.get("/s/prod/connections?format=csv&page=2");
        assertThat(support.header("Content-Disposition")).isEqualTo("attachment; filename=\"connections-prod.csv\"");
        assertThat(support.body().lines().count())
                .isEqualTo(Integer.parseInt(count.replaceAll("\\D", "")) + 1L)
                .isGreaterThan(26);
        assertThat(support.body()).doesNotContain("vault.azure.net", "hidden", "connectionString");
    }

    @Test
    void callBehindAPageCanBeCopiedWithoutItsToken() {
        Visitor engineer = Visitor.signedIn(port, "engineer");
        String curl = engineer.get(LIST).select("details.curl code").first().wholeText();
        assertThat(curl)
                .contains("-H \"Authorization: Bearer $PLATFORM_TOKEN\"", "-H 'x-sandbox-name: prod'", "connectionSpec.id==4c10e202")
                .doesNotContain("eyJ");
    }
}
