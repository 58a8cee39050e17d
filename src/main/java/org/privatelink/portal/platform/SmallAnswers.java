package org.privatelink.portal.platform;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/** Tokens and what is told of a person are small. More than this is not read. */
final class SmallAnswers implements ClientHttpRequestInterceptor {

    private static final long MOST = 256 * 1024;

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        ClientHttpResponse answer = execution.execute(request, body);
        if (answer.getHeaders().getContentLength() > MOST) {
            answer.close();
            throw tooLarge();
        }
        return new Small(answer);
    }

    private static IOException tooLarge() {
        return new IOException(Silence.TOO_LARGE.text());
    }

    private record Small(ClientHttpResponse answer) implements ClientHttpResponse {

        @Override
        public InputStream getBody() throws IOException {
            return new Counting(answer.getBody());
        }

        @Override
        public HttpHeaders getHeaders() {
            return answer.getHeaders();
        }

        @Override
        public HttpStatusCode getStatusCode() throws IOException {
            return answer.getStatusCode();
        }

        @Override
        public String getStatusText() throws IOException {
            return answer.getStatusText();
        }

        @Override
        public void close() {
            answer.close();
        }
    }

    private static final class Counting extends FilterInputStream {

        private long read;

        private Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            return next < 0 ? next : counted(next, 1);
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int got = super.read(into, from, length);
            return got < 0 ? got : counted(got, got);
        }

        private int counted(int result, int bytes) throws IOException {
            read += bytes;
            if (read > MOST) {
                throw tooLarge();
            }
            return result;
        }
    }
}
