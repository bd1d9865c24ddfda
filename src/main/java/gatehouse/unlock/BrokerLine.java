package gatehouse.unlock;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientState;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubRecException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.pubrec.Mqtt5PubRecReasonCode;
import gatehouse.door.Broker;
import gatehouse.lifecycle.Backoff;
import gatehouse.lifecycle.Retry;
import gatehouse.trust.NotTrusted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// One connection to a broker. Each connection is a client of its own that begins clean and ends for good, so nothing
/// that
/// was under way when it broke is ever sent again by the library; the loop around it makes a new one.
///
/// Safe for any thread. `close()` returns when the connection is gone.
final class BrokerLine implements Reach.Line, AutoCloseable {
    static {
        // Netty then leaves sun.misc.Unsafe alone, of which Java warns on the console.
        System.setProperty("io.netty.noUnsafe", "true");
    }

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
    private static final Duration TO_CONNECT = Duration.ofSeconds(3);
    private static final Duration TO_LEAVE = Duration.ofSeconds(1);
    private static final int LARGEST = 64 * 1024;

    /// How old a command may be when the broker hands it on.
    static final Duration FRESH = Duration.ofSeconds(5);

    /// What a listener is told.
    interface Listener {
        void message(String text, boolean retained);

        void heard();

        void deaf(String why);
    }

    private record Topic(String name, Listener listener) {}

    private final Broker broker;
    private final Trusts trusts;
    private final Retry loop;
    private final Reach reach = new Reach();
    private final List<Topic> topics = new ArrayList<>(); // guarded by itself
    private final Map<String, Integer> retainedDue = new HashMap<>(); // by topic; guarded by topics
    private Optional<Mqtt5AsyncClient> connected = Optional.empty(); // guarded by topics
    private volatile boolean untrusted;

    private BrokerLine(Broker broker, Trusts trusts) {
        this.broker = broker;
        this.trusts = trusts;
        this.loop = Retry.start("door-broker", BACKOFF, this::talk, down -> fell(down.fault()));
    }

    static BrokerLine open(Broker broker, Trusts trusts) {
        return new BrokerLine(broker, trusts);
    }

    @Override
    public boolean await(Duration most, Duration again) {
        if (usable().isEmpty()) {
            reach.lost();
        }
        return reach.await(most, again, loop);
    }

    @Override
    public boolean isUp() {
        return reach.isUp();
    }

    void listen(String topic, Listener listener) {
        Optional<Mqtt5AsyncClient> now;
        synchronized (topics) {
            topics.add(new Topic(topic, listener));
            now = connected;
        }
        if (now.isPresent()) {
            // A broker sends what it retains at each subscription, so the newcomer hears how things stand.
            subscribe(now.get(), topic).whenComplete((ack, failed) -> {
                if (failed == null) {
                    listener.heard();
                } else {
                    listener.deaf(String.valueOf(failed.getMessage()));
                }
            });
        }
    }

    void forget(Listener listener) {
        synchronized (topics) {
            topics.removeIf(t -> t.listener() == listener);
        }
    }

