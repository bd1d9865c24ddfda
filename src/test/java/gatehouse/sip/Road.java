package gatehouse.sip;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.sip.PhoneSettings.Limits;
import gatehouse.sip.PhoneSettings.Listen;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/// How a caller of the tests comes to the phone: the two transports over the two kinds of address.
enum Road {
    UDP4(Transport.UDP, "127.0.0.1"),
    TCP4(Transport.TCP, "127.0.0.1"),
    UDP6(Transport.UDP, "::1"),
    TCP6(Transport.TCP, "::1");

    final Transport transport;
    private final String host;

    Road(Transport transport, String host) {
        this.transport = transport;
        this.host = host;
    }

    /// A phone that is reached on each of them that this computer has.
    static Phone open(Limits limits, Heard heard) throws IOException {
        var listen = new ArrayList<Listen>();
        for (Road road : values()) {
            if (road.isThere()) {
                listen.add(new Listen(road.transport, road.host, 0));
            }
        }
        var peers = List.of(new Source.Peer("127.0.0.1", 0), new Source.Peer("::1", 0));
        return Phone.open(new PhoneSettings(listen, List.of(), peers, limits), heard);
    }

    boolean isThere() {
        try (var probe = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(host), 0))) {
            return probe.isBound();
        } catch (SocketException e) {
            return false;
        }
    }

    RawCaller caller(Phone phone) throws IOException {
        assumeTrue(isThere(), "This computer has no address " + host);
        InetSocketAddress at = phone.listening().stream()
                .filter(it -> it.transport() == transport
                        && it.address().getAddress() instanceof Inet6Address == host.contains(":"))
                .findFirst()
                .orElseThrow()
                .address();
        return transport == Transport.UDP ? RawCaller.udp(at) : RawCaller.tcp(at);
    }
}
