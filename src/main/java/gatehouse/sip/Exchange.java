package gatehouse.sip;

import gatehouse.sip.PhoneSettings.Line;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One exchange of a line at one address of its, or of the proxy before it.
record Exchange(Server server, InetSocketAddress hop) {
    private static final int MOST_ADDRESSES = 4;

    /// The addresses of one exchange in the order in which they are to be tried. Looks names up, which may block.
    static List<Exchange> of(Line line, Server server) throws LineFault {
        Server next = line.proxy().orElse(server);
        try {
            var found = new ArrayList<Exchange>();
            for (InetAddress address : InetAddress.getAllByName(next.host())) {
                if (found.size() < MOST_ADDRESSES) {
                    found.add(new Exchange(server, new InetSocketAddress(address, next.port())));
                }
            }
            return found;
        } catch (UnknownHostException e) {
            throw LineFault.noWay(server, "unknown host " + next.host(), e);
        }
    }

    /// Every address from which calls of this line may come: any of its exchanges may be the one that calls.
    static Set<InetAddress> all(Line line) {
        var hosts = new ArrayList<>(line.servers());
        line.proxy().ifPresent(hosts::add);
        var found = new HashSet<InetAddress>();
        for (Server host : hosts) {
            try {
                found.addAll(List.of(InetAddress.getAllByName(host.host())));
            } catch (UnknownHostException e) {
                // Who has no address cannot call.
            }
        }
        return found;
    }
}
