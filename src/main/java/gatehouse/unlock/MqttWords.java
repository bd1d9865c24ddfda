package gatehouse.unlock;

import gatehouse.door.TellsBy;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what a state topic says: the word itself, or JSON in which any key has it. Pure.
final class MqttWords {
    private static final int DEEPEST = 4;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private MqttWords() {}

    /// `retained`: the broker kept it. The lock that said it may have been dead for a year.
    static Optional<Sign> read(TellsBy.Mqtt tells, String text, boolean retained, Instant at, long nanos) {
        return open(tells, text)
                .map(open -> new Sign.State(
                        tells.part(),
                        open,
                        !retained,
                        retained ? Sign.From.KEPT : Sign.From.TOLD,
                        "the topic " + tells.topic(),
                        at,
                        nanos));
    }

    private static Optional<Boolean> open(TellsBy.Mqtt tells, String text) {
        var plain = word(tells, text.strip());
        if (plain.isPresent() || !text.stripLeading().startsWith("{")) {
            return plain;
        }
        try {
            return inside(tells, JSON.readTree(text), 0);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> inside(TellsBy.Mqtt tells, JsonNode node, int depth) {
        if (depth > DEEPEST) {
            return Optional.empty();
        }
        for (var child : node.values()) {
            var found = child.isValueNode() ? word(tells, child.asString()) : inside(tells, child, depth + 1);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Boolean> word(TellsBy.Mqtt tells, String word) {
        return word.equalsIgnoreCase(tells.open())
                ? Optional.of(true)
                : word.equalsIgnoreCase(tells.closed()) ? Optional.of(false) : Optional.empty();
    }
}
