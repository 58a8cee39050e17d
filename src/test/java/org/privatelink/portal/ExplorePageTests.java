package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.Upstream.Fault;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looking into a source, through the pages. */
@PortalTest
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class ExplorePageTests {

    private static final String EXPLORE = ".*/explore";

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    JdbcTemplate jdbc;

    private Upstream upstream;
    private Visitor engineer;
    private String blob;
    private String tables;
    private String open;

    @BeforeAll
    void signIn() {
        upstream = Upstream.of(environment);
        upstream.authoringIsOn("prod");
        engineer = Visitor.signedIn(port, "engineer");
        blob = at("Acme orders (Blob)");
        tables = at("Contoso orders (PostgreSQL)");
        open = at("Acme newsletter (Blob)");
    }

    private String at(String name) {
        return "/s/prod/connections/" + upstream.connectionId("prod", name) + "/explore";
    }

    @AfterEach
    void heal() {
        upstream.isWell();
        upstream.forget();
    }

    @Test
    void connectionLeadsToItsContentForThoseWhoMay() {
        String connection = blob.replace("/explore", "");
        assertThat(engineer.get(connection).select("main a[href=" + blob + "]").text()).isEqualTo("Explore");
        Visitor support = Visitor.signedIn(port, "support");
        assertThat(support.get(connection).select("main a[href=" + blob + "]")).isEmpty();
        assertThat(support.get(blob + "?type=folder&object=/exports").text()).contains("You may not do that");
        assertThat(support.status()).isEqualTo(403);
        assertThat(upstream.seen("GET", EXPLORE)).isEmpty();
    }

    @Test
    void rootShowsFoldersFirstAndEachIsALink() {
        Document page = engineer.get(blob);
        assertThat(page.select("h1").text()).isEqualTo("Explore Acme orders (Blob)");
        assertThat(page.select(".tree bdi").eachText())
                .containsExactly("acme-customers", "exports", "Größe & <b>\"Maß\" #1 50%", "loyalty", "partner-feeds", "readme.csv");
        assertThat(page.select("a.back").attr("href")).isEqualTo(blob.replace("/explore", ""));
        assertThat(engineer.header("Cache-Control")).contains("no-store");
        Element toggle = page.selectFirst(".tree button");
        assertThat(toggle.hasAttr("hidden")).isTrue();
        assertThat(toggle.attr("aria-expanded")).isEqualTo("false");
        assertThat(toggle.attr("aria-label")).isEqualTo("Show what is in acme-customers");
    }

    @Test
    void everyOddNameLeadsToItsOwnThing() {
        engineer.get(blob);
        follow("Größe & <b>\"Maß\" #1 50%");
        List<String> names = engineer.page().select(".tree bdi").eachText();
        assertThat(names).contains("a&objectType=root.csv", "'quoted' name.TSV", "50% off #1.json", "Übersicht.parquet");
        String folder = engineer.address().substring(engineer.address().indexOf("/s/"));
        for (String name : names) {
            engineer.get(folder);
            follow(name);
            assertThat(engineer.status()).as(name).isEqualTo(200);
            assertThat(engineer.page().select(".crumbs [aria-current]").text()).isEqualTo(name);
            assertThat(engineer.page().select("main b")).isEmpty();
        }
        assertThat(upstream.seen("GET", EXPLORE)).filteredOn(each -> each.path("query").asString().contains("objectType=file"))
                .hasSize(names.size() - 1);
    }

    @Test
    void stepsOfThePathLeadBack() {
        Document page = engineer.get(blob + "?type=folder&object=%2Fexports%2Farchive%2Farchive");
        assertThat(page.select(".crumbs a").eachText()).containsExactly("Root", "exports", "archive");
        engineer.get(page.select(".crumbs a").last().attr("href"));
        assertThat(engineer.page().select(".crumbs [aria-current]").text()).isEqualTo("archive");
        assertThat(engineer.page().select(".crumbs a").eachText()).containsExactly("Root", "exports");
    }

    private void follow(String name) {
        String link = engineer.page().select("main a").stream()
                .filter(each -> each.text().equals(name))
                .reduce((first, last) -> last)
                .orElseThrow(() -> new AssertionError("no link " + name))
                .attr("href");
        engineer.get(link);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../", "/exports/../../privateEndpoints", "%2e%2e%2f", "/a&objectType=root", "/a#b", "/a?b=c", "/a;b", "\u0000", "%00"})
    void whateverTheObjectHoldsIsOneValue(String object) {
        engineer.get(blob + "?type=folder&object=" + Wire.encoded(object));
        assertThat(engineer.status()).isEqualTo(200);
        assertThat(engineer.page().select("[data-folder-content]:not([data-folder-failed])")).hasSize(1);
        assertThat(upstream.seen("GET", EXPLORE)).singleElement().satisfies(seen ->
                assertThat(seen.path("query").asString())
                        .isEqualTo("objectType=folder&object=" + Wire.encoded(object).replace("+", "%20")));
    }

    @Test
    void veryManyEntriesAreCutAndFiltered() {
        Document page = engineer.get(blob + "?type=folder&object=%2Fpartner-feeds");
        assertThat(page.select(".tree__item")).hasSize(500);
        assertThat(page.select("main").text()).contains("Only the first 500 of 620 are shown.", "620 entries of 620");
        page = engineer.submit(engineer.form("form.filter"), Map.of("q", "FEED-061"));
        assertThat(page.select(".tree bdi").eachText()).hasSize(10).contains("feed-0610.csv", "feed-0619.csv");
        assertThat(page.select("main").text()).contains("10 entries of 620").doesNotContain("Only the first");
        page = engineer.submit(engineer.form("form.filter"), Map.of("q", "<b>nothing"));
        assertThat(page.select("main").text()).contains("Nothing in it has such a name.", "No entries of 620");
        assertThat(page.select("#filter-q").attr("value")).isEqualTo("<b>nothing");
    }

    @Test
    void tableShowsColumnsAndItsRowsOnlyWhenAsked() {
        engineer.get(tables);
        follow("ACME Spring Campaign");
        assertThat(engineer.page().select("table")).hasSize(1);
        assertThat(engineer.page().select("tbody th").eachText()).containsExactly("id", "email", "points", "updated_at");
        assertThat(engineer.page().select("tbody td").last().text()).isEqualTo("string (date-time)");
        assertThat(upstream.seen("GET", EXPLORE)).noneMatch(each -> each.path("query").asString().contains("preview"));

        follow("Show first rows");
        Element rows = engineer.page().select("table").last();
        assertThat(rows.select("thead th").eachText()).containsExactly("id", "email", "points", "updated_at");
        assertThat(rows.select("tbody tr")).hasSize(10);
        assertThat(rows.select("tbody tr").get(1).text()).isEqualTo("C-00002 none 100 2026-10-02T08:00:00Z");
        assertThat(rows.select("tbody tr").get(2).text()).contains("<b>not a date</b>").endsWith("… cut");
        assertThat(engineer.page().select("main").text()).contains("2 more rows came and are not shown.");
    }

    @Test
    void fileIsReadAsItsNameSaysAndThenAsTheFormSays() {
        engineer.get(blob + "?type=file&object=%2Fexports%2Fcustomers.csv");
        assertThat(lastQuery()).isEqualTo("objectType=file&object=%2Fexports%2Fcustomers.csv&fileType=delimited&columnDelimiter=%2C");
        assertThat(engineer.page().select("tbody th").eachText()).containsExactly("customer_id", "email", "updated_at");

        engineer.submit(engineer.form("main form.form"), Map.of(
                "fileType", "json", "compressionType", "tarGzip", "preview", "true"));
        assertThat(lastQuery())
                .isEqualTo("objectType=file&object=%2Fexports%2Fcustomers.csv&fileType=json&compressionType=tarGzip&preview=true");
        assertThat(engineer.page().select("table").first().select("tbody th").eachText())
                .containsExactlyInAnyOrder("id", "name.first", "name.last", "addresses[].city");
        assertThat(engineer.page().select("table").last().text()).contains("O'Hara <b>", "[{\"city\":\"Köln\"}]");
    }

    private String lastQuery() {
        List<String> all = upstream.seen("GET", EXPLORE).stream().map(each -> each.path("query").asString()).toList();
        return all.get(all.size() - 1);
    }

    @Test
    void delimiterOfTwoCharactersIsRefusedBeforeTheCall() {
        Document page = engineer.get(blob + "?type=file&object=%2Fa.csv&fileType=delimited&columnDelimiter=%3B%3B&preview=true");
        assertThat(page.title()).startsWith("Error: ");
        assertThat(page.select(".errors a[href=#columnDelimiter]").text()).contains("one character");
        assertThat(page.select("#columnDelimiter").attr("value")).isEqualTo(";;");
        assertThat(upstream.seen("GET", EXPLORE)).isEmpty();
    }

    @Test
    void fileOfAnUnknownKindIsNotReadUntilItIsChosen() {
        Document page = engineer.get(blob + "?type=file&object=%2Fnotes.pages");
        assertThat(page.select("main").text()).contains("Its name does not tell what kind of file it is");
        assertThat(upstream.seen("GET", EXPLORE)).isEmpty();
    }

    @Test
    void whatCannotBeExploredIsToldCalmly() {
        Document page = engineer.get(blob + "?type=file&object=%2Fnotes.pages&fileType=json");
        assertThat(engineer.status()).isEqualTo(422);
        assertThat(page.select(".notice").text()).contains("This cannot be explored", "Explore not supported", "Request id");
        assertThat(page.select(".failure")).isEmpty();
        assertThat(page.select("#fileType option[selected]").attr("value")).isEqualTo("json");
    }

    /** The numbers of Adobe's two catalogues collide. */
    @Test
    void sameNumberWithAnotherMeaningIsToldAsItIs() {
        fails("STATUS", Map.of("status", 400, "body", "{\"errorCode\":\"1336-400\",\"title\":\"Quite <b>another</b> thing\"}"));
        Document page = engineer.get(blob);
        assertThat(page.select(".failure").text()).contains("Platform said no", "Quite <b>another</b> thing");
    }

    @ParameterizedTest
    @CsvSource({"408", "504"})
    void timeOutAsksForAuthoring(int status) {
        fails("STATUS", Map.of("status", status));
        isLate(engineer.get(blob));
        assertThat(upstream.seen("GET", EXPLORE)).hasSize(1);
    }

    @Test
    void slowSourceIsNotWaitedForForEver() {
        fails("DELAY", Map.of("delay", "4s"));
        isLate(engineer.get(blob));
        // The simulator notes it once it has answered to nobody; later tests count what it was asked.
        Awaitility.await().until(() -> !upstream.seen("GET", EXPLORE).isEmpty());
    }

    private void isLate(Document page) {
        assertThat(engineer.status()).isEqualTo(504);
        assertThat(page.select(".notice").text()).contains("Is interactive authoring still on?", "Request id");
        assertThat(page.select(".notice ~ .actions a[href=/s/prod/authoring]")).hasSize(1);
        assertThat(page.select("[data-folder-content][data-folder-failed]")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"503, 503", "500, 503", "429, 503", "403, 403", "404, 404"})
    void otherFaultsKeepTheirStatusAndThePage(int status, int shown) {
        fails("STATUS", Map.of("status", status, "body", "{\"title\":\"<b>Fault</b>\"}", "retryAfter", 9));
        Document page = engineer.get(blob + "?type=folder&object=%2Fexports");
        assertThat(engineer.status()).isEqualTo(shown);
        assertThat(page.select(".failure").text()).contains("<b>Fault</b>", "Request id");
        assertThat(page.select(".crumbs [aria-current]").text()).isEqualTo("exports");
        assertThat(page.select(".tree")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"items\":[]}", "[1]", "<html>", "\"text\"", "", "null", "[{\"no\":\"name\"}]"})
    void unknownFormIsToldCalmlyWithAnId(String body) {
        fails("STATUS", Map.of("status", 200, "body", body));
        for (String place : List.of("", "?type=folder&object=a", "?type=file&object=a.csv", "?type=file&object=a.csv&preview=true")) {
            Document page = engineer.get(blob + place);
            assertThat(engineer.status()).isEqualTo(502);
            assertThat(page.select(".notice").text())
                    .contains("Platform answered in a form this portal does not know", "Request id");
        }
    }

    private void fails(String kind, Map<String, Object> settings) {
        Fault fault = Fault.of(kind, "GET", EXPLORE);
        for (var setting : settings.entrySet()) {
            fault = fault.with(setting.getKey(), setting.getValue());
        }
        upstream.fails(fault);
    }

    @Test
    void publicConnectionNeedsNoAuthoring() {
        upstream.fails(Fault.of("STATUS", "GET", ".*/interactiveAuthoring").with("status", 503));
        Document page = engineer.get(open);
        assertThat(engineer.status()).isEqualTo(200);
        assertThat(page.select(".tree")).hasSize(1);
    }

    @Test
    void authoringPageRestsOnceNothingMoves() {
        assertThat(engineer.get("/s/prod/authoring").select("#authoring-state[data-final]")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Disabled|Off", "DISABLING|Turning off", "Hibernating|Unknown: Hibernating", "''|Unknown: none"
    })
    void privateConnectionIsNotAskedWhileAuthoringIsNotOn(String said, String shown) {
        authoringSays(said);
        Document page = engineer.get(blob + "?type=folder&object=%2Fexports");
        assertThat(engineer.status()).isEqualTo(200);
        assertThat(page.select("h2").text()).contains("Interactive authoring is needed");
        assertThat(page.select("[data-live]").text()).isEqualTo(shown);
        assertThat(upstream.seen("GET", EXPLORE)).isEmpty();
    }

    @Test
    void unreadableStateOfAuthoringIsToldInPlace() {
        upstream.fails(Fault.of("STATUS", "GET", ".*/interactiveAuthoring").with("status", 503));
        Document page = engineer.get(blob);
        assertThat(page.select("main").text()).contains("Whether it is on could not be read now", "Request id");
        assertThat(upstream.seen("GET", EXPLORE)).isEmpty();
    }

    private void authoringSays(String word) {
        upstream.fails(Fault.of("STATUS", "GET", ".*/interactiveAuthoring")
                .with("status", 200)
                .with("body", "{\"status\":\"" + word + "\"}"));
    }

    /** Nobody can turn it off, so that Platform only says that it is. */
    @Test
    void authoringIsTurnedOnInPlaceAndThePageGoesOnByItself() {
        String place = blob + "?type=folder&object=%2FGr%C3%B6%C3%9Fe+%26+%3Cb%3E%22Ma%C3%9F%22+%231+50%25";
        // Where it was turned on a short while ago, it is not said to be off.
        jdbc.update("update activity set begun_at = dateadd(hour, -1, begun_at) where act = 'AUTHORING_ENABLE'");
        authoringSays("Disabled");
        Document page = engineer.get(place);
        assertThat(page.select("form[action=/s/prod/authoring] button[name=preset]").eachAttr("value")).containsExactly("15", "60", "120");
        authoringSays("Enabling");
        page = engineer.submit(engineer.form("form[action=/s/prod/authoring]"), Map.of("preset", "120"));
        assertThat(upstream.seen("POST", Upstream.AUTHORING)).hasSize(1);
        assertThat(engineer.address()).contains(blob + "?type=folder&object=%2FGr%C3%B6%C3%9Fe%20%26%20%3Cb%3E");
        assertThat(page.select(".flash").text()).contains("being turned on for 120 minutes");
        assertThat(page.select("#explore-content[data-refresh-seconds]:not([data-final]) [data-live]").text()).isEqualTo("Turning on");
        assertThat(page.select("form[action=/s/prod/authoring]")).isEmpty();
        upstream.isWell();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !engineer.get(place).select("#explore-content[data-final]").isEmpty());
        assertThat(lastQuery()).startsWith("objectType=folder&object=%2FGr");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/s/x\r\nX: y", ""})
    void authoringReturnsOnlyToThePortal(String back) {
        Wire wire = Wire.of(port, engineer);
        var answer = wire.post("/s/prod/authoring", Map.of(
                "preset", "15", "submission", UUID.randomUUID().toString(), "return", back));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(Wire.location(answer)).endsWith("/s/prod/authoring").doesNotContain("evil");
    }

    @Test
    void wayBackOutlivesAnErrorInTheForm() {
        Wire wire = Wire.of(port, engineer);
        var answer = wire.post("/s/prod/authoring", Map.of(
                "preset", "own", "autoTerminationMinutes", "121", "submission", UUID.randomUUID().toString(), "return", blob));
        assertThat(Wire.page(answer).select("main input[name=return]").attr("value")).isEqualTo(blob);
    }

    @Test
    void nothingOfTheDataIsLoggedOrRecorded(CapturedOutput output) {
        engineer.get(blob + "?type=file&object=%2Fexports%2Fcustomers.csv&fileType=delimited&preview=true");
        assertThat(engineer.page().text()).contains("person1@customer.example");
        assertThat(output).doesNotContain("customer.example", "customers.csv");
        String kept = Stream.of("activity", "audit_entry")
                .flatMap(table -> jdbc.queryForList("select * from " + table).stream())
                .map(Object::toString)
                .collect(Collectors.joining());
        assertThat(kept).doesNotContain("customer.example", "customers.csv");
    }

    @Test
    void anotherSandboxOrIdIsNotFound() {
        for (String path : List.of(blob.replace("/s/prod/", "/s/dev/"), "/s/prod/connections/nothing/explore")) {
            engineer.get(path);
            assertThat(engineer.status()).isEqualTo(404);
        }
        assertThat(upstream.seen("GET", EXPLORE)).isEmpty();
    }
}
