package org.privatelink.portal.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/** What the server answers by itself, when a request is refused before the portal or the portal has failed altogether. */
final class ServerAnswers extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(ServerAnswers.class);

    /** Made late: the server is there before most of the portal. */
    private final ObjectProvider<PlainAnswer> answers;

    ServerAnswers(ObjectProvider<PlainAnswer> answers) {
        this.answers = answers;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable fault) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            write(request, response);
        } catch (IOException | RuntimeException failed) {
            log.warn("No page for status {}", response.getStatus(), failed);
        }
    }

    private void write(Request request, Response response) throws IOException {
        String path = String.valueOf(request.getRequestURI());
        List<PlainAnswer> all = answers.orderedStream().toList();
        for (PlainAnswer answer : all) {
            if (answer.isFor(path)) {
                byte[] text = answer.of(response.getStatus(), nonce(request)).getBytes(StandardCharsets.UTF_8);
                response.resetBuffer(true);
                response.setContentType(answer.contentType());
                response.setContentLength(text.length);
                response.getOutputStream().write(text);
                response.finishResponse();
                return;
            }
        }
    }

    private static String nonce(Request request) {
        return String.valueOf(request.getAttribute(AnswerHeaders.NONCE));
    }
}
