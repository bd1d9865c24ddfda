package gatehouse.sim.onvif;

import gatehouse.lifecycle.Joining;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// WS-Discovery for all doors of this process. One socket hears multicast on every interface and answers for all
/// doors; one socket per address hears unicast and answers only for the doors that live there. A door on a loopback
/// address is announced to this machine alone: its address means nothing elsewhere.
///
/// Safe for any thread. `close()` says Bye and returns when its threads and sockets are gone.
public final class Discovery implements AutoCloseable {
    /// Where discovery happens.
    public static final int PORT = 3702;

    private static final Logger log = LoggerFactory.getLogger(Discovery.class);
    private static final InetSocketAddress GROUP = new InetSocketAddress("239.255.255.250", PORT);
    private static final int MOST_BYTES = 16 * 1024;

    private final List<Announcement> devices;
    private final DiscoveryMessages messages = new DiscoveryMessages();
    private final Duration mostDelay;
    private final ScheduledExecutorService timer;
    private final List<DatagramChannel> channels = new ArrayList<>();
    /// The sockets of single addresses: a device answers from where it lives, whoever heard the question.
    private final Map<InetAddress, DatagramChannel> own = new ConcurrentHashMap<>();

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    private Discovery(List<Announcement> devices, Duration mostDelay, ScheduledExecutorService timer) {
        this.devices = List.copyOf(devices);
        this.mostDelay = mostDelay;
        this.timer = timer;
    }

    /// Answers for these devices, each after a random time up to `mostDelay` (WS-Discovery's APP_MAX_DELAY). What
    /// cannot be listened on is said in the log; the rest is served all the same.
    public static Discovery open(List<Announcement> devices, Duration mostDelay, ScheduledExecutorService timer) {
        var discovery = new Discovery(devices, mostDelay, timer);
        devices.stream().map(Announcement::at).distinct().forEach(discovery::hearUnicast);
        discovery.hearMulticast();
        discovery.greet(messagesOf -> discovery.messages.hello(messagesOf));
        return discovery;
    }

    private void hearUnicast(InetAddress at) {
        try {
            var channel = bound(new InetSocketAddress(at, PORT));
            own.put(at, channel);
            start(
                    "sim-discovery-" + at.getHostAddress(),
                    channel,
                    from -> device -> device.at().equals(at));
        } catch (IOException e) {
            log.warn("Simulated doors at {} cannot be found by unicast: {}", at.getHostAddress(), e.getMessage());
        }
    }

    private void hearMulticast() {
        try {
            var channel = bound(groupOrWildcard());
            for (var face : faces()) {
                try {
                    channel.join(GROUP.getAddress(), face);
                } catch (IOException e) {
                    log.info("No discovery on {}: {}", face.getName(), e.getMessage());
                }
            }
            start("sim-discovery", channel, from -> device -> !device.at().isLoopbackAddress() || isThisMachine(from));
        } catch (IOException e) {
            log.warn("Simulated doors cannot be found by multicast: {}", e.getMessage());
        }
    }

    /// Bound to the group, a socket hears nothing but the group; Windows does not allow that.
    private static InetSocketAddress groupOrWildcard() {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        return windows ? new InetSocketAddress(PORT) : GROUP;
    }

    private static DatagramChannel bound(InetSocketAddress at) throws IOException {
        var channel = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(at);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static List<NetworkInterface> faces() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .filter(face -> face.inetAddresses().anyMatch(a -> a.getAddress().length == 4))
                .filter(Discovery::isUp)
                .toList();
    }

    private static boolean isUp(NetworkInterface face) {
        try {
            return face.isUp();
        } catch (SocketException e) {
            return false;
        }
    }

    private static boolean isThisMachine(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    /// Who answers depends on who asks.
    private interface Audience {
        Predicate<Announcement> of(InetAddress from);
    }

    private void start(String name, DatagramChannel channel, Audience audience) {
        channels.add(channel);
        threads.add(Thread.ofVirtual().name(name).start(() -> hear(channel, audience)));
    }

    private void hear(DatagramChannel channel, Audience audience) {
        var buffer = ByteBuffer.allocate(MOST_BYTES);
        while (!closed) {
            try {
                buffer.clear();
                SocketAddress from = channel.receive(buffer);
                buffer.flip();
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                if (from instanceof InetSocketAddress asker) {
                    answer(channel, asker, bytes, audience.of(asker.getAddress()));
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                log.debug("Discovery could not receive: {}", e.getMessage());
                if (!channel.isOpen()) {
                    return;
                }
            }
        }
    }

    private void answer(
            DatagramChannel channel, InetSocketAddress asker, byte[] question, Predicate<Announcement> audience) {
        var probe = messages.read(question);
        if (probe.isEmpty()) {
            return;
        }
        for (var device : devices) {
            if (audience.test(device)
                    && device.awake().getAsBoolean()
                    && probe.get().wants(device)) {
                byte[] match = messages.match(probe.get(), device);
                long delay = ThreadLocalRandom.current().nextLong(mostDelay.toMillis() + 1);
                var from = own.getOrDefault(device.at(), channel);
                timer.schedule(() -> send(from, match, asker), delay, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void send(DatagramChannel channel, byte[] message, InetSocketAddress to) {
        try {
            if (!closed) {
                channel.send(ByteBuffer.wrap(message), to);
            }
        } catch (IOException e) {
            log.debug("Discovery could not answer {}: {}", to, e.getMessage());
        }
    }

    /// Hello or Bye of every device, out of the interface it lives on.
    private void greet(java.util.function.Function<Announcement, byte[]> message) {
        Map<InetAddress, List<Announcement>> byAddress =
                devices.stream().collect(Collectors.groupingBy(Announcement::at));
        byAddress.forEach((at, there) -> {
            try (var channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
                var face = NetworkInterface.getByInetAddress(at);
                if (face == null) {
                    // 127.0.1.1 is on no interface's list, and yet it is loopback.
                    face = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
                }
                channel.bind(new InetSocketAddress(at, 0));
                channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, face);
                for (var device : there) {
                    channel.send(ByteBuffer.wrap(message.apply(device)), GROUP);
                }
            } catch (IOException e) {
                log.debug("No greeting from {}: {}", at, e.getMessage());
            }
        });
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        greet(messages::bye);
        closed = true;
        for (var channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                log.debug("Closing discovery: {}", e.getMessage());
            }
        }
        threads.forEach(Joining::untilEnded);
    }
}
