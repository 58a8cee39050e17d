package org.privatelink.portal.platform;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
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

    public static Silence of(RuntimeException broken) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(Exceptions.unwrap(broken));
        if (isNotSent(broken, root)) {
            return NOT_SENT;
        }
        if (root instanceof DataBufferLimitException) {
            return TOO_LARGE;
        }
        boolean late = root instanceof TimeoutException || root instanceof io.netty.handler.timeout.ReadTimeoutException;
        return late ? TOO_LATE : BROKEN;
    }

    private static boolean isNotSent(RuntimeException broken, Throwable root) {
        return root instanceof PoolAcquireTimeoutException
                || root instanceof PoolAcquirePendingLimitException
                || broken instanceof WebClientRequestException
                        && Stream.iterate((Throwable) broken, Objects::nonNull, Throwable::getCause)
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
