package gatehouse.onvif;

import gatehouse.trust.NotTrusted;
import gatehouse.trust.PinnedTls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/// The HTTP client all devices share: one selector thread, kept connections, no proxy, no redirects, no cookies, no
/// login of its own. Answers are capped while they arrive. It may send a GET twice when a kept connection turns out to
/// be dead, so whatever opens a door goes through [OneRequest] instead.
///
/// Safe for any thread. `close()` cuts what is under way and returns when the threads are gone.
public final class Web implements Carrier, AutoCloseable {
    private final ExecutorService threads;
    private final HttpClient client;
    private final Function<LongConsumer, Carrier> onceOver;

    private Web(Optional<PinnedTls> tls) {
        threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("onvif-web-", 0).factory());
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(Duration.ofSeconds(3))
                .executor(threads);
        tls.ifPresent(t -> builder.sslContext(t.context()));
        client = builder.build();
        onceOver = tls.map(t -> (Function<LongConsumer, Carrier>) f -> new OneRequest(f, t))
                .orElse(OneRequest::new);
    }

    public static Web open() {
        return new Web(Optional.empty());
    }

    /// For devices that prove themselves by this pin.
    public static Web open(PinnedTls tls) {
        return new Web(Optional.of(tls));
    }

    /// For one request that is never repeated, with the same trust.
    Carrier once(LongConsumer onFirstByte) {
        return onceOver.apply(onFirstByte);
    }

    @Override
    public HttpAnswer carry(HttpAsk ask) throws OnvifException {
        var patience = ask.deadline().left();
        CompletableFuture<HttpResponse<byte[]>> coming;
        try {
            coming = client.sendAsync(request(ask), ignored -> new CappedBody(ask.most()));
        } catch (IllegalArgumentException e) {
            throw new OnvifException(new OnvifFault.Malformed(ask.operation(), ask.to(), e.getMessage()), e);
        }
        try {
            var response = coming.get(patience.toNanos(), java.util.concurrent.TimeUnit.NANOSECONDS);
            var headers = response.headers().map().entrySet().stream()
                    .collect(Collectors.toMap(
                            h -> h.getKey().toLowerCase(Locale.ROOT),
                            h -> List.copyOf(h.getValue()),
                            (a, ignored) -> a));
            return new HttpAnswer(response.statusCode(), headers, response.body());
        } catch (TimeoutException e) {
            coming.cancel(true);
            throw new OnvifException(new OnvifFault.Timeout(ask.operation(), ask.to(), patience), e);
        } catch (InterruptedException e) {
            coming.cancel(true);
            Thread.currentThread().interrupt();
            throw new OnvifException(new OnvifFault.Cut(ask.operation(), ask.to(), "interrupted"), e);
        } catch (ExecutionException e) {
            throw new OnvifException(fault(ask, patience, e.getCause()), e.getCause());
        }
    }

    private static HttpRequest request(HttpAsk ask) {
        var builder = HttpRequest.newBuilder(ask.to());
        ask.headers().forEach(builder::header);
        return builder.method(
                        ask.method(),
                        ask.body().isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(ask.body()))
                .build();
    }

    private static OnvifFault fault(HttpAsk ask, Duration patience, Throwable why) {
        return switch (why) {
            case TooMuch t -> new OnvifFault.TooLarge(ask.operation(), ask.to(), t.getMessage());
            case HttpConnectTimeoutException ignored ->
                new OnvifFault.Unreachable(ask.operation(), ask.to(), "no connection in time");
            case HttpTimeoutException ignored -> new OnvifFault.Timeout(ask.operation(), ask.to(), patience);
            case ConnectException c -> new OnvifFault.Unreachable(ask.operation(), ask.to(), said(c));
            case javax.net.ssl.SSLException s -> notTrusted(ask, s);
            default -> new OnvifFault.Cut(ask.operation(), ask.to(), said(why));
        };
    }

    private static OnvifFault notTrusted(HttpAsk ask, javax.net.ssl.SSLException why) {
        return NotTrusted.in(why)
                .map(refused -> OneRequest.untrusted(ask, refused))
                .orElseGet(() -> new OnvifFault.Unreachable(ask.operation(), ask.to(), "TLS: " + said(why)));
    }

    static String said(Throwable why) {
        return why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
        threads.close();
    }

    /// The answer was larger than the asker wanted to hear.
    private static final class TooMuch extends IOException {
        TooMuch(int most) {
            super("more than " + most + " bytes");
        }
    }

    private static final class CappedBody implements HttpResponse.BodySubscriber<byte[]> {
        private final int most;
        private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private Flow.Subscription subscription; // set once by onSubscribe, before anything else is called

        CappedBody(int most) {
            this.most = most;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return whole;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            for (var part : parts) {
                if (kept.size() + part.remaining() > most) {
                    subscription.cancel();
                    whole.completeExceptionally(new TooMuch(most));
                    return;
                }
                var bytes = new byte[part.remaining()];
                part.get(bytes);
                kept.writeBytes(bytes);
            }
        }

        @Override
        public void onError(Throwable why) {
            whole.completeExceptionally(why);
        }

        @Override
        public void onComplete() {
            whole.complete(kept.toByteArray());
        }
    }
}
