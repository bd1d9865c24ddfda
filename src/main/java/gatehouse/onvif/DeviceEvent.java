package gatehouse.onvif;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;

/// One message of a pull point. `topic` is as the device wrote it, prefix and all. INITIALIZED tells how things stand
/// when we began to listen; only CHANGED is something that happened. `age` is how long it had waited when it came, by
/// the
/// device's own clock; zero when that is not told.
public record DeviceEvent(
        String topic, Operation operation, Map<String, String> source, Map<String, String> data, Duration age) {
    public enum Operation {
        INITIALIZED,
        CHANGED,
        DELETED,
        /// The device did not say; cameras without property events do that for things that happen.
        UNSAID
    }

    public DeviceEvent {
        requireNonNull(topic);
        requireNonNull(operation);
        source = Map.copyOf(source);
        data = Map.copyOf(data);
        requireNonNull(age);
    }

    public DeviceEvent(String topic, Operation operation, Map<String, String> source, Map<String, String> data) {
        this(topic, operation, source, data, Duration.ZERO);
    }

    public boolean isChange() {
        return operation == Operation.CHANGED || operation == Operation.UNSAID;
    }

    /// Whether the topic ends with this path, whatever the prefixes: Dahua writes
    /// `tns1:VideoSource/tns1:Device/Trigger/DigitalInput`.
    public boolean isAbout(String path) {
        var plain = topic.replaceAll("[A-Za-z0-9_.-]+:", "");
        return plain.equals(path) || plain.endsWith("/" + path);
    }
}
