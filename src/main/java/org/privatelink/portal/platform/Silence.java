package org.privatelink.portal.platform;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.Exceptions;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/** Why a call over the network had no usable answer. */
public enum Silence {
    /** The request certainly did not reach the other side. */
    NOT_SENT("No connection"),
    /** As before. Whoever runs the portal has to know; there is nothing that others could do. */
    UNTRUSTED("The certificate of the other side is not trusted"),
    /** The portal did not ask: it has had no answers lately. */
    RESTING("It has not answered lately, and was not asked again"),
    /** The portal did not ask: too many calls are under way. */
    FULL("Too many calls are under way"),
    TOO_LARGE("The answer is larger than the portal accepts"),
    TOO_LATE("No answer in time"),
    BROKEN("The connection broke");

    private final String text;

    Silence(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** Whether the request certainly did not reach the other side. */
    public boolean isNotSent() {
        return switch (this) {
            case NOT_SENT, UNTRUSTED, RESTING, FULL -> true;
            default -> false;
        };
    }

    /** When to try again, where the portal itself did not ask. */
    public static @Nullable Duration retryAfter(RuntimeException broken) {
        return Exceptions.unwrap(broken) instanceof Withheld withheld ? withheld.retryAfter() : null;
    }

    public static Silence of(Throwable broken) {
        if (Exceptions.unwrap(broken) instanceof Withheld withheld) {
            return withheld.why();
        }
        Throwable root = NestedExceptionUtils.getMostSpecificCause(Exceptions.unwrap(broken));
        if (isNotSent(broken, root)) {
            return root instanceof CertificateException || root instanceof CertPathBuilderException ? UNTRUSTED : NOT_SENT;
        }
        if (root instanceof DataBufferLimitException) {
            return TOO_LARGE;
        }
        boolean late = root instanceof TimeoutException || root instanceof io.netty.handler.timeout.ReadTimeoutException;
        return late ? TOO_LATE : BROKEN;
    }

    private static boolean isNotSent(Throwable broken, Throwable root) {
        return root instanceof PoolAcquireTimeoutException
                || root instanceof PoolAcquirePendingLimitException
                || broken instanceof WebClientRequestException
                        && Stream.iterate(broken, Objects::nonNull, Throwable::getCause)
                                .limit(20)
                                .anyMatch(Silence::isOfConnecting);
    }

    /** A handshake is before the request; other faults of TLS may come after it. */
    private static boolean isOfConnecting(Throwable fault) {
        return fault instanceof ConnectException
                || fault instanceof NoRouteToHostException
                || fault instanceof UnknownHostException
                || fault instanceof SSLHandshakeException;
    }
}
