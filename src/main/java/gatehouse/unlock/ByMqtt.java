package gatehouse.unlock;

import gatehouse.door.UnlockBy;
import java.time.Duration;
import java.util.UUID;

/// Opens by a message to a lock that listens at a broker. The broker's receipt says that the broker has it, not the
/// lock:
/// what the lock made of it stands in its state topic.
final class ByMqtt {
    private static final Duration TO_CONNECT = Duration.ofSeconds(2);

    private ByMqtt() {}

    static Told open(
            UnlockBy.Mqtt by, BrokerLine line, Template template, UUID command, Duration patience, Attempt attempt) {
        return send(by.topic(), by.open(), line, template, command, patience, attempt);
    }

    static Told send(
            String topic,
            String payload,
            BrokerLine line,
            Template template,
            UUID command,
            Duration patience,
            Attempt attempt) {
        var most = TO_CONNECT.compareTo(patience) < 0 ? TO_CONNECT : patience;
        if (!line.await(most, most)) {
            return line.notReached();
        }
        return line.command(template.filled(topic), template.filled(payload), command, patience, attempt::sent);
    }
}
