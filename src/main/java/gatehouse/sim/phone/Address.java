package gatehouse.sim.phone;

import gatehouse.site.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A `sip:` address by its parts. Hosts are numbers here: nothing is looked up.
record Address(String user, String host, int port, Transport transport, boolean looseRoute) {
    private static final Pattern SHAPE =
            Pattern.compile("sips?:(?:([^@;?]*)@)?(\\[[0-9a-fA-F:.]+]|[^:;?]+)(?::([0-9]{1,5}))?([;?].*)?");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]{7,15}|\\[[0-9a-fA-F:.]+]");
    private static final int USUAL = 5060;

    static Optional<Address> read(String uri) {
        var parts = SHAPE.matcher(uri.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        var parameters = parts.group(4) == null ? "" : parts.group(4).toLowerCase(Locale.ROOT);
        int port = parts.group(3) == null ? USUAL : Integer.parseInt(parts.group(3));
        if (port > 65535) {
            return Optional.empty();
        }
        return Optional.of(new Address(
                parts.group(1) == null ? "" : parts.group(1),
                parts.group(2),
                port,
                parameters.contains(";transport=tcp") ? Transport.TCP : Transport.UDP,
                parameters.contains(";lr")));
    }

    /// Where it leads, when its host is a number.
    Optional<Hop> hop() {
        if (!NUMBERS.matcher(host).matches() || port == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Hop(
                    transport, new InetSocketAddress(InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")), port)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
