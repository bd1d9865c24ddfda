package gatehouse.video;

import java.net.URI;
import java.util.Locale;

/// The address of a stream, and how the addresses a camera gives for its parts are understood: always on the host and
/// port that the site file names, whatever the camera says its own address is.
record RtspAddress(String host, int port, String url) {
    private static final int STANDARD_PORT = 554;

    static RtspAddress of(URI stream) throws VideoFault {
        if (stream.getScheme() == null || !stream.getScheme().equalsIgnoreCase("rtsp")) {
            throw new VideoFault.NotSupported("an address that does not begin with rtsp://");
        }
        if (stream.getHost() == null) {
            throw new VideoFault.NotSupported("an address without a host");
        }
        int port = stream.getPort() < 0 ? STANDARD_PORT : stream.getPort();
        if (port < 1 || port > 65_535) {
            throw new VideoFault.NotSupported("an address with port " + port);
        }
        String host = stream.getHost();
        String path = stream.getRawPath() == null ? "" : stream.getRawPath();
        String query = stream.getRawQuery() == null ? "" : "?" + stream.getRawQuery();
        String shown = stream.getPort() < 0 ? host : host + ":" + port;
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new RtspAddress(bare, port, "rtsp://" + shown + path + query);
    }

    /// RFC 2326 C.1.1, as cameras practise it: a relative control is put behind the base with one slash between, even
    /// where the base ends in a query.
    String resolved(String base, String control) {
        String from = base.isEmpty() ? url : onOurHost(base);
        if (control.isEmpty() || control.equals("*")) {
            return from;
        }
        if (control.toLowerCase(Locale.ROOT).startsWith("rtsp://")) {
            return onOurHost(control);
        }
        if (control.startsWith("/")) {
            return authority() + clean(control);
        }
        return from + (from.endsWith("/") ? "" : "/") + clean(control);
    }

    private String onOurHost(String given) {
        if (!given.toLowerCase(Locale.ROOT).startsWith("rtsp://")) {
            return url;
        }
        int path = given.indexOf('/', 7);
        return authority() + (path < 0 ? "" : clean(given.substring(path)));
    }

    private String authority() {
        int path = url.indexOf('/', 7);
        int query = url.indexOf('?', 7);
        int end = path >= 0 ? path : query >= 0 ? query : url.length();
        return url.substring(0, end);
    }

    /// Nothing a device says may break out of the request line.
    private static String clean(String path) {
        return path.replaceAll("[\\s\\p{Cntrl}\"]", "");
    }
}
