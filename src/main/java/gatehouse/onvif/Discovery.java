package gatehouse.onvif;

import gatehouse.lifecycle.Scope;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks for ONVIF devices by WS-Discovery: out of every interface by a socket of its own (the system's default route
/// alone finds half of them), three times, because datagrams get lost and devices answer at random within half a
/// second. A search is one blocking call that leaves no socket and no thread behind. No login is ever sent.
///
/// Confined to the calling thread, which may be a virtual one; interrupting it ends the search.
public final class Discovery {
    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);
    private static final List<Duration> PROBES_AT =
            List.of(Duration.ZERO, Duration.ofMillis(250), Duration.ofMillis(750));
    private static final Duration BREATH = Duration.ofMillis(5);
    private static final int PER_BREATH = 16;
    private static final Duration AFTER_A_RANGE = Duration.ofMillis(1500);
    private static final int MOST_DEVICES = 4096;
    private static final int MOST_SOCKETS = 64;
    private static final int MOST_ADDRESSES_OF_AN_INTERFACE = 4;
    private static final String GROUP_4 = "239.255.255.250";
    private static final String GROUP_6 = "ff02::c";

    /// Something to be sent when its time has come.
    private record Due(long at, Runnable send) {}

    private final Search search;
    private final Consumer<FoundDevice> onFound;
    private final BlockingQueue<FoundDevice> heard = new ArrayBlockingQueue<>(MOST_DEVICES);
    private final Map<String, FoundDevice> found = new LinkedHashMap<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private final Scope sockets = new Scope();
    private final long start = System.nanoTime();
    private long end;

    private Discovery(Search search, Consumer<FoundDevice> onFound) {
        this.search = search;
        this.onFound = onFound;
        this.end = start + search.time().toNanos();
    }

    /// Searches and returns everything found; `onFound` hears of each device when it first answers. Fails when there is
    /// no interface to search on.
    public static List<FoundDevice> search(Search search, Consumer<FoundDevice> onFound)
            throws IOException, InterruptedException {
        var discovery = new Discovery(search, onFound);
        try (discovery.sockets) {
            discovery.open();
            discovery.run();
        }
        return List.copyOf(discovery.found.values());
    }

    /// The names of the interfaces a search may go out of.
    public static List<String> interfaces() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .filter(Discovery::isUsable)
                .map(NetworkInterface::getName)
                .toList();
    }

    private static boolean isUsable(NetworkInterface i) {
        try {
            return i.isUp() && i.inetAddresses().findAny().isPresent();
        } catch (SocketException e) {
            return false;
        }
    }

    private void open() throws IOException {
        var interfaces = NetworkInterface.networkInterfaces()
                .filter(Discovery::isUsable)
                .filter(i -> search.interfaceName().isEmpty()
                        || search.interfaceName().get().equals(i.getName()))
                .toList();
        if (interfaces.isEmpty()) {
            throw new SocketException("There is no network interface to search on"
                    + search.interfaceName().map(n -> " called " + n).orElse(""));
        }
        if (search.multicast()) {
            interfaces.forEach(this::openMulticast);
        }
        var own =
                search.interfaceName().isPresent() ? ownAddress(interfaces.getFirst()) : Optional.<InetAddress>empty();
        for (var range : search.ranges()) {
            var socket = sockets.own(direct(own, false));
            due.add(new Due(start, () -> ask(socket, range, 0)));
        }
        for (var device : search.at()) {
            var socket = sockets.own(direct(own, device.getAddress() instanceof Inet6Address));
            schedule(socket, device);
        }
    }

    private static Optional<InetAddress> ownAddress(NetworkInterface i) {
        return i.inetAddresses().filter(Inet4Address.class::isInstance).findFirst();
    }

    private ProbeSocket direct(Optional<InetAddress> own, boolean six) throws IOException {
        var any = six ? InetAddress.ofLiteral("::") : InetAddress.ofLiteral("0.0.0.0");
        return ProbeSocket.open(six ? any : own.orElse(any), Optional.empty(), heard::offer);
    }

    private void openMulticast(NetworkInterface i) {
        var addresses = new ArrayList<InetAddress>();
        i.inetAddresses()
                .filter(Inet4Address.class::isInstance)
                .limit(MOST_ADDRESSES_OF_AN_INTERFACE)
                .forEach(addresses::add);
        i.inetAddresses()
                .filter(a -> a instanceof Inet6Address && a.isLinkLocalAddress())
                .findFirst()
                .ifPresent(addresses::add);
        for (var own : addresses) {
            if (due.size() >= MOST_SOCKETS * PROBES_AT.size()) {
                return;
            }
            try {
                schedule(sockets.own(ProbeSocket.open(own, Optional.of(i), heard::offer)), group(own, i));
            } catch (IOException e) {
                LOG.debug("Not searching from {} on {}: {}", own, i.getName(), e.toString());
            }
        }
    }

    private static InetSocketAddress group(InetAddress own, NetworkInterface i) throws IOException {
        if (own instanceof Inet6Address) {
            var group = InetAddress.ofLiteral(GROUP_6).getAddress();
            return new InetSocketAddress(Inet6Address.getByAddress(null, group, i), Search.PORT);
        }
        return new InetSocketAddress(InetAddress.ofLiteral(GROUP_4), Search.PORT);
    }

    private void schedule(ProbeSocket socket, InetSocketAddress to) {
        for (var at : PROBES_AT) {
            due.add(new Due(start + at.toNanos(), () -> {
                for (var wanted : Probe.Wanted.values()) {
                    socket.send(Probe.message(wanted), to);
                }
            }));
        }
    }

    /// Asks the next few hosts of a range, then lets the network breathe.
    private void ask(ProbeSocket socket, AddressRange range, int from) {
        int until = Math.min(from + PER_BREATH, range.size());
        for (int n = from; n < until; n++) {
            socket.send(Probe.message(Probe.Wanted.ANYTHING), new InetSocketAddress(range.host(n), Search.PORT));
        }
        long now = System.nanoTime();
        if (until < range.size()) {
            due.add(new Due(now + BREATH.toNanos(), () -> ask(socket, range, until)));
        } else if (now + AFTER_A_RANGE.toNanos() - end > 0) {
            end = now + AFTER_A_RANGE.toNanos();
        }
    }

    private void run() throws InterruptedException {
        while (true) {
            long now = System.nanoTime();
            var next = due.peek();
            if (next != null && next.at() - now <= 0) {
                due.remove();
                next.send().run();
                continue;
            }
            if (next == null && end - now <= 0) {
                return;
            }
            long until = next != null ? next.at() : end;
            var device = heard.poll(Math.max(1, until - now), TimeUnit.NANOSECONDS);
            if (device != null) {
                take(device);
            }
        }
    }

    private void take(FoundDevice device) {
        var known = found.get(device.endpoint());
        if (known != null) {
            found.put(device.endpoint(), merged(known, device));
        } else if (found.size() < MOST_DEVICES) {
            found.put(device.endpoint(), device);
            onFound.accept(device);
        }
    }

    /// The first answer stands; later ones may add addresses.
    private static FoundDevice merged(FoundDevice known, FoundDevice more) {
        var addresses = new LinkedHashSet<>(known.addresses());
        addresses.addAll(more.addresses());
        if (addresses.size() == known.addresses().size()) {
            return known;
        }
        return new FoundDevice(
                known.endpoint(),
                addresses.stream().limit(16).toList(),
                known.name(),
                known.hardware(),
                known.location(),
                known.profiles(),
                known.from(),
                known.interfaceName());
    }
}
