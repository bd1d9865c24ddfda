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
    /// with the host put right.
    public Optional<URI> service() {
        var host = from.getHostAddress();
        var plain = host.indexOf('%') < 0 ? host : host.substring(0, host.indexOf('%'));
        var literal = from instanceof Inet6Address ? "[" + plain + "]" : plain;
        return addresses.stream()
                .filter(a -> literal.equalsIgnoreCase(a.getHost()))
                .findFirst()
                .or(() -> addresses.stream()
                        .findFirst()
                        .flatMap(a -> new Reached(URI.create(
                                        a.getScheme() + "://" + literal + (a.getPort() < 0 ? "" : ":" + a.getPort())))
                                .service(a.toString())
                                .map(List::getFirst)));
    }
}
