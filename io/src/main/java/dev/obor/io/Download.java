package dev.obor.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Fetches small files over HTTP into memory, within time and size limits.
final class Download implements AutoCloseable {
    private static final int OK = 200;
    private static final long TICK_MILLIS = 100;

    private final HttpClient client;
    private final Limits limits;
    private final Progress progress;

    /// How long to wait for a connection, for the next byte and for the whole file, and how many bytes to take.
    record Limits(Duration connect, Duration silence, Duration overall, int bytes) {
        static final Limits STANDARD =
                new Limits(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofMinutes(5), 64 << 20);
    }

    Download(Limits limits, Progress progress) {
        this.limits = limits;
        this.progress = progress;
        // HTTP/2 would gain nothing for four files, and upgrading to it costs a round trip.
        this.client = HttpClient.newBuilder()
                .connectTimeout(limits.connect)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /// Returns the body of a response with status 200.
    ///
    /// @throws IOException with a short reason as its message, if it cannot be had
    byte[] fetch(URI source, String file) throws IOException {
        Body body = new Body(limits.bytes);
        HttpRequest request = HttpRequest.newBuilder(source).GET().build();
        CompletableFuture<HttpResponse<byte[]>> response = client.sendAsync(request, info -> {
            if (info.statusCode() != OK) {
                return HttpResponse.BodySubscribers.replacing(new byte[0]);
            }
            body.total = info.headers().firstValueAsLong("Content-Length").orElse(-1);
            return body;
        });
        try {
            HttpResponse<byte[]> arrived = await(response, body, file);
            if (arrived.statusCode() != OK) {
                throw new IOException("HTTP status " + arrived.statusCode());
            }
            progress.at(file, body.received, body.total);
            return arrived.body();
        } finally {
            response.cancel(true);
        }
    }

    /// Waits in the caller's thread, so that the progress is told there and a stalled server is noticed: the
    /// client's own time-out ends with the response's headers.
    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> response, Body body, String file)
            throws IOException {
        long start = System.nanoTime();
        long heard = start;
        long received = 0;
        while (true) {
            try {
                return response.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                long now = System.nanoTime();
                if (body.received > received) {
                    received = body.received;
                    heard = now;
                    progress.at(file, received, body.total);
                }
                if (now - heard > limits.silence.toNanos()) {
                    throw new IOException("no byte for " + seconds(limits.silence));
                }
                if (now - start > limits.overall.toNanos()) {
                    throw new IOException("not complete after " + seconds(limits.overall));
                }
            } catch (ExecutionException e) {
                throw new IOException(shortReason(e.getCause()), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    private String shortReason(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException || t instanceof UnknownHostException) {
                return "the host's name does not resolve";
            }
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return "no connection within " + seconds(limits.connect);
        }
        return cause instanceof ConnectException ? "no connection" : Faults.reason(cause);
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }

    /// Drops whatever is still under way.
    @Override
    public void close() {
        client.shutdownNow();
    }

    /// Collects a body of at most `most` bytes.
    private static final class Body implements HttpResponse.BodySubscriber<byte[]> {
        private final CompletableFuture<byte[]> result = new CompletableFuture<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int most;
        private Flow.Subscription subscription = new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
        };
        // Written by the client's thread alone, read by the caller's.
        private volatile long received;
        private volatile long total = -1;

        Body(int most) {
            this.most = most;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return result;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                if (bytes.size() > most - buffer.remaining()) {
                    subscription.cancel();
                    result.completeExceptionally(new IOException("the file is larger than " + most + " bytes"));
                    return;
                }
                byte[] part = new byte[buffer.remaining()];
                buffer.get(part);
                bytes.writeBytes(part);
            }
            received = bytes.size();
        }

        @Override
        public void onError(Throwable cause) {
            result.completeExceptionally(cause);
        }

        @Override
        public void onComplete() {
            result.complete(bytes.toByteArray());
        }
    }
}
