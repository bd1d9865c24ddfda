package gatehouse.link;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import gatehouse.door.Broker;
import gatehouse.lifecycle.Backoff;
import gatehouse.lifecycle.Retry;
import gatehouse.trust.Pin;
import gatehouse.trust.PinnedTls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Tells other systems what happened here: each message to `TOPIC/KIND` at a broker, at least once (QoS 1, not
/// retained).
/// What cannot be told while the broker is away is told when it is back, in its order; of more than 1,000 the oldest
/// are
/// let go. Unlike orders to doors, news may be late.
///
/// Safe for any thread. `tell` returns at once; `close()` gives what is waiting a second, and returns when the
/// connection
/// is gone.
public final class Link implements AutoCloseable {
    static {
        // Netty then leaves sun.misc.Unsafe alone, of which Java warns on the console.
        System.setProperty("io.netty.noUnsafe", "true");
    }

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration TO_LEAVE = Duration.ofSeconds(1);
    private static final int MOST_WAITING = 1_000;

    private final Broker broker;
    private final String topic;
    private final PinnedTls tls;
    private final BlockingDeque<LinkMessage> waiting = new LinkedBlockingDeque<>(MOST_WAITING);
    private final CountDownLatch emptied = new CountDownLatch(1);
    private final Retry loop;
    private volatile boolean closing;

    private Link(Broker broker, String topic, Consumer<String> onDown) {
        this.broker = broker;
        this.topic = topic;
        this.tls = PinnedTls.of(broker.pin().map(Pin::new));
        this.loop = Retry.start("link", BACKOFF, this::talk, down -> onDown.accept(said(down.fault())));
    }

    /// `onDown` hears why the broker cannot be told anything; it is tried again.
    public static Link open(Broker broker, String topic, Consumer<String> onDown) {
        return new Link(broker, topic, onDown);
    }

    public void tell(LinkMessage message) {
        while (!waiting.offerLast(message)) {
            waiting.pollFirst();
        }
    }

    private void talk(Runnable working) throws Exception {
        var gone = new CountDownLatch(1);
        var builder = MqttClient.builder()
                .useMqttVersion5()
                .identifier("gatehouse-link-" + UUID.randomUUID())
                .serverHost(broker.host())
                .serverPort(broker.port())
                .addDisconnectedListener(context -> gone.countDown());
        if (broker.tls()) {
            builder = builder.sslConfig().trustManagerFactory(tls.trust()).applySslConfig();
        }
        if (!broker.login().isEmpty()) {
            builder = builder.simpleAuth()
                    .username(broker.login().user())
                    .password(broker.login().password().reveal().getBytes(StandardCharsets.UTF_8))
                    .applySimpleAuth();
        }
        var client = builder.buildAsync();
        try {
            client.connectWith()
                    .cleanStart(true)
                    .sessionExpiryInterval(0)
                    .keepAlive(10)
                    .send()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            working.run();
            while (gone.getCount() > 0 && !(closing && waiting.isEmpty())) {
                var next = waiting.pollFirst(1, TimeUnit.SECONDS);
                if (next != null) {
                    say(client, next);
                }
            }
            if (closing) {
                emptied.countDown();
            }
            throw new IOException("the broker ended the connection");
        } finally {
            leave(client);
        }
    }

    /// What the broker did not acknowledge is told again, first of all.
    private void say(Mqtt5AsyncClient client, LinkMessage message) throws Exception {
        try {
            var result = client.publishWith()
                    .topic(topic + "/" + message.kind())
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .retain(false)
                    .payload(message.json().getBytes(StandardCharsets.UTF_8))
                    .send()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (result.getError().isPresent()) {
                throw new IOException(said(result.getError().get()));
            }
        } catch (IOException | ExecutionException | TimeoutException | InterruptedException e) {
            waiting.offerFirst(message);
            throw e;
        }
    }

    private static String said(Throwable why) {
        var cause = why instanceof ExecutionException && why.getCause() != null ? why.getCause() : why;
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static void leave(Mqtt5AsyncClient client) {
        boolean interrupted = Thread.interrupted();
        try {
            client.disconnect().get(TO_LEAVE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // It was gone already.
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        if (!waiting.isEmpty()) {
            try {
                emptied.await(TO_LEAVE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        loop.close();
    }
}
