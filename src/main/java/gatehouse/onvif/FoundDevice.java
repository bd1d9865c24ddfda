package gatehouse.onvif;

import static java.util.Objects.requireNonNull;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// A device that answered a probe. Nothing of it is proven: anybody on the network may answer, so no login goes there
/// before a person has confirmed it. `endpoint` names the device, not its address; `addresses` are its device services
/// as it wrote them; `from` is where the answer came from, over `interfaceName`.
public record FoundDevice(
        String endpoint,
        List<URI> addresses,
        String name,
        String hardware,
        String location,
        List<String> profiles,
        InetAddress from,
        String interfaceName) {
    public FoundDevice {
        requireNonNull(endpoint);
        addresses = List.copyOf(addresses);
        requireNonNull(name);
        requireNonNull(hardware);
        requireNonNull(location);
        profiles = List.copyOf(profiles);
        requireNonNull(from);
        requireNonNull(interfaceName);
    }

    /// The device service on the host that answered: the address it names for that host, else the first one it names
    /// with the host put right. Loopback addresses are all this machine, and a door may live on one of them only.
    public Optional<URI> service() {
        var literal = literal();
        return addresses.stream()
                .filter(a -> literal.equalsIgnoreCase(a.getHost())
                        || (from.isLoopbackAddress() && a.getHost().startsWith("127.")))
                .findFirst()
                .or(() -> addresses.stream().findFirst().flatMap(a -> onHost(literal, a)));
    }

    private String literal() {
        var host = from.getHostAddress();
        var plain = host.indexOf('%') < 0 ? host : host.substring(0, host.indexOf('%'));
        return from instanceof Inet6Address ? "[" + plain + "]" : plain;
    }

    private static Optional<URI> onHost(String literal, URI named) {
        var port = named.getPort() < 0 ? "" : ":" + named.getPort();
        var here = new Reached(URI.create(named.getScheme() + "://" + literal + port));
        return here.service(named.toString()).map(List::getFirst);
    }
}
