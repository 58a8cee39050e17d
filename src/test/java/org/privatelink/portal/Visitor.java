package org.privatelink.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/** A person with a browser that knows no script: follows links and redirects, keeps cookies, fills in forms. */
public final class Visitor {

    private final String portal;
    private final Connection session =
            Jsoup.newSession()
                    .header("Accept", "text/html")
                    .ignoreHttpErrors(true)
                    .ignoreContentType(true)
                    .timeout(30_000)
                    .maxBodySize(0);
    private Connection.Response last;

    private Visitor(String portal) {
        this.portal = portal;
    }

    public static Visitor nobody(int port) {
        return new Visitor("http://127.0.0.1:" + port);
    }

    /** Signs in at the provider; the demo's passwords are the names. */
    public static Visitor signedIn(int port, String name) {
        Visitor visitor = nobody(port);
        visitor.get("/oauth2/authorization/ims");
        visitor.submit(visitor.form("form[method=post]"), Map.of("username", name, "password", name));
        return visitor;
    }

    /** Signs in to Azure too, from the present page, as one of the same people. */
    public Document signInToAzure(String name) {
        get(page().select("a[href^=/oauth2/authorization/azure]").attr("href"));
        return submit(form("form[method=post]"), Map.of("username", name, "password", name));
    }

    public Document get(String path) {
        return send(session.newRequest(portal + path).method(Connection.Method.GET));
    }

    /** The form that a selector finds on the present page. */
    public FormElement form(String selector) {
        Element found = page().selectFirst(selector);
        if (!(found instanceof FormElement form)) {
            throw new AssertionError("no form " + selector + " on " + address() + ":\n" + page().text());
        }
        return form;
    }

    /** Sends a form with everything that stands in it and what is entered; {@code step} names the button. */
    public Document submit(FormElement form, Map<String, String> entered) {
        Connection request = form.submit();
        Connection fresh = session.newRequest(request.request().url()).method(request.request().method());
        request.request().data().stream()
                .filter(pair -> !entered.containsKey(pair.key()))
                .forEach(pair -> fresh.data(pair.key(), pair.value()));
        entered.forEach(fresh::data);
        // As browsers tell it of a form on a page of the same site.
        fresh.header("Sec-Fetch-Site", "same-origin").header("Referer", address());
        return send(fresh);
    }

    /** Sends the form of the main part of the present page. */
    public Document submit(Map<String, String> entered) {
        return submit(form("main form[method=post].form"), entered);
    }

    /** Sends what no form here may hold, with the person's own token against forged requests. */
    public Document post(String path, Map<String, String> fields) {
        Connection request = session.newRequest(portal + path).method(Connection.Method.POST);
        request.data("_csrf", token());
        fields.forEach(request::data);
        return send(request);
    }

    private Document send(Connection request) {
        try {
            last = request.execute();
            last.bufferUp();
            return page();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public Document page() {
        try {
            return last.parse();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Goes with every form of the person as long as the session lasts. */
    public String token() {
        Element token = page().selectFirst("input[name=_csrf]");
        return token == null ? "" : token.attr("value");
    }

    public String cookie(String name) {
        return session.cookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name) && !cookie.getValue().isEmpty())
                .map(java.net.HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    public int status() {
        return last.statusCode();
    }

    public String header(String name) {
        return last.header(name);
    }

    public String address() {
        return last.url().toString();
    }

    public String body() {
        return last.body();
    }
}
