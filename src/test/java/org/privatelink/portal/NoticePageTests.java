package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.privatelink.portal.request.RequestNews;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

/** Notices in the running portal, with a mail server that nobody can reach and a channel that does not exist. */
@PortalTest
@TestPropertySource(
        properties = {
            "spring.mail.host=127.0.0.1",
            "spring.mail.port=9",
            "portal.notice.portal-url=https://portal.example.com",
            "portal.notice.mail.from=portal@example.com",
            "portal.notice.mail.approvers=ada@example.com",
            "portal.notice.webhooks.demo-inbox.url=${simulator.url}/no/such/SECRETPATH",
            "portal.notice.webhooks.demo-chat.url=${simulator.url}/no/such/SECRETPATH"
        })
class NoticePageTests {

    @LocalServerPort
    int port;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    JdbcTemplate jdbc;

    private Wire admin;

    @BeforeEach
    void begin() {
        jdbc.update("delete from notice");
        admin = Wire.signedIn(port, "admin");
    }

    @Test
    void emptyListSaysHowToBegin() {
        Document page = page(admin.get("/notices"));

        assertThat(page.select("h1").text()).isEqualTo("Notices");
        assertThat(page.select(".empty").text()).contains("portal.notice.mail.from", "portal.notice.webhooks");
        assertThat(page.select("table")).isEmpty();
    }

    @Test
    void listTellsWhatWentWhereAndWhy() {
        events.publishEvent(news("one", "<b>acme</b>-lake"));
        await().until(() -> jdbc.queryForList("select problem from notice", String.class).stream()
                .allMatch(problem -> problem != null));

        HttpResponse<String> answer = admin.get("/notices");
        Document page = page(answer);

        assertThat(page.select("tbody tr")).hasSize(3);
        assertThat(page.select("tbody th a").eachText()).containsOnly("Approval needed: <b>acme</b>-lake (prod)");
        assertThat(page.select("tbody th a").eachAttr("href")).containsOnly("/s/prod/requests/r-1");
        String mail = page.select("tbody tr:contains(ada@example.com)").text();
        assertThat(mail).contains("Waiting", "There was no connection.");
        String channel = page.select("tbody tr:contains(channel demo-inbox)").text();
        assertThat(channel).contains("Waiting", "It answered 403.");
        assertThat(answer.body()).doesNotContain("SECRETPATH", "demo-inbox-secret");
    }

    @Test
    void listHasPages() {
        for (int at = 0; at < 20; at++) {
            events.publishEvent(news("page-" + at, "acme-" + at));
        }

        Document second = page(admin.get("/notices?page=2&sort=what"));

        assertThat(second.select("tbody tr")).hasSize(25);
        assertThat(second.select(".paging").text()).contains("26–50 of 60");
    }

    @Test
    void onlyAdminsAreShownTheWay() {
        assertThat(page(admin.get("/s/prod")).select("header a[href=/notices]").text()).isEqualTo("Notices");
        assertThat(page(Wire.signedIn(port, "engineer").get("/s/prod")).select("a[href=/notices]")).isEmpty();
        assertThat(Wire.signedIn(port, "engineer").get("/notices").statusCode()).isEqualTo(403);
    }

    @Test
    void deadMailServerMakesNothingIllOrSlow() {
        long began = System.nanoTime();
        events.publishEvent(news("dead", "acme-lake"));
        HttpResponse<String> health = Wire.stranger(port).get("/actuator/health", "Accept", "application/json");

        assertThat(health.body()).contains("\"status\":\"UP\"");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }

    private static Document page(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return Wire.page(answer);
    }

    private static RequestNews news(String key, String name) {
        return new RequestNews(
                RequestNews.Kind.RAISED, key, "prod", "r-1", name, "Azure Blob Storage", "/subscriptions/x", "Dana Engineer",
                "dana@example.com", "Loads orders", null, "Dana Engineer", true, null);
    }
}
