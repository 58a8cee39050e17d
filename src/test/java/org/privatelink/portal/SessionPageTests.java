package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.privatelink.portal.session.SessionFixture;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;

/** The end of a sign-in as an open page in a real browser shows it. */
@PortalTest
@EnabledIf(value = "org.privatelink.portal.Browser#isInstalled", disabledReason = "no Chromium with chromedriver here")
class SessionPageTests {

    private static final String FORM = "/s/prod/endpoints/new?source=azure-blob";
    private static final String ANNOUNCED = "return document.getElementById('session-alert').textContent";

    @LocalServerPort
    int port;

    @Autowired
    JdbcIndexedSessionRepository sessions;

    @Test
    void pageWarnsAndAtTheEndShowsNothingAnyMore() {
        try (Browser engineer = Browser.signedIn(port, "engineer")) {
            engineer.go(FORM);
            engineer.type("name", "typed in time");
            whoTypesIsToldAndAskedAfterwards(engineer);
            staysByTheKeyboard(engineer);
            isToldOfTheEndThatCannotBePutOff(engineer);
            pageGivesWayAndTheFormComesBack(engineer);
            backButtonShowsNothingAfterTheSignOut(engineer);
        }
    }

    private void whoTypesIsToldAndAskedAfterwards(Browser engineer) {
        age(engineer, Duration.ofHours(1), Duration.ofMinutes(29));

        engineer.await(() -> !String.valueOf(engineer.script(ANNOUNCED)).isEmpty());
        assertThat(engineer.script(ANNOUNCED).toString()).contains("you will be signed out at").matches(".*\\d\\d.\\d\\d.*");
        assertThat(engineer.focused()).as("the field that is typed in").isEqualTo("name");
        assertThat(isModal(engineer)).isFalse();
        engineer.focus("reason");
        engineer.await(() -> isModal(engineer));
        assertThat(engineer.text()).contains("Are you still there?");
        engineer.isAccessible();
    }

    private void staysByTheKeyboard(Browser engineer) {
        assertThat(engineer.script("return document.activeElement.textContent")).isEqualTo("Stay signed in");

        engineer.keys("\uE007");

        engineer.await(() -> engineer.all("dialog[open]").isEmpty());
        assertThat(engineer.path()).isEqualTo(FORM);
        assertThat(engineer.script("return document.getElementById('name').value")).isEqualTo("typed in time");
        SessionFixture.age(sessions, engineer.cookie("PORTALSESSION"), Duration.ofHours(1), Duration.ZERO, Duration.ZERO);
    }

    private void isToldOfTheEndThatCannotBePutOff(Browser engineer) {
        engineer.script("document.activeElement.blur()");
        age(engineer, Duration.ofHours(10).minusMinutes(1), Duration.ZERO);

        engineer.await(() -> isModal(engineer));
        assertThat(engineer.text()).contains("That cannot be put off.").doesNotContain("Stay signed in");
        engineer.keys("\uE00C");
        engineer.await(() -> engineer.all("dialog[open]").isEmpty());
    }

    private void pageGivesWayAndTheFormComesBack(Browser engineer) {
        age(engineer, Duration.ofHours(10), Duration.ZERO);

        engineer.await(() -> engineer.path().startsWith("/signed-out?expired"));
        engineer.awaitText("Your sign-in has ended");
        engineer.isAccessible();
        engineer.follow("Sign in");
        assertThat(engineer.path()).isEqualTo("/s/prod/endpoints/new");
        assertThat(engineer.script("return document.getElementById('name').value")).isEqualTo("typed in time");
        assertThat(engineer.text()).contains("Nothing was sent, because you had to sign in first.");
    }

    private static void backButtonShowsNothingAfterTheSignOut(Browser engineer) {
        engineer.go("/s/prod/connections");
        assertThat(engineer.text()).contains("Contoso");
        engineer.script("document.querySelector('form[action=\"/sign-out\"] button').click()");
        engineer.awaitText("You are signed out.");

        engineer.script("history.back()");

        engineer.await(() -> engineer.path().equals("/sign-in"));
        assertThat(engineer.text()).doesNotContain("Contoso", "Erin");
    }

    /** The page looks when it is seen again. */
    private void age(Browser person, Duration begun, Duration used) {
        SessionFixture.age(sessions, person.cookie("PORTALSESSION"), begun, used, Duration.ZERO);
        person.script("document.dispatchEvent(new Event('visibilitychange'))");
    }

    private static boolean isModal(Browser browser) {
        return Boolean.TRUE.equals(browser.script("return !!document.querySelector('dialog:modal')"));
    }
}
