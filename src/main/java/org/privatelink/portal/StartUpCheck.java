package org.privatelink.portal;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.AccountProperties;
import org.privatelink.portal.notice.NoticeProperties;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;
import org.springframework.util.StringUtils;

/** Refuses to start with settings missing, all of them named at once, and a demo that could touch anything real. */
class StartUpCheck implements ApplicationListener<ApplicationPreparedEvent> {

    private static final Pattern MODE = Pattern.compile("[?&](?:sslmode|ssl)=([\\w-]*)");
    /** With {@code ssl=true} the driver checks the certificate and the name. */
    private static final Set<String> ENCRYPTED = Set.of("require", "verify-ca", "verify-full", "true");
    private static final List<String> MAIL_ENCRYPTED = List.of(
            "spring.mail.properties.mail.smtp.starttls.required",
            "spring.mail.properties.mail.smtp.ssl.enable",
            "spring.mail.ssl.enabled");
    private static final String CLIENT = "spring.security.oauth2.client.";
    private static final String PROVIDER = CLIENT + "provider.";
    private static final Map<String, String> NEEDED = Map.of(
            "spring.datasource.url", "JDBC address of a PostgreSQL database",
            "portal.platform.base-url", "https://platform.adobe.io",
            "portal.platform.org-id", "the organisation, ending with @AdobeOrg",
            "portal.platform.api-key", "client id of the server-to-server credential",
            CLIENT + "registration.platform.client-id", "the same client id",
            CLIENT + "registration.platform.client-secret", "its secret",
            CLIENT + "registration.ims.client-id", "client id for people's sign-in",
            CLIENT + "registration.ims.client-secret", "its secret");

    private static final List<String> DETAILS =
            List.of("spring.mvc.log-request-details", "spring.http.codecs.log-request-details");
    /** Each has its level in application.yml: a level of what is above it does not reach it. */
    private static final List<String> QUOTING = List.of(
            "org.apache.catalina.core.ContainerBase",
            "org.apache.coyote.http11.Http11InputBuffer",
            "org.apache.tomcat.util.http.Parameters",
            "org.springframework.web.client",
            "org.springframework.web.method.HandlerMethod",
            "org.springframework.web.servlet.DispatcherServlet",
            "org.springframework.web.servlet.mvc.method.annotation.ExceptionHandlerExceptionResolver",
            "org.springframework.web.servlet.mvc.method.annotation.RequestResponseBodyMethodProcessor",
            "org.springframework.web.servlet.mvc.support.DefaultHandlerExceptionResolver",
            "sun.net.www.protocol.http");

    @Override
    public void onApplicationEvent(ApplicationPreparedEvent event) {
        ConfigurableEnvironment settings = event.getApplicationContext().getEnvironment();
        if (settings.acceptsProfiles(Profiles.of("simulator"))) {
            return;
        }
        List<String> problems = new ArrayList<>(missing(settings));
        problems.addAll(missingAddresses(settings, "platform", "token-uri"));
        problems.addAll(missingAddresses(settings, "ims", "authorization-uri", "token-uri", "jwk-set-uri"));
        problems.addAll(missingIssuer(settings));
        problems.addAll(AccountProperties.problems(settings));
        problems.addAll(NoticeProperties.problems(settings));
        problems.addAll(believingTooMany(settings));
        problems.addAll(talkative(settings));
        if (hasAzure(settings)) {
            problems.addAll(missingAddresses(settings, "azure", "authorization-uri", "token-uri"));
        }
        if (settings.acceptsProfiles(Profiles.of("demo"))) {
            problems.addAll(notLocal(settings));
        } else {
            problems.addAll(inClear(settings));
            problems.addAll(databaseInClear(settings));
            problems.addAll(mailInClear(settings));
        }
        if (!problems.isEmpty()) {
            throw new UnfitSettings(problems);
        }
    }

    private static List<String> missing(ConfigurableEnvironment settings) {
        return NEEDED.entrySet().stream()
                .filter(needed -> !StringUtils.hasText(settings.getProperty(needed.getKey())))
                .map(needed -> "missing: " + needed.getKey() + " (" + needed.getValue() + ")")
                .sorted()
                .toList();
    }

    private static List<String> talkative(ConfigurableEnvironment settings) {
        Stream<String> details = DETAILS.stream().filter(name -> settings.getProperty(name, Boolean.class, false));
        Stream<String> levels = QUOTING.stream()
                .map(name -> "logging.level." + name)
                .filter(name -> settings.getProperty(name, "info").matches("(?i)all|trace|debug"));
        return Stream.concat(details, levels).map(name -> "would write into the log what people type: " + name).toList();
    }

    private static boolean hasAzure(ConfigurableEnvironment settings) {
        return StringUtils.hasText(settings.getProperty(CLIENT + "registration.azure.client-id"));
    }

    private static String provider(ConfigurableEnvironment settings, String registration) {
        return settings.getProperty(CLIENT + "registration." + registration + ".provider", registration);
    }

    /** Without it nobody checks who issued an ID token. */
    private static List<String> missingIssuer(ConfigurableEnvironment settings) {
        String discovered = PROVIDER + provider(settings, "ims") + ".issuer-uri";
        boolean known = StringUtils.hasText(settings.getProperty(discovered))
                || StringUtils.hasText(settings.getProperty("portal.account.issuer"));
        return known ? List.of() : List.of("missing: portal.account.issuer (the iss of the provider's ID tokens)");
    }

