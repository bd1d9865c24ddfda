package gatehouse.ui.call;

import gatehouse.desk.Call;
import gatehouse.desk.CallId;
import gatehouse.desk.DeskState;
import gatehouse.desk.DoorState;
import gatehouse.desk.Phase;
import gatehouse.desk.Seat;
import gatehouse.site.Role;
import gatehouse.ui.kit.Shot;
import java.time.Instant;
import java.util.Optional;

/// Draws a made-up call where nobody sees it, so that the first visitor does not wait for classes, styles and glyphs:
/// measured, the first pop-up costs the screen's thread 337 ms, a later one 15.
final class Warmth {
    private Warmth() {}

    static void into(CallPane pane, DeskState state) {
        state.doors().values().stream().findFirst().ifPresent(door -> {
            pane.show(seated(state), madeUp(door));
            pane.getParent().applyCss();
            pane.getParent().layout();
            Shot.of(pane);
            pane.hidden();
        });
    }

    private static Call madeUp(DoorState door) {
        return new Call(
                new CallId("nobody"),
                Optional.of(door.door().id()),
                door.door().name(),
                "",
                0,
                Instant.EPOCH,
                new Phase.Ringing(),
                Optional.empty());
    }

    private static DeskState seated(DeskState s) {
        return new DeskState(
                s.site(),
                Optional.of(new Seat("", Role.GUARD)),
                s.logInWords(),
                s.shift(),
                s.doors(),
                s.calls(),
                s.shown(),
                s.shownAt(),
                s.lamps(),
                s.recent(),
                s.book(),
                s.volume(),
                s.ringToFace(),
                s.guarding());
    }
}