    /// Sends one command: QoS 2, not retained, gone from the broker after [#FRESH]. Without a connection nothing is
    /// sent,
    /// and nothing waits for one.
    Told command(String topic, String payload, UUID id, Duration patience, LongConsumer onSending) {
        var now = usable();
        if (now.isEmpty()) {
            return new Told.Unreached("The broker " + broker + " is not connected, so nothing was sent.");
        }
        var message = Mqtt5Publish.builder()
                .topic(topic)
                .qos(MqttQos.EXACTLY_ONCE)
                .retain(false)
                .messageExpiryInterval(FRESH.toSeconds())
                .correlationData(id.toString().getBytes(StandardCharsets.US_ASCII))
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .build();
        onSending.accept(System.nanoTime());
        var sending = now.get().publish(message);
        try {
            var result = sending.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (result.getError().isPresent()) {
                return failed(result.getError().get());
            }
            return result instanceof com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult.Mqtt5Qos2Result r
                            && r.getPubRec().getReasonCode().getCode() == 0x10
                    ? new Told.NotTaken("Nothing listens at the broker for " + topic + ".")
                    : new Told.Yes("the broker's receipt");
        } catch (TimeoutException e) {
            return new Told.Doubt("The broker gave no receipt.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Told.Doubt("The console was closed before the broker had answered.");
        } catch (ExecutionException e) {
            return failed(e.getCause());
        }
    }

    /// What to say when it is not reached. Another certificate is a hard stop, as with a device.
    Told notReached() {
        return untrusted
                ? new Told.No("The broker shows another certificate than the one it is known by. Nothing was sent. An"
                        + " installer has to compare it with the broker.")
                : new Told.Unreached("The broker cannot be reached, so nothing was sent.");
    }

    private Optional<Mqtt5AsyncClient> usable() {
        synchronized (topics) {
            return connected.filter(c -> c.getState() == MqttClientState.CONNECTED);
        }
    }

    private static Told failed(Throwable why) {
        return why instanceof Mqtt5PubRecException refused
                ? refused(refused.getMqttMessage().getReasonCode())
                : new Told.Doubt("The connection to the broker was lost while the order was under way.");
    }

    /// MQTT 5 §3.5.2.1: what the broker names as its reason was not handed on; without one it may have been.
    static Told refused(Mqtt5PubRecReasonCode reason) {
        return switch (reason) {
            case NOT_AUTHORIZED, TOPIC_NAME_INVALID, QUOTA_EXCEEDED, PAYLOAD_FORMAT_INVALID ->
                new Told.No("The broker refused the message: " + reason + ".");
            case NO_MATCHING_SUBSCRIBERS -> new Told.NotTaken("Nothing listens at the broker for this topic.");
            case SUCCESS, UNSPECIFIED_ERROR, IMPLEMENTATION_SPECIFIC_ERROR, PACKET_IDENTIFIER_IN_USE ->
                new Told.Unclear("The broker answered with an error: " + reason + ".");
        };
    }

    private void talk(Runnable working) throws Exception {
        var gone = new CompletableFuture<Void>();
        var builder = MqttClient.builder()
                .useMqttVersion5()
                .identifier("gatehouse-" + UUID.randomUUID())
                .serverHost(broker.host())
                .serverPort(broker.port())
                .addDisconnectedListener(
                        context -> gone.completeExceptionally(new IOException("the broker ended the connection")));
        if (broker.tls()) {
            builder = builder.sslConfig()
                    .trustManagerFactory(trusts.of(broker.pin()).trust())
                    .applySslConfig();
        }
        if (!broker.login().isEmpty()) {
            builder = builder.simpleAuth()
                    .username(broker.login().user())
                    .password(broker.login().password().reveal().getBytes(StandardCharsets.UTF_8))
                    .applySimpleAuth();
        }
        var client = builder.buildAsync();
        try {
            client.publishes(com.hivemq.client.mqtt.MqttGlobalPublishFilter.ALL, this::arrived);
            client.connectWith()
                    .cleanStart(true)
                    .sessionExpiryInterval(0)
                    .keepAlive(10)
                    .send()
                    .get(TO_CONNECT.toMillis(), TimeUnit.MILLISECONDS);
            for (var topic : begun(client)) {
                // The client waits for its answer also when the connection is gone.
                CompletableFuture.anyOf(subscribe(client, topic), gone)
                        .get(TO_CONNECT.toMillis(), TimeUnit.MILLISECONDS);
            }
            working.run();
            untrusted = false;
            reach.up();
            each(Listener::heard);
            gone.get();
        } finally {
            synchronized (topics) {
                connected = Optional.empty();
            }
            leave(client);
        }
    }

    /// From here on the client may be used; those who begin to listen later subscribe by themselves.
    private Set<String> begun(Mqtt5AsyncClient client) {
        synchronized (topics) {
            connected = Optional.of(client);
            retainedDue.clear();
            var names = new HashSet<String>();
            topics.forEach(t -> names.add(t.name()));
            return names;
        }
    }

    private CompletableFuture<?> subscribe(Mqtt5AsyncClient client, String topic) {
        synchronized (topics) {
            retainedDue.merge(topic, 1, Integer::sum);
        }
        return client.subscribeWith()
                .topicFilter(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send();
    }

    private void arrived(Mqtt5Publish message) {
        var bytes = message.getPayloadAsBytes();
        if (bytes.length > LARGEST) {
            return;
        }
        var topic = message.getTopic().toString();
        var text = new String(bytes, StandardCharsets.UTF_8);
        boolean retained = message.isRetain() && isDue(topic);
        each(topic, l -> l.message(text, retained));
    }

    /// A broker sends what it retains once for each subscription (OASIS MQTT 5, §3.3.1.3). Some leave the mark on what
    /// comes afterwards, too, and that is news all the same.
    private boolean isDue(String topic) {
        synchronized (topics) {
            int due = retainedDue.getOrDefault(topic, 0);
            retainedDue.put(topic, Math.max(0, due - 1));
            return due > 0;
        }
    }

    private void each(Consumer<Listener> what) {
        listeners(Optional.empty()).forEach(what);
    }

    private void each(String topic, Consumer<Listener> what) {
        listeners(Optional.of(topic)).forEach(what);
    }

    private List<Listener> listeners(Optional<String> topic) {
        synchronized (topics) {
            return topics.stream()
                    .filter(t -> topic.isEmpty() || topic.get().equals(t.name()))
                    .map(Topic::listener)
                    .toList();
        }
    }

    private void fell(Exception why) {
        var cause = why instanceof ExecutionException e && e.getCause() != null ? e.getCause() : why;
        var words = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        untrusted = NotTrusted.in(why).isPresent();
        reach.down(false);
        each(l -> l.deaf(words));
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
        loop.close();
    }
}
