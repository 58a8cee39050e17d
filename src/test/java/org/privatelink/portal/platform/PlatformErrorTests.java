package org.privatelink.portal.platform;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.platform.PlatformException.NotAllowed;
import org.privatelink.portal.platform.PlatformException.NotAllowed.Reason;
import org.privatelink.portal.platform.PlatformException.OutcomeUnknown;
import org.privatelink.portal.platform.PlatformException.Refused;
import org.privatelink.portal.platform.PlatformException.TooMany;
import org.privatelink.portal.platform.PlatformException.Unreachable;
import org.privatelink.portal.platform.PlatformException.Unreadable;

class PlatformErrorTests {

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "403 | gateway-403010-token-missing.json     | TOKEN        | 403010   | Oauth token is missing.",
        "401 | gateway-401013-token-invalid.json     | TOKEN        | 401013   | Oauth token is not valid",
        "403 | gateway-403000-key-required.json      | CLIENT       | 403000   | Api Key is required",
        "403 | gateway-403003-key-invalid.json       | CLIENT       | 403003   | Api Key is invalid",
        "400 | gateway-400003-header-missing.json    | CLIENT       | 400003   | Missing required header",
        "403 | gateway-403025-profile-invalid.json   | ORGANISATION | 403025   | Profile is not valid",
        "401 | catalogue-2000-no-organisation.json   | ORGANISATION | 2000-401 | Unauthorized: The token has no organization",
        "403 | catalogue-2118-no-write.json          | PERMISSION   | 2118-403 | Forbidden: permission write is missing"
    })
    void whatIsNotAllowedSaysWhy(int status, String file, Reason reason, String code, String text) {
        platform.answer(status, file);
        for (boolean write : new boolean[] {false, true}) {
            NotAllowed refused = catchThrowableOfType(NotAllowed.class, () -> call(write).read(Optional::of));
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused.problem().status()).isEqualTo(status);
            assertThat(refused.problem().code()).isEqualTo(code);
            assertThat(refused.problem().text()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "400 | problem-content-type.json           | Refused     |              | BadRequestError: A valid content-type must be specified",
        "400 | problem-sandbox-2074.json           | Refused     | SMS-2074-400 | Sandbox name is not valid: Sandbox name 'X' is not valid",
        "400 | catalogue-1418-in-use.json          | Refused     | 1418-400     | Bad request: The connection is in use by flows; delete its flows first",
        "404 | catalogue-2100-no-sandbox.json      | NotFound    | 2100-404     | Not found: Sandbox not found",
        "412 | catalogue-1404-changed.json         | Conflict    | 1404-412     | Precondition failed: The version does not match",
        "429 | gateway-429050-too-many.json        | TooMany     | 429050       | Too many requests",
        "400 | report-in-array.json                | Refused     | 1100-400     | Not entitled to private link"
    })
    void everyFormatOfAnErrorIsRead(int status, String file, String kind, String code, String text) {
        platform.answer(status, file);
        for (boolean write : new boolean[] {false, true}) {
            PlatformException failed = failure(call(write));
            assertThat(failed.getClass().getSimpleName()).isEqualTo(kind);
            assertThat(failed.problem().status()).isEqualTo(status);
            assertThat(failed.problem().code()).isEqualTo(code);
            assertThat(failed.problem().text()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "301, Unreadable,  OutcomeUnknown",
        "302, Unreadable,  OutcomeUnknown",
        "303, Unreadable,  OutcomeUnknown",
        "307, Unreadable,  OutcomeUnknown",
        "400, Refused,     Refused",
        "401, NotAllowed,  NotAllowed",
        "403, NotAllowed,  NotAllowed",
        "404, NotFound,    NotFound",
        "405, Refused,     Refused",
        "407, Unreachable, Unreachable",
        "408, Unreachable, OutcomeUnknown",
        "409, Conflict,    Conflict",
        "410, NotFound,    NotFound",
        "412, Conflict,    Conflict",
        "413, Refused,     Refused",
        "418, Refused,     Refused",
        "422, Refused,     Refused",
        "425, Unreachable, OutcomeUnknown",
        "429, TooMany,     TooMany",
        "451, Refused,     Refused",
        "499, Refused,     Refused",
        "500, Unreachable, OutcomeUnknown",
        "501, Unreachable, OutcomeUnknown",
        "502, Unreachable, OutcomeUnknown",
        "503, Unreachable, OutcomeUnknown",
        "504, Unreachable, OutcomeUnknown",
        "599, Unreachable, OutcomeUnknown"
    })
    void withoutAWordTheStatusDecides(int status, String read, String write) {
        platform.answer(aResponse().withStatus(status).withHeader("Location", platform.url() + "/elsewhere"));
        assertThat(failure(call(false)).getClass().getSimpleName()).isEqualTo(read);
        int reads = platform.requests().size();
        PlatformException failed = failure(call(true));
        assertThat(failed.getClass().getSimpleName()).isEqualTo(write);
        assertThat(failed.problem().status()).isEqualTo(status);
        assertThat(platform.requests()).hasSize(reads + 1).noneMatch(request -> request.getUrl().contains("elsewhere"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATCH", "DELETE"})
    void everyWriteIsSentOnce(String method) {
        platform.answer(aResponse().withStatus(503).withHeader("Retry-After", "0"));
        PlatformClient client = platform.client();
        PlatformCall call = method.equals("PATCH")
                ? client.patch(Service.FLOW_SERVICE, "dev-2", "/connections/1").body(List.of())
                : client.delete(Service.FLOW_SERVICE, "dev-2", "/connections/1");
        assertThatThrownBy(call::done).isInstanceOf(OutcomeUnknown.class);
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void aPageOfAGatewayIsNotQuoted() {
        platform.answer(502, "gateway-502.html");
        PlatformException failed = failure(call(false));
        assertThat(failed).isInstanceOf(Unreachable.class);
        assertThat(failed.problem().text()).isNull();
        assertThat(failed.problem().status()).isEqualTo(502);
    }

    @Test
    void theirRequestIdIsToldWhereTheyGiveOne() {
        platform.answer(aResponse().withStatus(400).withHeader("X-Request-Id", "theirs-1"));
        assertThat(failure(call(false)).problem().requestId()).isEqualTo("theirs-1");
    }

    @Test
    void otherwiseOursIsTold() {
        platform.answer(aResponse().withStatus(400));
        String told = failure(call(false)).problem().requestId();
        assertThat(told).isEqualTo(platform.onlyRequest().getHeader("x-request-id"));
    }

    @Test
    void anEmptyRequestIdIsNone() {
        platform.answer(aResponse().withStatus(400).withHeader("X-Request-Id", ""));
        String told = failure(call(false)).problem().requestId();
        assertThat(told).isEqualTo(platform.onlyRequest().getHeader("x-request-id"));
    }

    @Test
    void aReadIsSentAtMostAsOftenAsConfigured() {
        platform.answer(aResponse().withStatus(503));
        assertThatThrownBy(() -> call(false, "retry.attempts=4").read(Optional::of)).isInstanceOf(Unreachable.class);
        assertThat(platform.requests()).hasSize(4);
    }

    @Test
    void withOneAttemptAReadIsSentOnce() {
        platform.answer(aResponse().withStatus(503));
        assertThatThrownBy(() -> call(false, "retry.attempts=1").read(Optional::of)).isInstanceOf(Unreachable.class);
        assertThat(platform.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 409, 422, 408, 501})
    void whatWouldNotGetBetterIsNotReadAgain(int status) {
        platform.answer(aResponse().withStatus(status));
        failure(call(false));
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void aShortRetryAfterIsWaitedFor() {
        platform.answer(tooMany("1"));
        long start = System.nanoTime();
        failure(call(false, "retry.attempts=2", "retry.max-wait=1s"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(platform.requests()).hasSize(2);
    }

    @Test
    void aLongRetryAfterIsToldAndNotWaitedFor() {
        platform.answer(tooMany("38"));
        TooMany failed = catchThrowableOfType(TooMany.class, () -> call(false).read(Optional::of));
        assertThat(failed.retryAfter()).isEqualTo(Duration.ofSeconds(38));
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void aWriteIsToldWhenToTryAgain() {
        platform.answer(tooMany("0"));
        TooMany failed = catchThrowableOfType(TooMany.class, () -> call(true).read(Optional::of));
        assertThat(failed.retryAfter()).isEqualTo(Duration.ZERO);
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void secretsInATextOfMicrosoftAreTakenOut() {
        platform.answer(400, "catalogue-1308-microsoft-text.json");
        Refused failed = catchThrowableOfType(Refused.class, () -> call(true).read(Optional::of));
        assertThat(failed.problem().code()).isEqualTo("1308-400");
        assertThat(failed.problem().text())
                .contains("AzureBlobCredentialMissing", "<b>login failed</b>", "AccountName=harbourstore", "[removed]")
                .doesNotContain("TWFkZS11cC1rZXk", "vault.azure.net");
        assertThat(failed).hasNoCause().hasMessageNotContaining("TWFkZS11cC1rZXk");
    }

    @Test
    void whatTheCallHidesIsTakenOutOfTheErrorItself() {
        platform.answer(aResponse()
                .withStatus(400)
                .withBody("{\"title\":\"Cannot log in as joe with Made Up 1\",\"code\":\"Made Up 1\"}"));
        Refused failed = catchThrowableOfType(
                Refused.class, () -> call(true).hiding(List.of(Secret.of("Made Up 1"))).read(Optional::of));
        assertThat(failed.problem().text()).isEqualTo("Cannot log in as joe with [removed]");
        assertThat(failed.problem().code()).isEqualTo("[removed]");
    }

    @Test
    void aTextOfSeveralLinesIsOneLineInALog() {
        platform.answer(aResponse().withStatus(400).withBody("{\"message\":\"no\\nERROR forged\\r\\nline\"}"));
        PlatformException failed = failure(call(false));
        assertThat(failed.problem().text()).isEqualTo("no\nERROR forged \nline");
        assertThat(failed.getMessage()).endsWith("no ERROR forged  line").doesNotContain("\n");
    }

    @Test
    void theLastTryCounts() {
        platform.wire().stubFor(get("/data/foundation/connectors/x")
                .inScenario("x").whenScenarioStateIs("Started").willSetStateTo("well").willReturn(aResponse().withStatus(502)));
        platform.wire().stubFor(get("/data/foundation/connectors/x")
                .inScenario("x").whenScenarioStateIs("well").willReturn(aResponse().withBody("{\"items\":[]}")));
        assertThat(call(false).items(Object.class)).isEmpty();
        assertThat(platform.requests()).hasSize(2);
    }

    private static ResponseDefinitionBuilder tooMany(String retryAfter) {
        return aResponse()
                .withStatus(429)
                .withHeader("Retry-After", retryAfter)
                .withBody(PlatformFixture.text("gateway-429050-too-many.json"));
    }

    private static PlatformCall call(boolean write, String... settings) {
        PlatformClient client = platform.client(settings);
        return write
                ? client.post(Service.CONNECTORS, "dev-2", "/x").body(Map.of())
                : client.get(Service.CONNECTORS, "dev-2", "/x");
    }

    private static PlatformException failure(PlatformCall call) {
        return catchThrowableOfType(PlatformException.class, () -> call.read(Optional::of));
    }

    @Test
    void aCodeOfNothingButAHyphenIsHarmless() {
        platform.answer(aResponse().withStatus(400).withBody("{\"error_code\":\"-\"}"));
        assertThatThrownBy(() -> platform.client().get(Service.CONNECTORS, "dev-2", "/x").done())
                .isInstanceOf(Refused.class);
    }
}
