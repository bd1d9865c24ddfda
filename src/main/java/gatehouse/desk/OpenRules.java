package gatehouse.desk;

import gatehouse.operator.Right;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// When a press on an open button opens something. Part of [Rules]; pure as they are.
///
/// Rule 3: the press belongs to the call and door that were shown when the button went down. It counts only when that
/// call is still the one shown, and had been shown for [DeskState#ARMING] when it was pressed.
final class OpenRules {
    private OpenRules() {}

    static Step pressed(DeskState state, Happening.OpenPressed h) {
        var door = state.doors().get(h.door());
        if (door == null) {
            return new Step(state, List.of());
        }
        var output = door.door().output(h.output());
        if (output.isEmpty()) {
            return new Step(state, List.of());
        }
        var refusal = h.call().isPresent() ? refusalInCall(state, h) : refusalWithoutCall(state);
        if (refusal.isPresent()) {
            return Rules.noticed(state, new Recent(h.at(), door.door().name() + ": " + refusal.get(), false, Optional.of(h.door())));
        }
        if (isOpening(state, h)) {
            return new Step(state, List.of());
        }
        var opening =
                new Opening(h.command(), h.output(), output.get().name(), Opening.Stage.ASKED, false, "Asked", h.at());
        var next = state.change();
        put(next, h, opening);
        var deeds = new ArrayList<Deed>();
        deeds.add(new Deed.Open(
                h.command(),
                h.call(),
                h.door(),
                door.door().name(),
                output.get(),
                state.seat().map(Seat::name).orElse("nobody"),
                h.pressedAt(),
                h.at()));
        if (h.call().isEmpty()) {
            deeds.addAll(filmed(state, h, door.door().name()));
        }
        return new Step(next.done(), deeds);
    }

    /// A door that is opened without a call is filmed too, shortly; while a call of it is filmed, that clip has it.
    private static List<Deed> filmed(DeskState state, Happening.OpenPressed h, String name) {
        return state.callOf(h.door()).isPresent()
                ? List.of()
                : List.of(
                        new Deed.Film(h.door(), name, new Deed.Occasion.OfOpening(h.command())),
                        new Deed.FilmEnds(h.door(), Rules.FILMED_AFTER));
    }

    static Step moved(DeskState state, Happening.OpeningMoved h) {
        var next = state.change();
        boolean known = false;
        for (var call : state.calls()) {
            if (call.opening()
                    .filter(o -> o.command().equals(h.command()) && !o.over())
                    .isPresent()) {
                CallRules.replace(next, call.with(moved(call.opening().get(), h)));
                known = true;
            }
        }
        String name = "";
        var where = Optional.<gatehouse.door.DoorId>empty();
        for (var entry : state.doors().entrySet()) {
            var door = entry.getValue();
            if (door.opening()
                    .filter(o -> o.command().equals(h.command()) && !o.over())
                    .isPresent()) {
                next.doors.put(
                        entry.getKey(),
                        door.with(Optional.of(moved(door.opening().get(), h))));
                name = door.door().name();
                where = Optional.of(entry.getKey());
                known = true;
            }
        }
        if (known && h.over()) {
            boolean wants = h.stage() == Opening.Stage.NOT_CONFIRMED || h.stage() == Opening.Stage.REFUSED;
            next.recent = Rules.recentWith(state, new Recent(h.at(), name + ": " + said(h), wants, where));
        }
        return new Step(next.done(), List.of());
    }

    private static String said(Happening.OpeningMoved h) {
        return switch (h.stage()) {
            case NOT_CONFIRMED -> "NOT CONFIRMED. " + h.words();
            case REFUSED -> "refused. " + h.words();
            case ASKED, ACCEPTED, CONFIRMED -> h.words();
        };
    }

    private static Opening moved(Opening was, Happening.OpeningMoved h) {
        return new Opening(was.command(), was.outputId(), was.outputName(), h.stage(), h.over(), h.words(), h.at());
    }

    private static Optional<String> refusalInCall(DeskState state, Happening.OpenPressed h) {
        var call = h.call().flatMap(state::call).filter(Call::alive);
        if (!state.may(Right.UNLOCK)) {
            return Optional.of("log in to open");
        }
        if (call.isEmpty()) {
            return Optional.of("the call was over before the button was let go; nothing was opened");
        }
        if (!call.get().door().equals(Optional.of(h.door()))) {
            return Optional.of("this call does not come from that door; nothing was opened");
        }
        if (!state.shown().equals(h.call())) {
            return Optional.of("another call came into view; press again, nothing was opened");
        }
        if (h.pressedAt() - state.shownAt() < DeskState.ARMING.toNanos()) {
            return Optional.of("pressed in the moment the call changed; press again, nothing was opened");
        }
        return Optional.empty();
    }

    private static Optional<String> refusalWithoutCall(DeskState state) {
        return state.may(Right.UNLOCK_WITHOUT_CALL)
                ? Optional.empty()
                : Optional.of("opening without a call is for supervisors; nothing was opened");
    }

    /// One order at a time for each output.
    private static boolean isOpening(DeskState state, Happening.OpenPressed h) {
        var ofDoor = state.doors().get(h.door()).opening();
        return ofDoor.filter(o -> !o.over() && o.outputId().equals(h.output())).isPresent();
    }

    private static void put(DeskState.Changed next, Happening.OpenPressed h, Opening opening) {
        next.doors.computeIfPresent(h.door(), (id, was) -> was.with(Optional.of(opening)));
        h.call().ifPresent(id -> next.calls.replaceAll(c -> c.id().equals(id) ? c.with(opening) : c));
    }
}