    /** A provider's addresses stand one by one, or are discovered from its issuer. */
    private static List<String> missingAddresses(ConfigurableEnvironment settings, String registration, String... uris) {
        String addresses = PROVIDER + provider(settings, registration) + ".";
        if (StringUtils.hasText(settings.getProperty(addresses + "issuer-uri"))) {
            return List.of();
        }
        return Stream.of(uris)
                .filter(uri -> !StringUtils.hasText(settings.getProperty(addresses + uri)))
                .map(uri -> "missing: " + addresses + uri + " (or issuer-uri, where it can be discovered)")
                .toList();
    }

    /** The server's own way believes whatever comes from a private network, or from anywhere. */
    private static List<String> believingTooMany(ConfigurableEnvironment settings) {
        boolean none = settings.getProperty("server.forward-headers-strategy", "none").equalsIgnoreCase("none");
        return none ? List.of() : List.of("name the proxies in portal.edge.proxies instead: server.forward-headers-strategy");
    }

    /** Tokens and secrets go there, or what tells a good token from a bad one comes from there. */
    private static List<String> inClear(ConfigurableEnvironment settings) {
        return Stream.of(
                        "portal.platform.base-url",
                        PROVIDER + provider(settings, "platform") + ".token-uri",
                        PROVIDER + provider(settings, "platform") + ".issuer-uri",
                        PROVIDER + provider(settings, "ims") + ".issuer-uri",
                        PROVIDER + provider(settings, "ims") + ".authorization-uri",
                        PROVIDER + provider(settings, "ims") + ".token-uri",
                        PROVIDER + provider(settings, "ims") + ".user-info-uri",
                        PROVIDER + provider(settings, "ims") + ".jwk-set-uri",
                        "portal.account.end-session-uri",
                        "portal.azure.base-url",
                        PROVIDER + provider(settings, "azure") + ".issuer-uri",
                        PROVIDER + provider(settings, "azure") + ".authorization-uri",
                        PROVIDER + provider(settings, "azure") + ".token-uri")
                .distinct()
                .filter(name -> StringUtils.hasText(settings.getProperty(name)))
                .filter(name -> !isProtected(settings.getProperty(name, "")))
                .map(name -> "must begin with https://: " + name)
                .toList();
    }

    /** The driver's own default falls back to an open connection. What stands in the address counts before the property. */
    private static List<String> databaseInClear(ConfigurableEnvironment settings) {
        String url = settings.getProperty("spring.datasource.url", "");
        String mode = MODE.matcher(url).results().map(found -> found.group(1)).findFirst()
                .orElseGet(() -> settings.getProperty("spring.datasource.hikari.data-source-properties.sslmode", ""));
        boolean fit = !url.startsWith("jdbc:postgresql:") || ENCRYPTED.contains(mode) || isLocalDatabase(url);
        return fit ? List.of() : List.of("must be encrypted, as by ?sslmode=verify-full: spring.datasource.url");
    }

    private static boolean isLocalDatabase(String url) {
        try {
            return isLocal(host(url.substring("jdbc:".length())));
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    private static List<String> mailInClear(ConfigurableEnvironment settings) {
        String host = settings.getProperty("spring.mail.host", "");
        boolean encrypted = settings.getProperty("spring.mail.protocol", "smtp").equals("smtps")
                || MAIL_ENCRYPTED.stream().anyMatch(name -> settings.getProperty(name, Boolean.class, false));
        return host.isBlank() || encrypted || isLocal(host)
                ? List.of()
                : List.of("must be encrypted, as by spring.mail.properties.mail.smtp.starttls.required: spring.mail.host");
    }

    private static boolean isProtected(String url) {
        return url.startsWith("https://") || isLocal(host(url));
    }

    private static List<String> notLocal(ConfigurableEnvironment settings) {
        List<String> problems = new ArrayList<>();
        if (!isLocal(settings.getProperty("server.address", "0.0.0.0"))) {
            problems.add("the demo stays on this machine: server.address");
        }
        for (String name : List.of("portal.platform.base-url", "portal.azure.base-url")) {
            if (!isLocal(host(settings.getProperty(name)))) {
                problems.add("the demo stays on this machine: " + name);
            }
        }
        return problems;
    }

    private static boolean isLocal(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException elsewhere) {
            return false;
        }
    }

    private static String host(@Nullable String url) {
        String host = url == null ? null : URI.create(url).getHost();
        return host == null ? "0.0.0.0" : host;
    }

    /** Settings with which the portal does not start. */
    static class UnfitSettings extends RuntimeException {

        private final List<String> problems;

        UnfitSettings(List<String> problems) {
            super(String.join("; ", problems));
            this.problems = problems;
        }
    }

    /** Says it without a stack trace. */
    static class Analyzer extends AbstractFailureAnalyzer<UnfitSettings> {
        @Override
        protected FailureAnalysis analyze(Throwable root, UnfitSettings unfit) {
            return new FailureAnalysis(
                    "The portal's settings are not fit to start with:\n\n  " + String.join("\n  ", unfit.problems),
                    "Set them as README.md shows, or run the demo: --spring.profiles.active=demo",
                    unfit);
        }
    }
}
