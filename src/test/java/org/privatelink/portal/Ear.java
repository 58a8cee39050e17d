package org.privatelink.portal;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/** Listens on a stream of server-sent events, without a thread of its own. */
final class Ear implements Flow.Subscriber<String>, AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<HttpResponse.ResponseInfo> begun = new CompletableFuture<>();
    private final CompletableFuture<HttpResponse<Void>> ended;
    private volatile Flow.Subscription subscription;

    /** @param headers names and values beside the session's cookie */
    Ear(int port, String session, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", "text/event-stream")
                .header("Cookie", "PORTALSESSION=" + session);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        ended = HTTP.sendAsync(request.build(), info -> {
            begun.complete(info);
            return BodyHandlers.fromLineSubscriber(this).apply(info);
        });
        ended.whenComplete((answer, broken) -> begun.completeExceptionally(new IllegalStateException("never began")));
    }

    HttpResponse.ResponseInfo answer() {
        return begun.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join();
    }

    int status() {
        return answer().statusCode();
    }

    List<String> lines() {
        return lines;
    }

    long changes() {
        return lines.stream().filter("event:changed"::equals).count();
    }

    boolean hasEnded() {
        return ended.isDone();
    }

    @Override
    public void onSubscribe(Flow.Subscription begunNow) {
        subscription = begunNow;
        begunNow.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        lines.add(line);
    }

    @Override
    public void onError(Throwable broken) {
        // told by hasEnded
    }

    @Override
    public void onComplete() {
        // told by hasEnded
    }

    @Override
    public void close() {
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
