package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;

/** The way of an endpoint through the portal: an engineer asks, an admin agrees. */
final class Asking {

    private final Wire engineer;
    private final Wire admin;

    Asking(Wire engineer, Wire admin) {
        this.engineer = engineer;
        this.admin = admin;
    }

    /** A valid form; the resource's name follows from the endpoint's. */
    static Map<String, String> form(String name) {
        return new HashMap<>(Map.of(
                "step", "check",
                "version", "1",
                "source", "azure-blob",
                "name", name,
                "subscriptionId", "1b2c3d4e-0000-4000-8000-123456789abc",
                "resourceGroupName", "rg",
                "resourceName", "acme" + (name.hashCode() & 0xfffffff),
                "reason", "a reason of some length",
                "owner", "storage team"));
    }

    /** Keeps a draft; answers with the path of its request. */
    String draft(String sandbox, Map<String, String> form) {
        HttpResponse<String> kept = engineer.post("/s/" + sandbox + "/endpoints/new", form);
        assertThat(kept.statusCode()).as(kept.body()).isEqualTo(303);
        return Wire.location(kept).replaceFirst("^https?://[^/]+", "").replaceFirst("/check$", "");
    }

    /** Asks, and answers with the path of the request. */
    String ask(String sandbox, String name) {
        String path = draft(sandbox, form(name));
        HttpResponse<String> raised = raise(path);
        assertThat(raised.statusCode()).as(raised.body()).isEqualTo(303);
        return path;
    }

    HttpResponse<String> raise(String path) {
        return engineer.post(path + "/check", Map.of("step", "send", "version", "1"));
    }

    HttpResponse<String> approve(String path) {
        return admin.post(path + "/decision", approval(1));
    }

    static Map<String, String> approval(int version) {
        return Map.of("version", String.valueOf(version), "decision", "approve", "matched", "true");
    }

    static Map<String, String> rejection(int version, String comment) {
        return Map.of("version", String.valueOf(version), "decision", "reject", "comment", comment);
    }

    /** Asks and agrees: the endpoint is created then, if Platform can be reached. */
    String create(String sandbox, String name) {
        String path = ask(sandbox, name);
        assertThat(approve(path).statusCode()).isEqualTo(303);
        return path;
    }
}
