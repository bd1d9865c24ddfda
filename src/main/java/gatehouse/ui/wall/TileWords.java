package gatehouse.ui.wall;

import gatehouse.desk.Call;
import gatehouse.desk.DoorState;
import gatehouse.desk.Phase;
import gatehouse.desk.Picture;
import gatehouse.ui.kit.Freshness;
import gatehouse.ui.kit.Times;
import gatehouse.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What stands at the right of a tile's caption: how the call stands, else how old the picture is and what is wrong
/// with it, and what became of an opening.
final class TileWords {
    private TileWords() {}

    static String of(DoorState door, Optional<Call> call, Freshness fresh, boolean slowed, Instant now) {
        return call.flatMap(c -> ofCall(c, now)).orElseGet(() -> ofPicture(door, fresh, slowed));
    }

    private static Optional<String> ofCall(Call call, Instant now) {
        return switch (call.phase()) {
            case Phase.Ringing r ->
                Optional.of(Words.of("tile.ringing", Times.lasting(Duration.between(call.since(), now))));
            case Phase.Answering a -> Optional.of(Words.of("tile.answering"));
            case Phase.Talking t ->
                Optional.of(Words.of("tile.talking", Times.lasting(Duration.between(t.since(), now))));
            case Phase.Calling c ->
                Optional.of(Words.of("tile.calling", Times.lasting(Duration.between(c.since(), now))));
            case Phase.Held h -> Optional.of(Words.of("tile.held", Times.lasting(Duration.between(h.since(), now))));
            case Phase.Over o -> Optional.empty();
        };
    }

    private static String ofPicture(DoorState door, Freshness fresh, boolean slowed) {
        boolean never = door.picture() instanceof Picture.InCalls
                || door.picture() instanceof Picture.Troubled && fresh.kind() != Freshness.Kind.FROZEN;
        var said = never ? Words.of("tile.nopicture") : fresh.words();
        if (slowed && !never) {
            said += " · " + Words.of("picture.reduced");
        }
        var picture = said;
        return door.opening()
                .map(o -> picture + " · " + Words.of("opening." + o.stage().name()))
                .orElse(picture);
    }
}
