package gatehouse.desk;

import gatehouse.door.DoorId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One step in the making: the state as it was, the next one, and what is to be done. Confined to one rule.
final class Turn {
    final DeskState before;
    final DeskState.Changed next;
    private final List<Deed> deeds = new ArrayList<>();

    Turn(DeskState before) {
        this.before = before;
        this.next = before.change();
    }

    static Step nothing(DeskState state) {
        return new Step(state, List.of());
    }

    static Step notice(DeskState state, Instant at, String sentence) {
        return Rules.noticed(state, new Recent(at, sentence, false));
    }

    DeskState now() {
        return next.done();
    }

    void does(Deed deed) {
        deeds.add(deed);
    }

    void put(Call call) {
        CallRules.replace(next, call);
    }

    void recent(Instant at, String sentence, boolean wants) {
        next.recent = Rules.recentWith(now(), new Recent(at, sentence, wants));
    }

    void remember(
            Memory.What what,
            Instant at,
            Call call,
            Optional<String> operator,
            Map<String, String> facts,
            String sentence,
            Optional<Memory.Photo> photo) {
        does(new Deed.Remember(
                new Memory(what, at, call.door(), operator, Optional.of(call.id()), facts, sentence, photo)));
    }

    void remember(Memory.What what, Instant at, Call call, Map<String, String> facts, String sentence) {
        remember(what, at, call, seat(), facts, sentence, Optional.empty());
    }

    Optional<String> seat() {
        return before.seat().map(Seat::name);
    }

    String who() {
        return seat().orElse("nobody");
    }

    Step step() {
        return new Step(next.done(), deeds);
    }

    /// Whether the person at the desk may deal with this call.
    static boolean mayAnswer(DeskState state, Optional<DoorId> door) {
        return state.mayAnswer(door);
    }
}
