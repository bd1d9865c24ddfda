package gatehouse.onvif;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The address a device was reached on, and how the addresses it names are read because of that. A device behind NAT
/// names its inner address, one with a wrong set-up names 127.0.0.1, and a hostile one names somebody else's host to
/// which we would carry a login: so the host is always the one we know.
record Reached(URI device) {
    /// Where to try a service, in this order. Same host: as named. Another host: our port first, then the named one.
    Optional<List<URI>> service(String named) {
        return parsed(named, List.of("http", "https")).map(p -> {
            if (p.host().equals(host())) {
                boolean downgrade = isHttps() && p.scheme().equals("http");
                return List.of(downgrade ? at("https", device.getPort(), p) : at(p.scheme(), p.port(), p));
            }
            if (!p.scheme().equals(device.getScheme().toLowerCase(Locale.ROOT)) && !isHttps()) {
                return List.of(at(p.scheme(), p.port(), p), at("http", device.getPort(), p));
            }
            var ours = at(device.getScheme().toLowerCase(Locale.ROOT), device.getPort(), p);
            var theirs = at(device.getScheme().toLowerCase(Locale.ROOT), p.port(), p);
            return ours.equals(theirs) || !p.scheme().equals(ours.getScheme()) ? List.of(ours) : List.of(ours, theirs);
        });
    }

    /// A stream keeps its named port: RTSP has its own.
    Optional<URI> stream(String named) {
        return parsed(named, List.of("rtsp", "rtsps")).map(p -> at(p.scheme(), p.port(), p));
    }

    /// Whether a redirect may be followed: same host, and never from encrypted to plain.
    Optional<URI> redirect(URI from, String location) {
        try {
            var to = from.resolve(location.strip()).toString();
            return parsed(to, List.of("http", "https"))
                    .filter(p -> p.host().equals(host()))
                    .filter(p -> p.scheme().equals("https") || !"https".equalsIgnoreCase(from.getScheme()))
                    .map(p -> at(p.scheme(), p.port(), p));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String host() {
        return device.getHost().toLowerCase(Locale.ROOT);
    }

    private boolean isHttps() {
        return "https".equalsIgnoreCase(device.getScheme());
    }

    /// What is left of a named address after user info and fragment are dropped.
    private record Parts(String scheme, String host, int port, String target) {}

    private static Optional<Parts> parsed(String named, List<String> schemes) {
        var text = named.strip();
        if (text.length() > 2048 || text.chars().anyMatch(c -> c < 0x20 || c == 0x7F)) {
            return Optional.empty();
        }
        // Cameras put blanks, pipes and braces into their own addresses.
        var clean =
                text.replace(" ", "%20").replace("|", "%7C").replace("{", "%7B").replace("}", "%7D");
        try {
            var uri = URI.create(clean);
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (uri.getHost() == null || !schemes.contains(scheme) || uri.getPort() > 65535) {
                return Optional.empty();
            }
            var path = uri.getRawPath() == null ? "" : uri.getRawPath();
            var target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
            return Optional.of(new Parts(scheme, uri.getHost().toLowerCase(Locale.ROOT), uri.getPort(), target));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private URI at(String scheme, int port, Parts p) {
        return URI.create(scheme + "://" + device.getHost() + (port < 0 ? "" : ":" + port) + p.target());
    }
}
