package org.privatelink.portal.edge;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.AbstractEndpoint;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * HTTP as the server speaks it, with a bound on the time in which a request's line and headers have to arrive, however
 * steadily they trickle. Public because the server makes it by its name.
 */
public final class PatientProtocol extends Http11NioProtocol {

    private static final int LOOKS_IN_THE_TIME = 4;

    private Duration patience = Duration.ofSeconds(20);
    private @Nullable ScheduledFuture<?> looking;

    void setPatience(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void start() throws Exception {
        super.start();
        long pause = Math.max(1, patience.toMillis() / LOOKS_IN_THE_TIME);
        looking = getUtilityExecutor().scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() throws Exception {
        if (looking != null) {
            looking.cancel(false);
        }
        super.stop();
    }

    private void look() {
        AbstractEndpoint<NioChannel, ?> endpoint = getEndpoint();
        for (SocketWrapperBase<NioChannel> each : endpoint.getConnections()) {
            if (each.getCurrentProcessor() instanceof Processor waiting && isLate(waiting)) {
                endpoint.processSocket(each, SocketEvent.ERROR, true);
            }
        }
    }

    /** A connection keeps its processor only while a request is half read, or while an answer is under way that holds no thread. */
    private boolean isLate(Processor waiting) {
        long begun = waiting.isUpgrade() || waiting.isAsync() ? -1 : waiting.getRequest().getStartTimeNanos();
        return begun != -1 && System.nanoTime() - begun > patience.toNanos();
    }
}
