package org.privatelink.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LegibleTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u0000b", "a\u0007b", "a\u001Bb", "a\u007Fb", "a\u0085b", "\u202Aa", "\u202Ba", "\u202Ca", "\u202Da", "acme\u202Etxt.exe", "\u2066a\u2069",
                "\u2067a", "\u2068a"
            })
    void whatIsNotWhatItLooksLikeIsRefused(String text) {
        assertThat(Legible.isLine(text)).isFalse();
        assertThat(Legible.isText(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nb", "a\tb"})
    void lineHasNoBreaks(String text) {
        assertThat(Legible.isLine(text)).isFalse();
        assertThat(Legible.isText(text)).isTrue();
    }

    /** Scripts from right to left, joiners that some need, and what people draw with them. */
    @ParameterizedTest
    @ValueSource(strings = {"", "acme", "\u05E9\u05DC\u05D5\u05DD", "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", "a\u200Eb", "\uD83D\uDC69\u200D\uD83D\uDC67", "\u00FC"})
    void everyScriptIsTaken(String text) {
        assertThat(Legible.isLine(text)).isTrue();
        assertThat(Legible.isText(text)).isTrue();
    }
}
