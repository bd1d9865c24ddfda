package gatehouse.unlock;

import gatehouse.door.Login;
import gatehouse.onvif.Deadline;
import gatehouse.onvif.HttpAsk;
import gatehouse.onvif.HttpLogin;
import gatehouse.onvif.OneRequest;
import gatehouse.onvif.OnvifException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks a lock over HTTP how it stands. Understood is JSON with `"locked": false`, `"unlocked": true`, `"active": true`
/// (2N switches), or a `state`, `lock` or `status` that is `unlocked` or `open`, at most four levels deep.
final class LockState {
    private static final Duration FOR_ALL = Duration.ofMillis(2500);
    private static final Duration FOR_ONE = Duration.ofSeconds(1);
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final int LARGEST_ANSWER = 64 * 1024;
    private static final int DEEPEST = 4;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> OPEN_WORDS = Set.of("unlocked", "open", "opened");
    private static final Set<String> CLOSED_WORDS = Set.of("locked", "closed");

    /// How the lock stands.
    enum Seen {
        OPEN("The lock itself reports that it is open."),
        LOCKED("The lock itself reports that it is locked."),
        UNREADABLE("The lock could not be asked.");

        private final String sentence;

        Seen(String sentence) {
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }

    private final URI address;
    private final HttpLogin login;

    LockState(URI address, Login login) {
        this.address = address;
        this.login = new HttpLogin(login, true);
    }

    /// Asks until the lock is seen open or the time is up.
    Outcome confirmed(Attempt attempt) {
        var deadline = Deadline.in(FOR_ALL);
        Seen last;
        do {
            last = seen(deadline.left().compareTo(FOR_ONE) < 0 ? deadline.left() : FOR_ONE);
            if (last == Seen.OPEN) {
                return attempt.opened(last.sentence());
            }
        } while (attempt.pause(BETWEEN) && !deadline.passed());
        return attempt.unknown("The door took the order. " + last.sentence());
    }

    Seen seen(Duration within) {
        var deadline = Deadline.in(within);
        try {
            for (int tries = 0; ; tries++) {
                var headers = login.answer("GET", address)
                        .map(a -> Map.of("Authorization", a))
                        .orElse(Map.of());
                var answer = new OneRequest(nanos -> {})
                        .carry(new HttpAsk("lock state", "GET", address, headers, "", deadline, LARGEST_ANSWER));
                boolean again =
                        answer.status() == 401 && tries == 0 && login.challenged(answer.headers("www-authenticate"));
                if (!again) {
                    return answer.isGood() ? read(answer.text()) : Seen.UNREADABLE;
                }
            }
        } catch (OnvifException e) {
            return Seen.UNREADABLE;
        }
    }

    static Seen read(String json) {
        try {
            return state(JSON.readTree(json), 0).orElse(Seen.UNREADABLE);
        } catch (JacksonException e) {
            return Seen.UNREADABLE;
        }
    }

    private static Optional<Seen> state(JsonNode node, int depth) {
        if (depth > DEEPEST) {
            return Optional.empty();
        }
        for (var field : node.properties()) {
            var said = said(field.getKey().toLowerCase(Locale.ROOT), field.getValue());
            if (said.isPresent()) {
                return said;
            }
        }
        for (var child : node.values()) {
            var below = state(child, depth + 1);
            if (below.isPresent()) {
                return below;
            }
        }
        return Optional.empty();
    }

    private static Optional<Seen> said(String name, JsonNode value) {
        if (value.isBoolean()) {
            return switch (name) {
                case "locked" -> Optional.of(value.booleanValue() ? Seen.LOCKED : Seen.OPEN);
                case "unlocked", "open", "active" -> Optional.of(value.booleanValue() ? Seen.OPEN : Seen.LOCKED);
                default -> Optional.empty();
            };
        }
        if (value.isString() && Set.of("state", "lock", "status", "lockstate").contains(name)) {
            var word = value.stringValue().toLowerCase(Locale.ROOT);
            return OPEN_WORDS.contains(word)
                    ? Optional.of(Seen.OPEN)
                    : CLOSED_WORDS.contains(word) ? Optional.of(Seen.LOCKED) : Optional.empty();
        }
        return Optional.empty();
    }
}
