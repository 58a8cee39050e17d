package org.privatelink.portal.notice;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.platform.Secret;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Who is told, and how. Addresses of webhooks and their secrets are texts that are checked here, not by binding: its
 * messages would show them.
 *
 * @param portalUrl where people reach the portal, for links; required as soon as anybody is told anything
 * @param mail notices by e-mail, through Spring Boot's {@code spring.mail.*}
 * @param webhooks notices to channels, each under a name of its own
 * @param retry how a notice that did not get through is tried again
 * @param lookEvery pause between two looks for notices to send
 * @param timeout longest wait for a connection, and for each answer of a mail server or webhook
 * @param keepFor how long a notice is kept after it was sent or given up
 */
@ConfigurationProperties("portal.notice")
public record NoticeProperties(
        @DefaultValue("") String portalUrl,
        @DefaultValue Mail mail,
        @DefaultValue Map<String, Webhook> webhooks,
        @DefaultValue Retry retry,
        @DefaultValue("5s") Duration lookEvery,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("90d") Duration keepFor) {

    /** Name of the one channel that is no webhook. */
    static final String MAIL = "mail";

    private static final String PREFIX = "portal.notice.";
    private static final int SHORTEST_SECRET = 16;

    /**
     * @param from sender; e-mail is on when this and {@code spring.mail.host} are set
     * @param requesters whether people are told about their own requests
     * @param approvers addresses that are told what waits for a decision or went wrong, in whatever sandbox
     * @param approversOf further ones by the name of a sandbox, which are told of that one alone
     */
    public record Mail(
            @DefaultValue("") String from,
            @DefaultValue("true") boolean requesters,
            @DefaultValue List<String> approvers,
            @DefaultValue Map<String, List<String>> approversOf) {

        Stream<String> approvers(String sandbox) {
            return Stream.concat(approvers.stream(), approversOf.getOrDefault(sandbox, List.of()).stream());
        }

        /** All of them, each by the setting in which it stands. */
        Map<String, String> addresses() {
            Map<String, String> all = new LinkedHashMap<>();
            note("approvers", approvers, all);
            approversOf.forEach((sandbox, some) -> note("approvers-of." + sandbox, some, all));
            return all;
        }

        private static void note(String setting, List<String> some, Map<String, String> all) {
            for (int at = 0; at < some.size(); at++) {
                all.put(setting + "[" + at + "]", some.get(at));
            }
        }

        boolean isOn() {
            return !from.isBlank();
        }
    }

    /**
     * @param url where notices are posted; with Slack and Teams this is a secret
     * @param format how
     * @param secret signs what is posted; for {@code signed}
     * @param events which kinds; none means all
     * @param sandboxes of which sandboxes; none means all
     */
    public record Webhook(
            @DefaultValue("") Secret url,
            @DefaultValue("chat") Format format,
            @DefaultValue("") Secret secret,
            @DefaultValue Set<NoticeKind> events,
            @DefaultValue Set<String> sandboxes) {

        boolean wants(NoticeKind kind, String sandbox) {
            return (events.isEmpty() || events.contains(kind)) && (sandboxes.isEmpty() || sandboxes.contains(sandbox));
        }
    }

    /** Bodies that webhooks take. */
    enum Format {
        /** One text: Slack's incoming webhooks, and Teams' older connectors. */
        CHAT,
        /** An Adaptive Card: Teams' Workflows. */
        TEAMS,
        /** Plain fields with a signature. */
        SIGNED
    }

    /**
     * @param firstWait wait before the second attempt; doubles with each, and varies by a fifth at random
     * @param longestWait it does not grow beyond this
     * @param giveUpAfter a notice that has not got through for so long is given up
     */
    public record Retry(
            @DefaultValue("30s") Duration firstWait,
            @DefaultValue("30m") Duration longestWait,
            @DefaultValue("48h") Duration giveUpAfter) {}

    /** What is unfit about the settings, in words that hold no secret. */
    public static List<String> problems(Environment settings) {
        NoticeProperties notice = Binder.get(settings).bindOrCreate("portal.notice", NoticeProperties.class);
        return notice.problems(StringUtils.hasText(settings.getProperty("spring.mail.host"))
                || StringUtils.hasText(settings.getProperty("spring.mail.jndi-name")));
    }

    List<String> problems(boolean mailServer) {
        List<String> problems = new ArrayList<>();
        if (mail.isOn() || !webhooks.isEmpty() || !mail.addresses().isEmpty()) {
            checkUrl("portal-url", portalUrl, "where people reach the portal, for the links in notices", problems);
        }
        checkMail(mailServer, problems);
        webhooks.forEach((name, webhook) -> check(name, webhook, problems));
        checkTimes(problems);
        return problems;
    }

    private void checkMail(boolean mailServer, List<String> problems) {
        if (mail.isOn() && !mailServer) {
            problems.add("missing: spring.mail.host (" + PREFIX + "mail.from is set)");
        }
        if (mail.isOn() && address(mail.from()) == null) {
            problems.add("not an e-mail address: " + PREFIX + "mail.from");
        }
        if (!mail.isOn() && !mail.addresses().isEmpty()) {
            problems.add("missing: " + PREFIX + "mail.from (" + PREFIX + "mail.approvers is set)");
        }
        mail.addresses().forEach((setting, address) -> {
            if (!address.equals(address(address))) {
                problems.add("not an e-mail address: " + PREFIX + "mail." + setting);
            }
        });
    }

    private static void check(String name, Webhook webhook, List<String> problems) {
        String setting = "webhooks." + name;
        if (name.equals(MAIL) || !name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,79}")) {
            problems.add("a webhook cannot have this name: " + PREFIX + setting);
        }
        checkUrl(setting + ".url", webhook.url().open(), "where notices are posted", problems);
        if (webhook.format() == Format.SIGNED && webhook.secret().open().length() < SHORTEST_SECRET) {
            problems.add("missing: " + PREFIX + setting + ".secret (signs notices; at least "
                    + SHORTEST_SECRET + " characters)");
        }
    }

    /** Names the setting and not its value. */
    private static void checkUrl(String setting, String url, String meaning, List<String> problems) {
        if (url.isBlank()) {
            problems.add("missing: " + PREFIX + setting + " (" + meaning + ")");
        } else if (!isWebAddress(url)) {
            problems.add("must begin with https:// and be an address: " + PREFIX + setting);
        }
    }

    private static boolean isWebAddress(String url) {
        try {
            URI uri = new URI(url);
            String host = uri.getHost();
            boolean local = host != null && host.matches("localhost|\\[::1]|127(\\.\\d{1,3}){3}");
            return host != null
                    && uri.getUserInfo() == null
                    && ("https".equals(uri.getScheme()) || local && "http".equals(uri.getScheme()));
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    /** Without the name that may stand beside it. */
    private static @Nullable String address(String text) {
        try {
            return new InternetAddress(text, true).getAddress();
        } catch (AddressException malformed) {
            return null;
        }
    }

    private void checkTimes(List<String> problems) {
        Map.of(
                        "retry.first-wait", retry.firstWait(),
                        "retry.longest-wait", retry.longestWait(),
                        "retry.give-up-after", retry.giveUpAfter(),
                        "look-every", lookEvery,
                        "timeout", timeout,
                        "keep-for", keepFor)
                .forEach((name, time) -> {
                    if (time.isNegative() || time.toMillis() == 0) {
                        problems.add("must be longer than nothing: " + PREFIX + name);
                    }
                });
    }
}
