package gatehouse.sip;

import gatehouse.sip.PhoneSettings.Strangers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who may call, by network address: the listed stations, and the PBX of each line once its address is known.
///
/// Safe for any thread.
final class GuestList {
    private static final Logger LOG = LoggerFactory.getLogger(GuestList.class);

    /// A PBX as it was reached, and the secret user part of the contact that only it was told.
    private record Registrar(Set<InetAddress> addresses, String token) {}

    private volatile List<Source.Peer> peers;
    private final Strangers strangers;
    private final Map<InetAddress, Integer> expected = new ConcurrentHashMap<>(); // how many calls of ours go there
    private final Map<String, Registrar> registrars = new ConcurrentHashMap<>();
    private volatile Map<Source.Peer, Set<InetAddress>> addresses = Map.of();
    private volatile Optional<InetSocketAddress> rehearsal = Optional.empty();

    GuestList(List<Source.Peer> peers, Strangers strangers) {
        this.peers = exactFirst(peers);
        this.strangers = strangers;
    }

    /// The list is another one from now on. Looks names up, which may block.
    void become(List<Source.Peer> others) {
        peers = exactFirst(others);
        lookUp();
    }

    /// A station listed with its port wins over its host listed for any port.
    private static List<Source.Peer> exactFirst(List<Source.Peer> peers) {
        return peers.stream()
                .sorted((a, b) -> Boolean.compare(a.port() == 0, b.port() == 0))
                .toList();
    }

    /// Looks the names of the peers up, which may block. A name that is not found keeps the addresses it had.
    void lookUp() {
        var found = new HashMap<Source.Peer, Set<InetAddress>>();
        for (Source.Peer peer : peers) {
            try {
                found.put(peer, new HashSet<>(List.of(InetAddress.getAllByName(peer.host()))));
            } catch (UnknownHostException e) {
                LOG.warn("The station {} has no address: {}", peer.host(), e.getMessage());
                found.put(peer, addresses.getOrDefault(peer, Set.of()));
            }
        }
        addresses = Map.copyOf(found);
    }

    /// The same, when a name stands on the list at all: only names change their address.
    void lookUpNames() {
        if (peers.stream().anyMatch(peer -> !literal(peer.host()))) {
            lookUp();
        }
    }

    private static boolean literal(String host) {
        try {
            InetAddress.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    void registeredAt(String lineId, Set<InetAddress> registrar, String token) {
        registrars.put(lineId, new Registrar(Set.copyOf(registrar), token));
    }

    /// Somebody who is called by us, and whose answers are to be read, listed or not; he may not call for that.
    void expect(InetAddress called) {
        expected.merge(called, 1, Integer::sum);
    }

    void expectNoMore(InetAddress called) {
        expected.computeIfPresent(called, (address, count) -> count > 1 ? count - 1 : null);
    }

    /// The telephone's own first call, with which it warms up.
    void rehearse(Optional<InetSocketAddress> caller) {
        rehearsal = caller;
    }

    boolean isRehearsal(InetAddress address, int port) {
        return rehearsal.isPresent()
                && rehearsal.get().getPort() == port
                && rehearsal.get().getAddress().equals(address);
    }

    /// Whether what comes from there is read at all.
    boolean mayKnock(InetAddress address, int port) {
        return strangers != Strangers.DROPPED
                || peer(address, port).isPresent()
                || registrars.values().stream().anyMatch(r -> r.addresses().contains(address))
                || expected.containsKey(address)
                || isRehearsal(address, port);
    }

    Optional<Source.Peer> peer(InetAddress address, int port) {
        for (Source.Peer peer : peers) {
            if ((peer.port() == 0 || peer.port() == port)
                    && addresses.getOrDefault(peer, Set.of()).contains(address)) {
                return Optional.of(peer);
            }
        }
        return Optional.empty();
    }

    /// The line whose PBX sits at this address and called us by the name that only it knows.
    Optional<String> line(InetAddress address, String calledUser) {
        for (var entry : registrars.entrySet()) {
            if (entry.getValue().addresses().contains(address)
                    && entry.getValue().token().equals(calledUser)) {
                return Optional.of(entry.getKey());
            }
        }
        return Optional.empty();
    }
}
