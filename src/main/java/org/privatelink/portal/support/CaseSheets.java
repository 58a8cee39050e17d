package org.privatelink.portal.support;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.connection.Connection;
import org.privatelink.portal.connection.ConnectionView;
import org.privatelink.portal.connection.Reach;
import org.privatelink.portal.endpoint.Dependants.Bucket;
import org.privatelink.portal.endpoint.Dependants.WhatBreaks;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointView;
import org.privatelink.portal.endpoint.Moment;
import org.privatelink.portal.endpoint.Past;
import org.privatelink.portal.endpoint.Watched.Known;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.platform.PlatformProperties;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.support.Check.Evidence;
import org.springframework.stereotype.Component;

/**
 * Writes sheets for tickets to Adobe and to Microsoft. Only what the portal's pages show stands in them, and of people
 * only whom Platform names: what colleagues wrote to each other stays in the house.
 */
@Component
class CaseSheets {

    /** Who gets the sheet, and so what comes first. */
    enum Reader {
        ADOBE,
        MICROSOFT;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String OF_COLLEAGUES = "support.evidence.agreed";
    private static final Set<Step> MICROSOFTS = EnumSet.of(Step.ENDPOINT, Step.AZURE, Step.HOST, Step.TEST);

    private final ConnectionView.Maker connections;
    private final EndpointView.Maker endpoints;
    private final List<Past> pasts;
    private final PlatformProperties platform;
    private final Texts texts;

    CaseSheets(
            ConnectionView.Maker connections,
            EndpointView.Maker endpoints,
            List<Past> pasts,
            PlatformProperties platform,
            Texts texts) {
        this.connections = connections;
        this.endpoints = endpoints;
        this.pasts = pasts;
        this.platform = platform;
        this.texts = texts;
    }

    String connection(Sandbox sandbox, String id, Circumstances seen, Diagnosis diagnosis, Reader reader) {
        Sheet sheet = head("support.case.connection", id, reader, seen.at());
        verdict(sheet, diagnosis);
        Endpoint endpoint = seen.endpoint() != null ? seen.endpoint() : seen.known() == null ? null : seen.known().endpoint();
        if (reader == Reader.MICROSOFT) {
            azure(sheet, endpoint, seen.known());
            platform(sheet, sandbox);
            brief(sheet, id, seen);
        } else {
            platform(sheet, sandbox);
            connection(sheet, id, seen);
            azure(sheet, endpoint, seen.known());
        }
        sheet.section("support.case.steps");
        diagnosis.checks().stream()
                .filter(check -> reader == Reader.ADOBE || MICROSOFTS.contains(check.step()))
                .forEach(check -> step(sheet, check));
        timeline(sheet, sandbox, endpoint);
        return sheet.toString();
    }

    /**
     * @param present whether Platform has it now; null when it could not be asked
     * @param breaks what stands on it; null when that could not be read
     */
    String endpoint(
            Sandbox sandbox,
            Endpoint endpoint,
            @Nullable Boolean present,
            @Nullable Known known,
            @Nullable WhatBreaks breaks,
            Instant at,
            Reader reader) {
        Sheet sheet = head("support.case.endpoint", endpoint.id(), reader, at);
        sheet.line("support.case.present", texts.get("support.case.present." + (present == null ? "unread" : present)));
        if (reader == Reader.MICROSOFT) {
            azure(sheet, endpoint, known);
            platform(sheet, sandbox);
        } else {
            platform(sheet, sandbox);
            azure(sheet, endpoint, known);
        }
        dependants(sheet, breaks);
        timeline(sheet, sandbox, endpoint);
        return sheet.toString();
    }

    private Sheet head(String key, String id, Reader reader, Instant at) {
        String version = Optional.ofNullable(CaseSheets.class.getPackage().getImplementationVersion())
                .orElseGet(() -> texts.get("support.case.unreleased"));
        return new Sheet(texts)
                .title(key, texts.get("support.reader." + reader.key()), id)
                .title("support.case.made", Sheet.utc(at), version);
    }

    private void verdict(Sheet sheet, Diagnosis diagnosis) {
        Check cause = diagnosis.cause();
        sheet.line("support.case.verdict", texts.get(diagnosis.verdict().key(), cause == null ? "" : texts.get(cause.step().key())));
        if (cause != null) {
            sheet.line("support.case.cause", texts.get(cause.finding().key(), cause.about()));
        }
    }

    private void platform(Sheet sheet, Sandbox sandbox) {
        sheet.section("support.case.platform")
                .line("support.case.organisation", platform.orgId())
                .line("support.case.sandbox", sandbox.name() + (sandbox.type() == null ? "" : " (" + sandbox.type() + ")"));
    }

