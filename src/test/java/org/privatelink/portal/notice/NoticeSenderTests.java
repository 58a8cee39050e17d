package org.privatelink.portal.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.privatelink.portal.FewThreads;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.notice.Notice.Problem;
import org.privatelink.portal.notice.Notice.State;
import org.privatelink.portal.notice.NoticeProperties.Format;
import org.privatelink.portal.request.RequestNews;
import org.privatelink.portal.request.RequestNews.Kind;

/** Sending over real SMTP and HTTP, from a database of each kind. */
@ParameterizedClass
@EnumSource(TestDatabases.class)
class NoticeSenderTests {

    private static final Target ADA = Target.mail("ada@example.com");

    private final NoticeBench bench;
    private final List<AutoCloseable> open = new ArrayList<>();

    NoticeSenderTests(TestDatabases database) {
        bench = new NoticeBench(database.dataSource());
    }

    @AfterEach
    void tidy() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        bench.stop();
    }

    @Test
    void mailIsDeliveredOnceWithItsTextAndHeaders() throws Exception {
        GreenMail mail = mail(0);
        bench.approvers("ada@example.com").mailAt(mail.getSmtp().getPort());
        bench.notices().keep(NoticeBench.news(Kind.RAISED, "k", "Dana Engineer", "Loads orders – täglich", null));
        Notice stored = bench.all().get(0);
        NoticeSender sender = bench.sender();

        sender.look();
        await().until(() -> bench.now(stored).state() == State.SENT);
        sender.look();

        MimeMessage received = mail.getReceivedMessages()[0];
        assertThat(received.getSubject()).isEqualTo("Approval needed: acme-lake (prod)");
        assertThat(received.getFrom()[0]).hasToString("Private Link Portal <portal@example.com>");
        assertThat(received.getRecipients(RecipientType.TO)[0]).hasToString("ada@example.com");
        assertThat(received.getMessageID()).isEqualTo("<" + stored.id() + "@example.com>");
        assertThat(received.getHeader("X-Portal-Notice")).containsExactly(stored.id());
        assertThat(received.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(received.getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(received.getSentDate()).isEqualTo("2026-11-02T10:00:00.000Z");
        assertThat(((String) received.getContent()).replace("\r", ""))
                .isEqualTo(
                        """
                        A private endpoint is asked for. Platform is not asked before one of you agrees.

                        Sandbox: prod
                        Source: Azure Blob Storage
                        Azure resource: /subscriptions/sub/resourceGroups/group/providers/Microsoft.Storage/storageAccounts/acme
                        Requested by: Dana Engineer
                        Reason: Loads orders – täglich
                        Ticket: OPS-7
                        By: Dana Engineer

                        https://portal.example.com/s/prod/requests/r-1

                        --\s
                        Sent by Private Link Portal. Nobody reads answers to this address.""");
        assertThat(bench.now(stored).attempts()).isEqualTo(1);
        assertThat(bench.now(stored).problem()).isNull();
        assertThat(mail.getReceivedMessages()).hasSize(1);
    }

    @Test
    void mailServerThatIsDownDelaysAndDoesNotDouble() throws Exception {
        GreenMail before = mail(0);
        int port = before.getSmtp().getPort();
        before.stop();
        Notice stored = bench.mailAt(port).stored(ADA);
        NoticeSender sender = bench.sender();

        sender.look();
        await().until(() -> bench.now(stored).problem() == Problem.NO_CONNECTION);
        assertThat(bench.now(stored).state()).isEqualTo(State.WAITING);
        assertThat(bench.now(stored).dueAt()).isBetween(in(24), in(36));
        assertThat(bench.now(stored).unsure()).isZero();

        GreenMail mail = mail(port);
        sender.look();
        bench.clock.move(Duration.ofSeconds(37));
        sender.look();
        await().until(() -> bench.now(stored).state() == State.SENT);
        sender.look();

        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(bench.now(stored).attempts()).isEqualTo(2);
    }

    @Test
    void workThatCouldNotBeBegunIsBegunWithTheNextLook() throws Exception {
        GreenMail mail = mail(0);
        Notice stored = bench.mailAt(mail.getSmtp().getPort()).stored(ADA);
        FewThreads threads = new FewThreads();
        NoticeSender sender = new NoticeSender(
                bench.repository, bench.channels(), bench.properties(), threads.builder(), bench.clock);
        open.add(sender::stop);
        assertThatThrownBy(sender::look).isInstanceOf(OutOfMemoryError.class);
        threads.areThere(true);

        sender.look();

        await().until(() -> bench.now(stored).state() == State.SENT);
    }

    @Test
    void restartLosesNothingAndDoublesNothing() throws Exception {
        GreenMail mail = mail(0);
        bench.mailAt(mail.getSmtp().getPort());
        List<Notice> stored = stored(20);
        NoticeSender first = bench.sender();

        first.look();
        first.stop();
        long waiting = bench.all().stream().filter(notice -> notice.state() == State.WAITING).count();
        bench.clock.move(Duration.ofMinutes(5));
        bench.sender().look();
        // A thread that comes to its work after the end says so by an exception.
        await().dontCatchUncaughtExceptions()
                .until(() -> stored.stream().allMatch(notice -> bench.now(notice).state() == State.SENT));

        assertThat(waiting).isLessThanOrEqualTo(20);
        assertThat(ids(mail)).containsExactlyInAnyOrderElementsOf(stored.stream().map(Notice::id).toList());
    }

    @Test
    void twoSendersAtATimeSendEachNoticeOnce() throws Exception {
        GreenMail mail = mail(0);
        bench.mailAt(mail.getSmtp().getPort());
        List<Notice> stored = stored(30);
        NoticeSender one = bench.sender();
        NoticeSender other = bench.sender();

        Thread beside = new Thread(other::look);
        beside.start();
        one.look();
        beside.join();
        await().until(() -> stored.stream().allMatch(notice -> bench.now(notice).state() == State.SENT));

        assertThat(ids(mail)).containsExactlyInAnyOrderElementsOf(stored.stream().map(Notice::id).toList());
        assertThat(bench.all()).extracting(Notice::attempts).containsOnly(1);
    }

    @Test
    void noticeOfANodeThatDiedGoesOutAgainUnderTheSameId() throws Exception {
        GreenMail mail = mail(0);
        Notice stored = bench.mailAt(mail.getSmtp().getPort()).stored(ADA);
        bench.repository.claim(ADA, in(0), in(60));
        NoticeSender sender = bench.sender();

        sender.look();
        assertThat(bench.repository.claim(ADA, in(59), in(120))).isEmpty();
        bench.clock.move(Duration.ofSeconds(61));
        sender.look();
        await().until(() -> bench.now(stored).state() == State.SENT);

        assertThat(ids(mail)).containsExactly(stored.id());
        assertThat(bench.now(stored).attempts()).isEqualTo(2);
    }

    @Test
    void wordThatComesAfterTheLeaseDoesNotUndoTheNextAttempt() {
        bench.stored(ADA);
        Notice first = bench.repository.claim(ADA, in(0), in(60)).orElseThrow();
        Notice second = bench.repository.claim(ADA, in(61), in(120)).orElseThrow();

        bench.repository.giveUp(first, Problem.STATUS, "410", in(62));
        bench.repository.postpone(first, in(62), 0, Problem.STATUS, "500");
        assertThat(bench.now(second)).isEqualTo(second);

        bench.repository.giveUp(second, Problem.NO_ANSWER, null, in(63));
        bench.repository.sent(first, in(64));
        assertThat(bench.now(second).state()).isEqualTo(State.SENT);
    }

    @Test
    void addressThatIsRefusedForGoodIsGivenUpWithTheReason() {
        ScriptedSmtp smtp = smtp(command -> command.startsWith("RCPT") && command.contains("gone@")
                ? "550 5.1.1 no such user, password=S3CRET"
                : ScriptedSmtp.fine(command));
        bench.mailAt(smtp.port());
        Notice gone = bench.stored(Target.mail("gone@example.com"));
        Notice ada = bench.stored(ADA);

        bench.sender().look();

        await().until(() -> bench.now(gone).state() == State.GIVEN_UP && bench.now(ada).state() == State.SENT);
        assertThat(bench.now(gone).problem()).isEqualTo(Problem.MAIL_REFUSED);
        assertThat(bench.now(gone).detail()).isEqualTo("550 5.1.1 no such user, password=[removed]");
        assertThat(bench.now(gone).attempts()).isEqualTo(1);
    }

    @Test
    void mailServersAnswersAreToldApart() {
        ScriptedSmtp smtp = smtp(command -> switch (command) {
            case "RCPT TO:<full@example.com>" -> "452 4.2.2 mailbox full";
            case "RCPT TO:<lost@example.com>" -> ScriptedSmtp.HANG_UP;
            default -> ScriptedSmtp.fine(command);
        });
        bench.mailAt(smtp.port());
        Notice full = bench.stored(Target.mail("full@example.com"));
        Notice lost = bench.stored(Target.mail("lost@example.com"));
        Notice odd = bench.stored(Target.mail("ada@example.com, eve@example.com"));

        bench.sender().look();

        await().until(() -> bench.all().stream().allMatch(notice -> notice.problem() != null));
        assertThat(bench.now(full).problem()).isEqualTo(Problem.MAIL_REFUSED);
        assertThat(bench.now(full).state()).isEqualTo(State.WAITING);
        assertThat(bench.now(full).unsure()).isZero();
        assertThat(bench.now(lost).problem()).isEqualTo(Problem.NO_ANSWER);
        assertThat(bench.now(lost).unsure()).isEqualTo(1);
        assertThat(bench.now(odd).problem()).isEqualTo(Problem.ADDRESS);
        assertThat(bench.now(odd).state()).isEqualTo(State.GIVEN_UP);
    }

    @Test
    void senderThatIsRefusedIsAMatterOfSettingsAndTriedAgain() {
        ScriptedSmtp smtp = smtp(command ->
                command.startsWith("MAIL") ? "553 5.7.1 not your address" : ScriptedSmtp.fine(command));
        Notice stored = bench.mailAt(smtp.port()).stored(ADA);

        bench.sender().look();

        await().until(() -> bench.now(stored).problem() == Problem.SENDER_REFUSED);
        assertThat(bench.now(stored).state()).isEqualTo(State.WAITING);
    }

    @Test
    void messageThatIsRefusedIsGivenUp() {
        ScriptedSmtp smtp = smtp(command -> command.equals(".") ? "554 5.7.1 no" : ScriptedSmtp.fine(command));
        Notice stored = bench.mailAt(smtp.port()).stored(ADA);

        bench.sender().look();

        await().until(() -> bench.now(stored).state() == State.GIVEN_UP);
        assertThat(bench.now(stored).detail()).isEqualTo("554 5.7.1 no");
    }

    @Test
    void addressThatHangsDelaysNoOther() {
        ScriptedSmtp smtp = smtp(command ->
                command.contains("slow@") ? ScriptedSmtp.SILENCE : ScriptedSmtp.fine(command));
        bench.mailAt(smtp.port()).timeout(Duration.ofSeconds(20));
        List<Notice> slow = IntStream.range(0, 20).mapToObj(at -> bench.stored(Target.mail("slow@example.com"))).toList();
        List<Notice> others = stored(10);

        bench.sender().look();

        await().atMost(Duration.ofSeconds(10))
                .until(() -> others.stream().allMatch(notice -> bench.now(notice).state() == State.SENT));
        assertThat(slow).extracting(notice -> bench.now(notice).state()).containsOnly(State.WAITING);
        assertThat(slow).extracting(notice -> bench.now(notice).problem()).containsOnlyNulls();
    }

    @Test
    void silentMailServerDelaysNeitherActsNorChannels() {
        ScriptedSmtp smtp = smtp(command -> ScriptedSmtp.SILENCE);
        Listener listener = new Listener();
        open.add(listener);
        String[] many = IntStream.range(0, 40).mapToObj(at -> "a" + at + "@example.com").toArray(String[]::new);
        bench.mailAt(smtp.port()).timeout(Duration.ofSeconds(20)).approvers(many).webhook("ops", listener.url(), Format.CHAT);
        NoticeSender sender = bench.sender();
        Notices notices = bench.notices();
        notices.keep(NoticeBench.news(Kind.RAISED, "first"));

        sender.look();
        await().until(() -> smtp.commands().size() == 8);
        long began = System.nanoTime();
        notices.keep(NoticeBench.news(Kind.RAISED, "second"));
        Duration published = Duration.ofNanos(System.nanoTime() - began);
        sender.look();
        await().atMost(Duration.ofSeconds(10)).until(() -> listener.received().size() == 2);

        assertThat(published).isLessThan(Duration.ofSeconds(10));
        assertThat(bench.all()).filteredOn(notice -> !notice.target().channel().equals("ops"))
                .hasSize(80)
                .extracting(Notice::state)
                .containsOnly(State.WAITING);
    }

    @Test
    void silentChannelDoesNotStarveMail() throws Exception {
        GreenMail mail = mail(0);
        Listener listener = new Listener().isSilent();
        open.add(listener);
        bench.mailAt(mail.getSmtp().getPort()).timeout(Duration.ofSeconds(20)).webhook("ops", listener.url(), Format.CHAT);
        IntStream.range(0, 50).forEach(at -> bench.stored(Target.webhook("ops")));
        Notice ada = bench.stored(ADA);

        bench.sender().look();

        await().atMost(Duration.ofSeconds(10)).until(() -> bench.now(ada).state() == State.SENT);
        await().until(() -> listener.received().size() == 1);
    }

    @Test
    void silenceIsTriedAgainAFewTimesOnly() {
        ScriptedSmtp smtp = smtp(command -> command.equals(".") ? ScriptedSmtp.SILENCE : ScriptedSmtp.fine(command));
        bench.mailAt(smtp.port()).timeout(Duration.ofMillis(500));
        Notice stored = bench.stored(ADA);
        NoticeSender sender = bench.sender();
        List<Duration> pauses = new ArrayList<>();

        for (int silent = 0; bench.now(stored).state() == State.WAITING; silent++) {
            int before = silent;
            await().until(() -> {
                sender.look();
                return bench.now(stored).unsure() > before || bench.now(stored).state() != State.WAITING;
            });
            pauses.add(Duration.between(bench.clock.instant(), bench.now(stored).dueAt()));
            bench.clock.move(Duration.ofMinutes(37));
        }

        assertThat(bench.now(stored).state()).isEqualTo(State.GIVEN_UP);
        assertThat(bench.now(stored).problem()).isEqualTo(Problem.NO_ANSWER);
        assertThat(bench.now(stored).attempts()).isEqualTo(5);
        assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(96), Duration.ofSeconds(144));
        assertThat(pauses.get(3)).isBetween(Duration.ofMinutes(24), Duration.ofMinutes(36));
    }

    /** Each byte comes in time, the answer never. */
    @Test
    void answerThatDripsInIsNotWaitedFor() {
        ScriptedSmtp smtp = smtp(command -> ScriptedSmtp.DRIP);
        Notice stored = bench.mailAt(smtp.port()).timeout(Duration.ofMillis(500)).stored(ADA);

        bench.sender().look();

        await().until(() -> bench.now(stored).problem() == Problem.NO_ANSWER);
        assertThat(bench.now(stored).unsure()).isEqualTo(1);
    }

    @Test
    void whatDoesNotGetThroughIsGivenUpInTheEnd() throws Exception {
        GreenMail gone = mail(0);
        int port = gone.getSmtp().getPort();
        gone.stop();
        Notice stored = bench.mailAt(port).stored(ADA);
        NoticeSender sender = bench.sender();

        while (bench.now(stored).state() == State.WAITING) {
            await().pollInterval(Duration.ofMillis(5)).until(() -> {
                // The address may still be taken for an instant by the attempt before.
                sender.look();
                return isPutOff(bench.now(stored));
            });
            bench.clock.move(Duration.ofHours(2));
        }

        assertThat(bench.now(stored).state()).isEqualTo(State.GIVEN_UP);
        assertThat(bench.now(stored).problem()).isEqualTo(Problem.NO_CONNECTION);
        assertThat(bench.now(stored).settledAt()).isBetween(in(47 * 3_600), in(49 * 3_600));
        assertThat(bench.repository.due(in(1_000_000))).isEmpty();
    }

    /** Not only claimed, which is for two minutes: put off, or given up. */
    private boolean isPutOff(Notice notice) {
        Instant now = bench.clock.instant();
        return notice.settledAt() != null
                || notice.problem() != null
                        && notice.dueAt().isAfter(now)
                        && (notice.attempts() < 7 || notice.dueAt().isAfter(now.plus(Duration.ofMinutes(20))));
    }

    @Test
    void channelThatIsMissingFromTheSettingsWaitsForThem() {
        Notice stored = bench.stored(Target.webhook("ops"));

        bench.sender().look();
        await().until(() -> bench.now(stored).problem() == Problem.NOT_CONFIGURED);

        Listener listener = new Listener();
        open.add(listener);
        bench.webhook("ops", listener.url(), Format.CHAT).clock.move(Duration.ofMinutes(1));
        bench.sender().look();
        await().until(() -> bench.now(stored).state() == State.SENT);
    }

    @Test
    void whatIsSettledForLongIsForgotten() {
        Notice old = bench.stored(ADA);
        Notice waiting = bench.stored(Target.mail("bob@example.com"));
        bench.repository.sent(old, in(0));
        bench.clock.move(Duration.ofDays(91));
        Notice fresh = bench.stored(Target.mail("cy@example.com"));
        bench.repository.sent(fresh, bench.clock.instant());

        bench.sender().forget();

        assertThat(bench.all()).extracting(Notice::id).containsExactlyInAnyOrder(waiting.id(), fresh.id());
    }

    @Test
    void headersAreNotInjected() throws Exception {
        GreenMail mail = mail(0);
        bench.approvers("ada@example.com").mailAt(mail.getSmtp().getPort());
        String odd = "lake\r\nBcc: eve@example.com\r\n\r\nhello \u2028\u0085\n.\r\nMAIL FROM:<x@y>";
        bench.notices().keep(new RequestNews(
                Kind.RAISED, "k", odd, "r", odd, odd, odd, odd, "dana@example.com\r\nRCPT TO:<eve@example.com>", odd, odd, odd, false, odd));
        bench.notices().keep(new RequestNews(
                Kind.APPROVED, "k2", "prod", "r", "n", "s", "r", "Dana", "dana@example.com\r\nRCPT TO:<eve@example.com>", "why",
                null, "Ada", false, null));

        bench.sender().look();
        await().until(() -> bench.all().stream().allMatch(notice -> notice.state() != State.WAITING));

        assertThat(mail.getReceivedMessages()).hasSize(1);
        MimeMessage received = mail.getReceivedMessages()[0];
        assertThat(received.getHeader("Bcc")).isNull();
        assertThat(received.getAllRecipients()).hasSize(1);
        assertThat(received.getSubject()).startsWith("Approval needed: lake Bcc: eve@example.com hello").doesNotContain("\n");
        assertThat(bench.all()).filteredOn(notice -> notice.state() == State.GIVEN_UP)
                .singleElement()
                .satisfies(notice -> assertThat(notice.problem()).isEqualTo(Problem.ADDRESS));
    }

    @Test
    void mailHoldsNoSecrets() throws Exception {
        GreenMail mail = mail(0);
        bench.approvers("ada@example.com").mailAt(mail.getSmtp().getPort());
        String said = "AccountKey=S3CRETS3CRET==;x password=S3CRET https://h/?sig=S3CRET bearer S3CRETS3CRET "
                + "-----BEGIN PRIVATE KEY-----\nS3CRET\n-----END PRIVATE KEY-----";
        bench.notices().keep(NoticeBench.news(Kind.RAISED, "k", "Dana Engineer", said, said));

        bench.sender().look();
        await().until(() -> bench.all().get(0).state() == State.SENT);

        assertThat((String) mail.getReceivedMessages()[0].getContent()).contains("[removed]").doesNotContain("S3CRET");
    }

    private Instant in(int seconds) {
        return NoticeBench.NOW.plusSeconds(seconds);
    }

    private List<Notice> stored(int many) {
        return IntStream.range(0, many)
                .mapToObj(at -> bench.stored(Target.mail("person" + at % 12 + "@example.com")))
                .collect(Collectors.toList());
    }

    private GreenMail mail(int port) {
        GreenMail mail = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        open.add(mail::stop);
        return mail;
    }

    private ScriptedSmtp smtp(UnaryOperator<String> script) {
        ScriptedSmtp smtp = new ScriptedSmtp(script);
        open.add(smtp);
        return smtp;
    }

    private static List<String> ids(GreenMail mail) {
        return Arrays.stream(mail.getReceivedMessages()).map(NoticeSenderTests::id).toList();
    }

    private static String id(MimeMessage message) {
        try {
            return message.getHeader("X-Portal-Notice")[0];
        } catch (MessagingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
