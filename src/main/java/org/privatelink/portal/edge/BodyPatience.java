package org.privatelink.portal.edge;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.PayloadTooLargeException;

/**
 * Waits for the whole of a body only so long, however steadily it trickles: the server itself bounds the wait for the
 * next byte alone. What nobody has read is read and dropped here, so that its sender comes to read the answer.
 */
final class BodyPatience extends ValveBase {

    private static final int MOST_DROPPED = 2 * 1024 * 1024;

    private final Duration patience;

    BodyPatience(Duration patience) {
        super(true);
        this.patience = patience;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.isAsync() || response.isError() || !hasBody(request)) {
            getNext().invoke(request, response);
            return;
        }
        org.apache.coyote.Request sent = request.getCoyoteRequest();
        InputBuffer wire = sent.getInputBuffer();
        sent.setInputBuffer(new Bounded(wire, System.nanoTime() + patience.toNanos()));
        try {
            getNext().invoke(request, response);
            if (!request.isFinished() && !isDropped(sent)) {
                sent.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            }
        } finally {
            sent.setInputBuffer(wire);
        }
    }

    private static boolean hasBody(Request request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private static boolean isDropped(org.apache.coyote.Request sent) {
        if (sent.hasExpectation()) {
            // It waits to be asked for the body.
            return false;
        }
        Dropped dropped = new Dropped();
        try {
            for (int size = 0; size < MOST_DROPPED; ) {
                int read = sent.doRead(dropped);
                if (read < 0) {
                    return true;
                }
                size += read;
            }
        } catch (IOException | PayloadTooLargeException gone) {
            return false;
        }
        return false;
    }

    private static final class Bounded implements InputBuffer {

        private final InputBuffer wire;
        private final long end;
        private long size;

        Bounded(InputBuffer wire, long end) {
            this.wire = wire;
            this.end = end;
        }

        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            if (System.nanoTime() - end > 0) {
                throw new SocketTimeoutException("The body takes too long");
            }
            int read = wire.doRead(handler);
            size += Math.max(read, 0);
            if (size > Admission.LARGEST_BODY) {
                // Of one in chunks nobody knows before. Not an IOException: that would be taken for a broken body.
                throw new PayloadTooLargeException(null);
            }
            return read;
        }

        @Override
        public int available() {
            return wire.available();
        }
    }

    private static final class Dropped implements ApplicationBufferHandler {

        private ByteBuffer part = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            part = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return part;
        }

        @Override
        public void expand(int size) {
            // Each part lies in the connection's own buffer.
        }
    }
}
