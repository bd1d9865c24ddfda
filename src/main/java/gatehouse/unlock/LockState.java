package gatehouse.unlock;

import gatehouse.door.HttpAccess;
import gatehouse.door.HttpState;
import gatehouse.onvif.Deadline;
import gatehouse.onvif.HttpAsk;
import gatehouse.onvif.HttpLogin;
import gatehouse.onvif.OneRequest;
import gatehouse.onvif.OnvifException;
import gatehouse.trust.PinnedTls;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks over HTTP how a lock or door stands. Without patterns, understood is JSON with `"locked": false`,
/// `"unlocked": true`, `"active": true` (2N switches), or a `state`, `lock` or `status` that is `unlocked` or `open`,
/// at
/// most four levels deep.
final class LockState {
    private static final int LARGEST_ANSWER = 64 * 1024;
    private static final int DEEPEST = 4;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> OPEN_WORDS = Set.of("unlocked", "open", "opened");
    private static final Set<String> CLOSED_WORDS = Set.of("locked", "closed");

    /// How it stands.
    enum Seen {
        OPEN,
        CLOSED,
        UNREADABLE
    }

    private final HttpState state;
    private final URI address;
    private final HttpAccess access;
    private final HttpLogin login;
    private final PinnedTls tls;

    /// Throws `IllegalArgumentException` when the site file's address is none.
    LockState(HttpState state, HttpAccess access, Template template, Trusts trusts) {
        this.state = state;
        this.address = template.uri(state.url());
        this.access = access;
        this.login = new HttpLogin(access.login(), access.scheme() != HttpAccess.Scheme.DIGEST);
        this.tls = trusts.of(access.pin());
    }

    /// How it stands, and how old that is: a cache on the way says so (RFC 9111 §5.1).
    record Answer(Seen seen, Duration age) {}

    Answer seen(Duration within) {
        var deadline = Deadline.in(within);
        try {
            for (int tries = 0; ; tries++) {
                var answer = new OneRequest(nanos -> {}, tls)
                        .carry(new HttpAsk("lock state", "GET", address, headers(), "", deadline, LARGEST_ANSWER));
                boolean again =
                        answer.status() == 401 && tries == 0 && login.challenged(answer.headers("www-authenticate"));
                if (!again) {
                    return new Answer(
                            answer.isGood() ? read(state, answer.text()) : Seen.UNREADABLE, age(answer.header("age")));
                }
            }
        } catch (OnvifException e) {
            return new Answer(Seen.UNREADABLE, Duration.ZERO);
        }
    }

    private static Duration age(String header) {
        var seconds = header.strip();
        return seconds.matches("[0-9]{1,9}") ? Duration.ofSeconds(Long.parseLong(seconds)) : Duration.ZERO;
    }

    private Map<String, String> headers() {
        var headers = new HashMap<>(Map.of("Cache-Control", "no-cache", "Pragma", "no-cache"));
        if (access.scheme() == HttpAccess.Scheme.BEARER) {
            headers.put("Authorization", "Bearer " + access.login().password().reveal());
        } else {
            login.answer("GET", address).ifPresent(a -> headers.put("Authorization", a));
        }
        return headers;
    }

    static Seen read(HttpState state, String text) {
        if (state.open().isPresent() || state.closed().isPresent()) {
            boolean open = found(state.open(), text);
            boolean closed = found(state.closed(), text);
            if (open == closed) {
                // Neither or both; where only one is described, the other is what is not it.
                return open || (state.open().isPresent() && state.closed().isPresent())
                        ? Seen.UNREADABLE
                        : state.open().isPresent() ? Seen.CLOSED : Seen.OPEN;
            }
            return open ? Seen.OPEN : Seen.CLOSED;
        }
        return read(text);
    }

    private static boolean found(Optional<Pattern> pattern, String text) {
        return pattern.filter(p -> p.matcher(text).find()).isPresent();
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
                case "locked" -> Optional.of(value.booleanValue() ? Seen.CLOSED : Seen.OPEN);
                case "unlocked", "open", "active" -> Optional.of(value.booleanValue() ? Seen.OPEN : Seen.CLOSED);
                default -> Optional.empty();
            };
        }
        if (value.isString() && Set.of("state", "lock", "status", "lockstate").contains(name)) {
            var word = value.stringValue().toLowerCase(Locale.ROOT);
            return OPEN_WORDS.contains(word)
                    ? Optional.of(Seen.OPEN)
                    : CLOSED_WORDS.contains(word) ? Optional.of(Seen.CLOSED) : Optional.empty();
        }
        return Optional.empty();
    }
}
