package dev.obor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Downloads from mirrors on this machine, one well-behaved and several that are not.
class MnistDownloadTest {
    /// Generous, as a loaded machine may pause for seconds.
    private static final Download.Limits LIMITS = limits(Duration.ofSeconds(10));

    /// For a mirror that falls silent before one that must answer in time.
    private static final Download.Limits STALLED = limits(Duration.ofSeconds(2));

    /// For mirrors that fall silent only.
    private static final Download.Limits IMPATIENT = limits(Duration.ofMillis(400));

    @TempDir
    Path folder;

    private final Map<String, byte[]> contents = new LinkedHashMap<>();
    private final List<MnistFile> files = new ArrayList<>();
    private final Map<String, Integer> requests = new ConcurrentHashMap<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private ExecutorService executor;
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        byte[][] plain = {Samples.images(200, 28), Samples.labels(200), Samples.images(10, 28), Samples.labels(10)};
        for (int i = 0; i < plain.length; i++) {
            String name = MnistFile.PUBLISHED.get(i).plainName();
            files.add(new MnistFile(name, Samples.sha256(plain[i])));
            contents.put(name + ".gz", Samples.gzip(plain[i]));
        }
        executor = Executors.newCachedThreadPool();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        mirror("good", (exchange, body) -> send(exchange, 200, body.length, body));
        mirror("lost", (exchange, _) -> send(exchange, 404, 0, new byte[0]));
        mirror("other", (exchange, _) -> {
            byte[] other = Samples.gzip(Samples.labels(7));
            send(exchange, 200, other.length, other);
        });
        mirror("portal", (exchange, _) -> send(exchange, 200, 6, "<html>".getBytes(StandardCharsets.US_ASCII)));
        mirror("short", (exchange, body) -> send(exchange, 200, body.length, Arrays.copyOf(body, body.length / 2)));
        mirror("huge", (exchange, _) -> send(exchange, 200, 2 << 20, new byte[2 << 20]));
        mirror("stalling", (exchange, body) -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body, 0, 10);
            exchange.getResponseBody().flush();
            awaitEnd();
        });
        mirror("silent", (_, _) -> awaitEnd());
        server.start();
    }

    @AfterEach
    void stop() {
        finished.countDown();
        server.stop(0);
        executor.shutdownNow();
    }

    private void awaitEnd() {
        try {
            finished.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Answer {
        void to(HttpExchange exchange, byte[] body) throws IOException;
    }

    private void mirror(String name, Answer answer) {
        server.createContext("/" + name + "/", exchange -> {
            requests.merge(name, 1, Integer::sum);
            String path = exchange.getRequestURI().getPath();
            try (exchange) {
                answer.to(exchange, contents.get(path.substring(path.lastIndexOf('/') + 1)));
            }
        });
    }

    private static void send(HttpExchange exchange, int status, long promised, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, promised == 0 ? -1 : promised);
        exchange.getResponseBody().write(body);
    }

    private MnistSearch search(String... mirrors) {
        List<URI> addresses = Arrays.stream(mirrors)
                .map(name ->
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + name))
                .toList();
        return MnistSearch.of(Map.of("XDG_CACHE_HOME", folder.toString()), folder)
                .withMirrors(addresses);
    }

    private static Download.Limits limits(Duration silence) {
        return new Download.Limits(Duration.ofSeconds(10), silence, Duration.ofSeconds(60), 1 << 20);
    }

    private Path cache() {
        return folder.resolve("obor/mnist");
    }

    private Mnist found(MnistSearch search) {
        return found(search, LIMITS);
    }

    private Mnist found(MnistSearch search, Download.Limits limits) {
        MnistSearch.Outcome outcome = search.run(files, limits);
        assertThat(outcome).isInstanceOf(MnistSearch.Found.class);
        return ((MnistSearch.Found) outcome).mnist();
    }

    private void assertMissing(MnistSearch search, String reason) {
        assertMissing(search, LIMITS, reason);
    }

    private void assertMissing(MnistSearch search, Download.Limits limits, String reason) {
        MnistSearch.Outcome outcome = search.run(files, limits);
        assertThat(outcome).isInstanceOf(MnistSearch.Missing.class);
        assertThat(((MnistSearch.Missing) outcome).reason()).contains(reason).doesNotContain("\n");
        assertThat(cache()).doesNotExist();
    }

    @Test
    void downloadsOnceAndKeepsTheFiles() {
        Mnist fresh = found(search("good"));
        assertThat(fresh.origin()).isEqualTo("127.0.0.1, kept in " + cache());
        assertThat(fresh.train().count()).isEqualTo(200);
        assertThat(fresh.test().count()).isEqualTo(10);
        assertThat(cache().toFile().list()).containsExactlyInAnyOrderElementsOf(contents.keySet());
        Mnist kept = found(search("good"));
        assertThat(kept.origin()).isEqualTo("the cache " + cache());
        assertThat(kept.train().pixels()).isEqualTo(fresh.train().pixels());
        assertThat(requests).isEqualTo(Map.of("good", 4));
    }

    @Test
    void tellsTheProgressInTheCallersThread() {
        Map<String, Long> arrived = new LinkedHashMap<>();
        Thread caller = Thread.currentThread();
        found(search("good").withProgress((file, bytes, total) -> {
            assertThat(Thread.currentThread()).isSameAs(caller);
            assertThat(total).isEqualTo(contents.get(file).length);
            arrived.put(file, bytes);
        }));
        assertThat(arrived.keySet()).containsExactlyElementsOf(contents.keySet());
        arrived.forEach((file, bytes) -> assertThat(bytes).isEqualTo(contents.get(file).length));
    }

    @Test
    void goesOnToTheNextMirrorAndStaysThere() {
        for (String bad : List.of("lost", "other", "portal", "short", "huge")) {
            assertGoesOn(bad, LIMITS);
        }
        for (String bad : List.of("stalling", "silent")) {
            assertGoesOn(bad, STALLED);
        }
    }

    private void assertGoesOn(String bad, Download.Limits limits) {
        requests.clear();
        MnistSearch search = search(bad, "good");
        Path own = folder.resolve("after-" + bad);
        MnistSearch fresh =
                new MnistSearch(search.directory(), search.environment(), own, search.mirrors(), search.progress());
        assertThat(found(fresh, limits).train().count()).isEqualTo(200);
        assertThat(requests).isEqualTo(Map.of(bad, 1, "good", 4));
    }

    @Test
    void saysOfEachMirrorWhyItFailedAndLeavesNothingBehind() {
        assertMissing(search("lost"), "(127.0.0.1: HTTP status 404)");
        assertMissing(search("other"), "(127.0.0.1: what it sent has another SHA-256 than the published file)");
        assertMissing(search("portal"), "(127.0.0.1: what it sent is not the published file)");
        assertMissing(search("short"), "(127.0.0.1: fixed content-length:");
        assertMissing(search("huge"), "(127.0.0.1: the file is larger than 1048576 bytes)");
        String silence = "(127.0.0.1: no byte for 0.4 s; 127.0.0.1: no byte for 0.4 s)";
        assertMissing(search("stalling", "silent"), IMPATIENT, silence);
    }

    @Test
    void failsFastWhereNobodyListens() {
        MnistSearch search = search("good");
        server.stop(0);
        long start = System.nanoTime();
        assertMissing(search, "(127.0.0.1: no connection)");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void replacesABrokenFileOfTheCache() throws IOException {
        found(search("good"));
        Path labels = cache().resolve("train-labels-idx1-ubyte.gz");
        Files.write(labels, Samples.gzip(Samples.labels(199)));
        found(search("good"));
        assertThat(requests).isEqualTo(Map.of("good", 5));
        assertThat(labels).hasBinaryContent(contents.get("train-labels-idx1-ubyte.gz"));
    }

    @Test
    void givesTheDataThoughTheCacheCannotBeMade() throws IOException {
        Files.createFile(folder.resolve("obor"));
        Mnist mnist = found(search("good"));
        assertThat(mnist.train().count()).isEqualTo(200);
        assertThat(mnist.origin()).startsWith("127.0.0.1, not kept, as " + cache() + " cannot be made (");
    }

    @Test
    void aListenerThatThrowsEndsTheDownload() {
        MnistSearch search = search("good").withProgress((_, _, _) -> {
            throw new IllegalStateException("enough");
        });
        assertThatThrownBy(() -> search.run(files, LIMITS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
    }
}
