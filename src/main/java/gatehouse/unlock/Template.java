package gatehouse.unlock;

import gatehouse.door.DoorId;
import gatehouse.door.HttpCall;
import gatehouse.door.Output;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// What stands for what in a request or message of the site file. Who ordered it is never said to a device.
record Template(Map<String, String> values) {
    static final Duration USUAL_PULSE = Duration.ofSeconds(3);

    Template {
        values = Map.copyOf(values);
    }

    static Template of(DoorId door, Output output, UUID command, Optional<Duration> hold) {
        var pulse = output.times().pulse().orElse(USUAL_PULSE);
        return new Template(Map.of(
                "door",
                door.value(),
                "output",
                output.id(),
                "command",
                command.toString(),
                "pulse",
                BigDecimal.valueOf(pulse.toMillis(), 3).stripTrailingZeros().toPlainString(),
                "pulseMs",
                Long.toString(pulse.toMillis()),
                "hold",
                Long.toString(hold.orElse(Duration.ofHours(12)).toSeconds())));
    }

    String filled(String template) {
        return filled(template, false);
    }

    private String filled(String template, boolean encoded) {
        var text = template;
        for (var value : values.entrySet()) {
            text = text.replace(
                    "{" + value.getKey() + "}",
                    encoded ? URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8) : value.getValue());
        }
        return text;
    }

    /// Throws `IllegalArgumentException` when what comes out is no address.
    URI uri(String template) {
        return URI.create(filled(template, true));
    }

    Map<String, String> headers(HttpCall call) {
        return call.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, h -> filled(h.getValue())));
    }
}