    private void connection(Sheet sheet, String id, Circumstances seen) {
        sheet.line("connection.id", id);
        Connection found = seen.found();
        if (found == null) {
            return;
        }
        ConnectionView view = connections.view(found);
        sheet.line("connection.name", found.name())
                .line("connection.state", found.state())
                .line("connection.source", view.source() + " (" + found.specId() + ")")
                .line("support.evidence.kind", found.auth() == null ? null : found.auth().specName())
                .line("connection.usePrivateLink", texts.get(view.privateLink() ? "page.yes" : "page.no"))
                .line("support.case.endpoint-named", found.endpointId())
                .line("connection.created", found.created())
                .line("connection.updated", found.updated())
                .line("connection.createdBy", found.createdBy());
        view.parameters().stream()
                .filter(parameter -> parameter.value() != null)
                .forEach(parameter -> sheet.named(parameter.name(), parameter.value()));
    }

    /** What is Adobe's alone says nothing to Microsoft. */
    private void brief(Sheet sheet, String id, Circumstances seen) {
        Reach reach = seen.reach();
        sheet.line("connection.id", id)
                .line("connection.source", seen.source() == null ? null : seen.source().title())
                .line("connection.host", reach == null ? null : reach.host());
    }

    private void azure(Sheet sheet, @Nullable Endpoint endpoint, @Nullable Known known) {
        if (endpoint == null) {
            return;
        }
        EndpointView view = endpoints.view(endpoint, null);
        sheet.section("support.case.azure")
                .line("endpoint.resourceId.full", Objects.toString(endpoints.resourceId(endpoint), null))
                .line("endpoint.resourceName", endpoint.resourceName())
                .line("endpoint.subResource", view.subResource())
                .line("endpoint.fqdns", String.join(", ", endpoint.fqdns()))
                .line("endpoint.id", endpoint.id())
                .line("endpoint.name", endpoint.name())
                .line("endpoint.source", view.source() + " (" + endpoint.specId() + ")")
                .line("support.case.state", endpoint.state());
        if (known != null && known.endpoint().id().equals(endpoint.id())) {
            boolean same = known.endpoint().status() == endpoint.status() && known.goneAt() == null;
            sheet.line("support.evidence.since", same ? known.since() : null)
                    .line("endpoint.last-seen", known.lastSeenAt())
                    .line("support.evidence.gone", known.goneAt());
        }
    }

    private void step(Sheet sheet, Check check) {
        sheet.item(texts.get(
                "support.case.step",
                texts.get(check.step().key()),
                texts.get(check.finding().result().key()),
                texts.get(check.finding().key(), check.about())));
        check.evidence().stream()
                .filter(evidence -> !evidence.labelKey().equals(OF_COLLEAGUES))
                .forEach(evidence -> evidence(sheet, evidence));
        if (check.failure() != null) {
            sheet.line("page.failure.upstream", check.failure().upstreamText());
        }
        sheet.line("page.requestId", check.requestId());
    }

    private static void evidence(Sheet sheet, Evidence evidence) {
        if (evidence.at() == null) {
            sheet.line(evidence.labelKey(), evidence.text());
        } else {
            sheet.line(evidence.labelKey(), evidence.at());
        }
    }

    private void dependants(Sheet sheet, @Nullable WhatBreaks breaks) {
        sheet.section("support.case.dependants");
        if (breaks == null) {
            sheet.item(texts.get("support.case.dependants.unread"));
            return;
        }
        dependants(sheet, "certain", breaks.certain());
        if (!breaks.isComplete()) {
            sheet.item(texts.get("endpoint.breaks.unread"));
            return;
        }
        dependants(sheet, "likely", breaks.likely());
        dependants(sheet, "other", breaks.other());
    }

    private void dependants(Sheet sheet, String kind, Bucket found) {
        sheet.item(texts.get("endpoint.breaks." + kind, found.total()));
        found.shown().stream().limit(20).forEach(each -> sheet.item("- " + each.id() + " " + each.name()));
    }

    private void timeline(Sheet sheet, Sandbox sandbox, @Nullable Endpoint endpoint) {
        if (endpoint == null) {
            return;
        }
        sheet.section("endpoint.timeline");
        pasts.stream()
                .flatMap(past -> past.moments(sandbox.name(), endpoint.id()).stream())
                .sorted(Comparator.comparing(Moment::at))
                .forEach(moment -> sheet.item(Sheet.utc(moment.at()) + " " + texts.get("endpoint.moment." + moment.key())));
    }
}
