package gatehouse.sim.phone;

import gatehouse.site.Transport;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Locale;

/// Where a message comes from or goes to next.
record Hop(Transport transport, InetSocketAddress at) {
    /// `host:port` as SIP writes it.
    String hostPort() {
        return host() + ":" + at.getPort();
    }

    String host() {
        var number = at.getAddress().getHostAddress();
        return at.getAddress() instanceof Inet6Address ? "[" + number + "]" : number;
    }

    /// The address of somebody here.
    String uri(String user) {
        return "sip:" + user + (user.isEmpty() ? "" : "@") + hostPort() + ";transport="
                + transport.name().toLowerCase(Locale.ROOT);
    }

    String via(String branch) {
        return "SIP/2.0/" + transport + " " + hostPort() + ";rport;branch=" + branch;
    }
}
