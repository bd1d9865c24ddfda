package gatehouse.sim.onvif;

import java.net.URI;

/// The addresses the device names: its announced host, its web port, its paths.
record Addresses(String host, int port) {
    static final String DEVICE = "/onvif/device_service";
    static final String MEDIA = "/onvif/media_service";
    static final String MEDIA2 = "/onvif/media2_service";
    static final String DEVICE_IO = "/onvif/deviceio_service";
    static final String DOOR_CONTROL = "/onvif/doorcontrol_service";
    static final String EVENTS = "/onvif/event_service";
    static final String SUBSCRIPTION = "/onvif/subscription/";
    static final String SNAPSHOT = "/onvif/snapshot";

    String of(String path) {
        return "http://" + host + ":" + port + path;
    }

    /// A stream keeps its scheme, port and path; only the host is the announced one.
    String stream(URI uri) {
        return uri.getScheme() + "://" + host + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + uri.getRawPath()
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }
}
