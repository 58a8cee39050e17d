package org.privatelink.portal.notice;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.notice.Notice.Problem;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** E-mail, one message an address. */
class MailChannel implements Channel {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final JavaMailSender sender;
    private final String from;
    private final NoticeTexts texts;

    MailChannel(JavaMailSender sender, String from, Duration timeout, NoticeTexts texts) {
        this.sender = sender;
        this.from = from;
        this.texts = texts;
        if (sender instanceof JavaMailSenderImpl known) {
            limit(known.getJavaMailProperties(), String.valueOf(timeout.toMillis()));
        }
    }

    /** By itself Jakarta Mail waits for ever. */
    private static void limit(Properties settings, String timeout) {
        for (String protocol : List.of("smtp", "smtps")) {
            for (String wait : List.of("connectiontimeout", "timeout", "writetimeout")) {
                settings.putIfAbsent("mail." + protocol + "." + wait, timeout);
            }
        }
    }

    @Override
    public Delivery send(Notice notice) {
        try {
            sender.send(message(notice));
            return Delivery.done();
        } catch (AddressException malformed) {
            return Delivery.never(Problem.ADDRESS, null);
        } catch (MailAuthenticationException refused) {
            return Delivery.later(Problem.SIGN_IN);
        } catch (MailSendException failed) {
            return judge(failed);
        } catch (MessagingException | MailException unexpected) {
            return Delivery.unsure(Problem.UNEXPECTED);
        }
    }

    private MimeMessage message(Notice notice) throws MessagingException {
        InternetAddress sentBy = new InternetAddress(from, true);
        InternetAddress to = new InternetAddress(notice.target().address(), true);
        if (!to.getAddress().equals(notice.target().address())) {
            throw new AddressException("more than an address");
        }
        MimeMessage message = sender.createMimeMessage();
        message.setFrom(sentBy);
        message.setRecipient(RecipientType.TO, to);
        message.setSubject(texts.subject(notice.happening()), UTF_8);
        message.setText(texts.mail(notice.happening()), UTF_8);
        message.setSentDate(Date.from(notice.happening().time()));
        message.setHeader("Message-ID", "<" + notice.id() + sentBy.getAddress().substring(sentBy.getAddress().lastIndexOf('@')) + ">");
        message.setHeader("X-Portal-Notice", notice.id());
        message.setHeader("Auto-Submitted", "auto-generated");
        // Exchange does not know the header above.
        message.setHeader("X-Auto-Response-Suppress", "All");
        return message;
    }

    private static Delivery judge(MailSendException failed) {
        Exception told = failed.getFailedMessages().values().stream().findFirst().orElse(null);
        if (told == null) {
            // Only the good-bye failed.
            return Delivery.done();
        }
        return told == failed.getCause() ? Delivery.later(Problem.NO_CONNECTION) : judge(told);
    }

    private static Delivery judge(Exception told) {
        for (Exception each = told; each != null; each = next(each)) {
            if (each instanceof SMTPSenderFailedException) {
                return Delivery.later(Problem.SENDER_REFUSED, words(each), Duration.ZERO);
            }
            if (each instanceof SMTPAddressFailedException refused) {
                return judge(refused.getReturnCode(), words(refused));
            }
            if (each instanceof SMTPSendFailedException refused && next(refused) == null) {
                return judge(refused.getReturnCode(), words(refused));
            }
        }
        return Delivery.unsure(Problem.NO_ANSWER);
    }

    private static @Nullable Exception next(Exception told) {
        return told instanceof MessagingException chained ? chained.getNextException() : null;
    }

    private static Delivery judge(int code, @Nullable String words) {
        return switch (code / 100) {
            case 5 -> Delivery.never(Problem.MAIL_REFUSED, words);
            case 4 -> Delivery.later(Problem.MAIL_REFUSED, words, Duration.ZERO);
            default -> Delivery.unsure(Problem.NO_ANSWER);
        };
    }

    private static @Nullable String words(Exception told) {
        return Happening.clean(told.getMessage(), 300);
    }
}
