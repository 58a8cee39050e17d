package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.privatelink.portal.source.AuthenticationKind;
import org.privatelink.portal.source.ConnectionField;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;

/**
 * The portal never dials a host that somebody typed, nor one that stands in what Platform holds: a listener on this
 * machine, whose address is put into everything that takes one, hears nothing. (ArchitectureTests keeps it from looking
 * names up.)
 */
@PortalTest
@TestInstance(Lifecycle.PER_CLASS)
class TypedHostTests {

    private static final String NAME = "leads to this machine";
    private static final String POSTGRESQL = "74a1c565-4e59-48d7-9d67-7c03b8a13137";

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    Sources sources;

    private final AtomicInteger dialled = new AtomicInteger();
    private ServerSocket listener;
    private Upstream upstream;
    private Wire admin;

    @BeforeAll
    void listen() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(this::count, "listener");
        thread.setDaemon(true);
        thread.start();
        upstream = Upstream.of(environment);
        upstream.authoringIsOn("prod");
        admin = Wire.signedIn(port, "admin");
    }

    private void count() {
        while (!listener.isClosed()) {
            try (Socket caller = listener.accept()) {
                dialled.incrementAndGet();
            } catch (IOException over) {
                // the test is over
            }
        }
    }

    /** And the listener does listen, or nothing would be proved. */
    @AfterAll
    void nobodyCame() throws IOException {
        upstream.connections("prod").stream()
                .filter(each -> each.path("name").asString().equals(NAME))
                .forEach(each -> upstream.delete("prod", Upstream.CONNECTIONS + "/" + each.path("id").asString()));
        assertThat(dialled).hasValue(0);
        new Socket("127.0.0.1", listener.getLocalPort()).close();
        Awaitility.await().untilAsserted(() -> assertThat(dialled).hasValue(1));
        listener.close();
    }

    @Test
    void fieldsOfConnectionsAreNotDialled() {
        for (Source source : sources.all()) {
            for (AuthenticationKind kind : source.authentications()) {
                for (Map<String, String> typed : List.of(addresses(), everywhere(kind, here()), everywhere(kind, "http://" + here() + "/x"))) {
                    Map<String, String> form = new HashMap<>(typed);
                    kind.fields().stream()
                            .filter(field -> !field.choices().isEmpty())
                            .forEach(field -> form.put(field.name(), field.choices().get(0)));
                    form.putAll(Map.of("source", source.key(), "kind", kind.key(), "name", NAME, "_usePrivateLink", "on", "usePrivateLink", "on"));
                    for (String step : List.of("check", "resolve", "create")) {
                        form.putAll(Map.of("step", step, "submission", UUID.randomUUID().toString()));
                        isAnswered(admin.post("/s/prod/connections/new", form));
                    }
                    isAnswered(admin.post("/s/prod/endpoints/resolve", form));
                }
            }
        }
        nothingWasDialled();
    }

    @Test
    void fieldsOfEndpointsAreNotDialled() {
        String resource = "/subscriptions/1b2c3d4e-0000-4000-8000-123456789abc/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/" + here();
        for (Map<String, String> typed : List.of(
                Map.of("fqdns", "127.0.0.1\nlocalhost\n" + here()),
                Map.of("fqdns", "localhost.localdomain"),
                Map.of("resourceName", here()),
                Map.of("resourceId", resource),
                Map.of("resourceId", "http://" + here() + resource),
                Map.of("ticket", "http://" + here() + "/T-1", "reason", "see http://" + here(), "owner", "http://" + here()))) {
            for (String source : List.of("azure-blob", "snowflake")) {
                Map<String, String> form = Asking.form(NAME);
                form.put("source", source);
                form.putAll(typed);
                isAnswered(admin.post("/s/prod/endpoints/new", form));
            }
        }
        nothingWasDialled();
    }

    /** Platform holds a connection that leads there: everything that is to be done with it goes to Platform alone. */
    @Test
    void connectionThatLeadsThereIsNotFollowed() {
        String id = upstream.platform(HttpMethod.POST, "prod", Upstream.CONNECTIONS, """
                        {"name":"%s","connectionSpec":{"id":"%s","version":"1.0"},"auth":{"specName":"Basic Authentication","params":
                        {"server":"127.0.0.1","port":"%d","database":"d","username":"u","password":"p","usePrivateLink":false}}}
                        """.formatted(NAME, POSTGRESQL, listener.getLocalPort()))
                .path("id")
                .asString();
        String path = "/s/prod/connections/" + id;
        for (String end : List.of("", "/diagnosis", "/case", "/explore", "/explore?type=folder&object=http://" + here() + "/", "/edit", "/credentials", "/delete")) {
            isAnswered(admin.get(path + end));
        }
        isAnswered(admin.post(path + "/test", Map.of()));
        isAnswered(admin.post(path + "/diagnosis", Map.of()));
        nothingWasDialled();
    }

    @Test
    void whatIsSearchedForOrCalledIsNotDialled() {
        ApiCaller api = new ApiCaller(port, Bearer.of(environment, port, "engineer"));
        for (String host : List.of(here(), "http://" + here() + "/", "localhost:" + listener.getLocalPort(), "2130706433:" + listener.getLocalPort())) {
            isAnswered(admin.get("/s/prod/support?q=" + Wire.encoded(host)));
            isAnswered(admin.get("/s/prod/connections?q=" + Wire.encoded(host)));
            isAnswered(admin.post("/theme", Map.of("theme", "dark", "return", host)));
            isAnswered(api.post("/sandboxes/prod/connections", ApiCaller.connection(NAME, host)));
            isAnswered(api.get("/sandboxes", "Host-Override", host, "X-Forwarded-Host", host, "Referer", host, "Origin", "http://" + here()));
        }
        nothingWasDialled();
    }

    private void nothingWasDialled() {
        assertThat(dialled).hasValue(0);
    }

    private static void isAnswered(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.request().uri() + "\n" + answer.body()).isBetween(200, 499);
    }

    private String here() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    private Map<String, String> everywhere(AuthenticationKind kind, String address) {
        Map<String, String> typed = new HashMap<>();
        kind.fields().stream().map(ConnectionField::name).forEach(name -> typed.put(name, address));
        return typed;
    }

    /** Each in the form that its field takes, so that it gets past the checks. */
    private Map<String, String> addresses() {
        String http = "http://" + here();
        return new HashMap<>(Map.of(
                "connectionString",
                "DefaultEndpointsProtocol=http;AccountName=acme;AccountKey=cGFzcw==;BlobEndpoint=" + http + "/a;TableEndpoint=" + http
                        + "/a;FileEndpoint=" + http + "/a;Server=127.0.0.1;Port=" + listener.getLocalPort() + ";Database=d;Uid=u;Pwd=p",
                "sasUri", "https://" + here() + "/c?sv=2024&sig=YWJj",
                "server", "127.0.0.1",
                "host", here(),
                "url", http,
                "port", String.valueOf(listener.getLocalPort()),
                "database", "d",
                "username", "u",
                "password", "p"));
    }
}
