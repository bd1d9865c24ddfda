package gatehouse;

import gatehouse.door.CallsFrom;
import gatehouse.sip.PhoneSettings;
import gatehouse.sip.Source;
import gatehouse.sip.Transport;
import gatehouse.site.Line;
import gatehouse.site.Site;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the site file says about calls, in the words of the phone.
final class PhoneWiring {
    private static final Logger LOG = LoggerFactory.getLogger(PhoneWiring.class);

    private PhoneWiring() {}

    static PhoneSettings of(Site site) {
        var listen = new ArrayList<PhoneSettings.Listen>();
        site.calls()
                .listen()
                .forEach(l -> listen.add(
                        new PhoneSettings.Listen(Transport.valueOf(l.transport().name()), l.host(), l.port())));
        var lines = new ArrayList<PhoneSettings.Line>();
        for (var line : site.calls().lines()) {
            var transport = Transport.valueOf(line.transport().name());
            lines.add(new PhoneSettings.Line(
                    line.id(),
                    line.host(),
                    line.port(),
                    transport,
                    line.domain(),
                    line.number(),
                    line.login(),
                    line.expires()));
            if (listen.stream().noneMatch(l -> l.transport() == transport)) {
                listen.add(new PhoneSettings.Listen(transport, addressTowards(line), 0));
            }
        }
        return new PhoneSettings(
                listen,
                lines,
                peers(site),
                PhoneSettings.Limits.USUAL.with(
                        site.calls().ringTime(), site.calls().most()));
    }

    /// Who may call directly.
    static List<Source.Peer> peers(Site site) {
        return site.doors().stream()
                .flatMap(d -> d.callsFrom().stream())
                .filter(CallsFrom.Peer.class::isInstance)
                .map(CallsFrom.Peer.class::cast)
                .map(p -> new Source.Peer(p.host(), p.port()))
                .toList();
    }

    /// The address of ours from which a PBX is reached: what a connected UDP socket says, without sending anything.
    private static String addressTowards(Line line) {
        try (var probe = new java.net.DatagramSocket()) {
            probe.connect(new InetSocketAddress(line.host(), line.port()));
            var address = probe.getLocalAddress();
            if (!address.isAnyLocalAddress()) {
                return address.getHostAddress();
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            LOG.debug("No way to {} yet: {}", line.host(), e.toString());
        }
        return anyOwnAddress();
    }

    private static String anyOwnAddress() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(a -> a instanceof java.net.Inet4Address && !a.isLoopbackAddress())
                    .findFirst()
                    .orElse(InetAddress.getLoopbackAddress())
                    .getHostAddress();
        } catch (java.net.SocketException e) {
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
    }
}
