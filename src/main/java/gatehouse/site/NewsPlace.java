package gatehouse.site;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Broker;

/// Where this desk tells others what happened: a broker, and the topic below which it speaks.
public record NewsPlace(Broker broker, String topic) {
    public NewsPlace {
        requireNonNull(broker);
        requireNonNull(topic);
    }
}
