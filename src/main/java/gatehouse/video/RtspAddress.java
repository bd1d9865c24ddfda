package gatehouse.video;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/// The address of a stream, and how the addresses a camera gives for its parts are understood: always on the host and
/// port that the site file names, whatever the camera says its own address is.
record RtspAddress(boolean encrypted, String host, int port, String url) {
    private static final int STANDARD_PORT = 554;
    private static final int ENCRYPTED_PORT = 322;

    static RtspAddress of(URI stream) throws VideoFault {
        String scheme = stream.getScheme() == null ? "" : stream.getScheme().toLowerCase(Locale.ROOT);
        boolean encrypted = scheme.equals("rtsps");
        if (!encrypted && !scheme.equals("rtsp")) {
            throw new VideoFault.NotSupported("an address that does not begin with rtsp:// or rtsps://");
        }
        if (stream.getHost() == null) {
            throw new VideoFault.NotSupported("an address without a host");
        }
        int port = stream.getPort() >= 0 ? stream.getPort() : encrypted ? ENCRYPTED_PORT : STANDARD_PORT;
        if (port < 1 || port > 65_535) {
            throw new VideoFault.NotSupported("an address with port " + port);
        }
        String host = stream.getHost();
        String path = stream.getRawPath() == null ? "" : stream.getRawPath();
        String query = stream.getRawQuery() == null ? "" : "?" + stream.getRawQuery();
        String shown = stream.getPort() < 0 ? host : host + ":" + port;
        return new RtspAddress(encrypted, bare(host), port, scheme + "://" + shown + path + query);
    }

    /// Where a redirect leads, if we go there: to another port or path of the same host, and never out of TLS.
    Optional<RtspAddress> redirected(String location, InetAddress camera) {
        try {
            if (location.startsWith("/")) {
                return Optional.of(of(new URI(authority() + clean(location))));
            }
            var there = of(new URI(location.strip()));
            boolean sameHost = there.host.equalsIgnoreCase(host) || there.host.equals(camera.getHostAddress());
            if (!sameHost || (encrypted && !there.encrypted)) {
                return Optional.empty();
            }
            return Optional.of(there);
        } catch (URISyntaxException | VideoFault e) {
            return Optional.empty();
        }
    }

    /// What Content-Base or Content-Location, absolute, relative or missing, means for this stream.
    String base(String given) {
        if (isAbsolute(given)) {
            return onOurHost(given);
        }
        if (given.isBlank() || given.contains("://")) {
            return url;
        }
        String path = clean(given);
        if (path.startsWith("/")) {
            return authority() + path;
        }
        String before = url.split("\\?", 2)[0];
        int slash = before.lastIndexOf('/');
        return (slash < authority().length() ? authority() + "/" : before.substring(0, slash + 1)) + path;
    }

    /// RFC 2326 C.1.1, as cameras practise it: a relative control is put behind the base with one slash between, even
    /// where the base ends in a query.
    String resolved(String base, String control) {
        String from = base(base);
        if (control.isEmpty() || control.equals("*")) {
            return from;
        }
        if (isAbsolute(control)) {
            return onOurHost(control);
        }
        if (control.startsWith("/")) {
            return authority() + clean(control);
        }
        return from + (from.endsWith("/") ? "" : "/") + clean(control);
    }

    private static boolean isAbsolute(String given) {
        String lower = given.toLowerCase(Locale.ROOT);
        return lower.startsWith("rtsp://") || lower.startsWith("rtsps://") || lower.startsWith("rtspu://");
    }

    private String onOurHost(String given) {
        int path = given.indexOf('/', given.indexOf("://") + 3);
        return authority() + (path < 0 ? "" : clean(given.substring(path)));
    }

    private String authority() {
        int from = url.indexOf("://") + 3;
        int path = url.indexOf('/', from);
        int query = url.indexOf('?', from);
        int end = path >= 0 ? path : query >= 0 ? query : url.length();
        return url.substring(0, end);
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /// Nothing a device says may break out of the request line.
    private static String clean(String path) {
        return path.replaceAll("[\\s\\p{Cntrl}\"]", "");
    }
}
