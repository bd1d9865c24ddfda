package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/// What is known of one opening, stage by stage, from whatever the door can tell. A stage that this door has nothing to
/// tell by says so; it never looks done.
public record Proof(Seen asked, Seen accepted, Seen relay, Seen opened, Seen closed) {
    /// In the order they come.
    public enum Stage {
        /// On record here, and on its way.
        ASKED,
        /// The door took the order.
        ACCEPTED,
        /// The relay or bolt moved.
        RELAY,
        /// The door leaf is open.
        OPENED,
        /// Closed and locked again.
        CLOSED
    }

    /// What is known of one stage.
    public sealed interface Seen {
        record Pending() implements Seen {}

        record Known(Instant at) implements Seen {
            public Known {
                requireNonNull(at);
            }
        }

        /// It could have been told, and was not.
        record NotTold() implements Seen {}

        /// Nothing at this door tells it.
        record NotKnowable() implements Seen {}
    }

    private static final Seen PENDING = new Seen.Pending();

    /// Nothing yet.
    public static final Proof NONE = new Proof(PENDING, PENDING, PENDING, PENDING, PENDING);

    public Proof {
        requireNonNull(asked);
        requireNonNull(accepted);
        requireNonNull(relay);
        requireNonNull(opened);
        requireNonNull(closed);
    }

    public Seen of(Stage stage) {
        return switch (stage) {
            case ASKED -> asked;
            case ACCEPTED -> accepted;
            case RELAY -> relay;
            case OPENED -> opened;
            case CLOSED -> closed;
        };
    }

    public Proof with(Stage stage, Seen seen) {
        return switch (stage) {
            case ASKED -> new Proof(seen, accepted, relay, opened, closed);
            case ACCEPTED -> new Proof(asked, seen, relay, opened, closed);
            case RELAY -> new Proof(asked, accepted, seen, opened, closed);
            case OPENED -> new Proof(asked, accepted, relay, seen, closed);
            case CLOSED -> new Proof(asked, accepted, relay, opened, seen);
        };
    }

    /// What is known stays known: a later word never takes back the time at which a stage was seen.
    Proof learned(Stage stage, Seen seen) {
        return of(stage) instanceof Seen.Known ? this : with(stage, seen);
    }

    /// Known at this moment, unless it was already.
    Proof seen(Stage stage, Instant at) {
        return learned(stage, new Seen.Known(at));
    }

    /// Whether something may still come.
    public boolean open() {
        return List.of(Stage.values()).stream().anyMatch(s -> of(s) instanceof Seen.Pending);
    }
}
