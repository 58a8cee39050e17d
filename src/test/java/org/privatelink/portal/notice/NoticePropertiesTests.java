package org.privatelink.portal.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class NoticePropertiesTests {

    private static final String HOOK = "portal.notice.webhooks.ops.";

    private final MockEnvironment settings = new MockEnvironment();

    @Test
    void nothingIsNeededWhereNobodyIsTold() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void wholeSettingsAreFine() {
        set("portal.notice.portal-url", "https://portal.example.com");
        set("portal.notice.mail.from", "Portal <portal@example.com>");
        set("portal.notice.mail.approvers", "ada@example.com,bob@example.com");
        set("portal.notice.mail.approvers-of.dev-2", "eve@example.com");
        set("spring.mail.host", "smtp.example.com");
        set(HOOK + "url", "https://hooks.example.com/x");
        set(HOOK + "events", "raised,azure-approved");

        assertThat(problems()).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnceAndNoValueIs() {
        set("portal.notice.mail.from", "VALUE at example");
        set("portal.notice.mail.approvers[0]", "ada@example.com");
        set("portal.notice.mail.approvers[1]", "VALUE <value@example.com>");
        set("portal.notice.mail.approvers-of.dev-2[0]", "VALUE");
        set(HOOK + "url", "http://hooks.example.com/VALUE");
        set(HOOK + "format", "signed");
        set(HOOK + "secret", "VALUE");
        set("portal.notice.webhooks.mail.url", "https://x.example/VALUE");
        set("portal.notice.retry.first-wait", "0s");

        assertThat(problems()).containsExactlyInAnyOrder(
                        "missing: portal.notice.portal-url (where people reach the portal, for the links in notices)",
                        "missing: spring.mail.host (portal.notice.mail.from is set)",
                        "not an e-mail address: portal.notice.mail.from",
                        "not an e-mail address: portal.notice.mail.approvers[1]",
                        "not an e-mail address: portal.notice.mail.approvers-of.dev-2[0]",
                        "must begin with https:// and be an address: portal.notice.webhooks.ops.url",
                        "missing: portal.notice.webhooks.ops.secret (signs notices; at least 16 characters)",
                        "a webhook cannot have this name: portal.notice.webhooks.mail",
                        "must be longer than nothing: portal.notice.retry.first-wait")
                .noneMatch(problem -> problem.contains("VALUE"));
    }

    @Test
    void approversWithoutASenderAreAMistake() {
        set("portal.notice.portal-url", "https://portal.example.com");
        set("portal.notice.mail.approvers", "ada@example.com");

        assertThat(problems()).containsExactly("missing: portal.notice.mail.from (portal.notice.mail.approvers is set)");
    }

    @ParameterizedTest
    @CsvSource({
        "https://hooks.example.com/x, true",
        "http://127.0.0.1:8090/inbox, true",
        "http://localhost:8090/inbox, true",
        "http://[::1]:8090/inbox, true",
        "http://hooks.example.com, false",
        "http://127.0.0.1.evil.example, false",
        "https://user:pass@hooks.example.com, false",
        "https:///x, false",
        "ftp://hooks.example.com, false",
        "hooks.example.com, false",
        "https://hooks.example.com/a b, false"
    })
    void noticesDoNotGoInClear(String url, boolean fine) {
        set("portal.notice.portal-url", "https://portal.example.com");
        set(HOOK + "url", url);

        assertThat(problems().isEmpty()).isEqualTo(fine);
    }

    private void set(String name, String value) {
        settings.setProperty(name, value);
    }

    private List<String> problems() {
        return NoticeProperties.problems(settings);
    }
}
