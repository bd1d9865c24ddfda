package gatehouse.onvif;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where a device's services are, by namespace, already rewritten to the host we reached it on.
record Services(Map<String, List<URI>> byNamespace) {
    private static final Map<String, String> CAPABILITY_NAMES = Map.of(
            "Device",
            Soap.DEVICE,
            "Media",
            Soap.MEDIA,
            "Media2",
            Soap.MEDIA2,
            "Events",
            Soap.EVENTS,
            "DeviceIO",
            Soap.DEVICE_IO,
            "DoorControl",
            Soap.DOOR_CONTROL);

    Services {
        byNamespace = Map.copyOf(byNamespace);
    }

    Optional<List<URI>> of(String namespace) {
        return Optional.ofNullable(byNamespace.get(key(namespace)));
    }

    static Services fromServices(Node answer, Reached reached) {
        var found = new HashMap<String, List<URI>>();
        for (var service : answer.children("Service")) {
            reached.service(service.text("XAddr"))
                    .ifPresent(to -> found.putIfAbsent(key(service.text("Namespace")), to));
        }
        return new Services(found);
    }

    /// GetCapabilities names services by element; DeviceIO and Media2 sit in the extension.
    static Services fromCapabilities(Node answer, Reached reached) {
        var found = new HashMap<String, List<URI>>();
        CAPABILITY_NAMES.forEach((name, namespace) -> answer.at("Capabilities")
                .flatMap(c -> c.at(name).or(() -> c.at("Extension", name)))
                .flatMap(c -> reached.service(c.text("XAddr")))
                .ifPresent(to -> found.put(key(namespace), to)));
        return new Services(found);
    }

    private static String key(String namespace) {
        var low = namespace.toLowerCase(Locale.ROOT);
        return low.endsWith("/") ? low.substring(0, low.length() - 1) : low;
    }
}
