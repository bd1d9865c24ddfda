package gatehouse.desk;

import gatehouse.door.Door;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// How an opening comes along after it was sent: the answer to the order, and what the door itself shows until it is
/// closed and locked again. Part of [Rules]; pure as they are.
final class OpeningRules {
    private OpeningRules() {}

    static Step moved(DeskState state, Happening.OpeningMoved h) {
        var door = doorOf(state, h.command());
        var shown = changed(state, h.command(), o -> o.over() ? o : moved(o, h));
        // Another output of the door may be in view by now; the end of this order counts all the same.
        boolean underWay = door.filter(d -> isUnderWay(d, h.command())).isPresent();
        var next = shown.orElseGet(state::change);
        if (h.over() && underWay) {
            var there = door.get().door();
            next.doors.computeIfPresent(
                    there.id(), (id, d) -> d.with(d.standing().over(h.command())));
            boolean wants = h.stage() == Opening.Stage.NOT_CONFIRMED || h.stage() == Opening.Stage.REFUSED;
            next.recent = Rules.recentWith(
                    state, new Recent(h.at(), there.name() + ": " + said(h), wants, Optional.of(there.id())));
            if (h.stage() == Opening.Stage.NOT_CONFIRMED) {
                Concerns.add(next, notConfirmed(there, h));
            }
        }
        return new Step(shown.isPresent() || underWay ? next.done() : state, List.of());
    }

    private static Concern notConfirmed(Door door, Happening.OpeningMoved h) {
        return new Concern(
                h.command(), Concern.Kind.NOT_CONFIRMED, door.id(), door.name(), h.words(), h.at(), Optional.empty());
    }

    private static boolean isUnderWay(DoorState door, UUID command) {
        return door.standing().paces().values().stream()
                .anyMatch(p -> p.underWay().equals(Optional.of(command)));
    }

    static Step barred(DeskState state, Happening.OpeningBarred h) {
        return changed(state, h.command(), o -> o.barred(h.bar()))
                .map(next -> new Step(next.done(), List.of()))
                .orElse(new Step(state, List.of()));
    }

    static Step proven(DeskState state, Happening.OpeningProven h) {
        var door = doorOf(state, h.command());
        var before = door.flatMap(DoorState::opening).map(o -> o.proof().of(h.stage()));
        var next = changed(state, h.command(), o -> o.proven(o.proof().learned(h.stage(), h.seen())));
        if (next.isEmpty()) {
            return new Step(state, List.of());
        }
        boolean first = !(before.orElse(new Proof.Seen.Pending()) instanceof Proof.Seen.Known);
        boolean fresh = h.seen() instanceof Proof.Seen.Known && first && isOfDoor(h.stage());
        return new Step(
                next.get().done(),
                fresh ? door.map(d -> told(state, d, h)).stream().toList() : List.of());
    }

    /// Asked and accepted are on record with the order and its result; what the door does afterwards is told by itself.
    private static boolean isOfDoor(Proof.Stage stage) {
        return switch (stage) {
            case ASKED, ACCEPTED -> false;
            case RELAY, OPENED, CLOSED -> true;
        };
    }

    private static Deed told(DeskState state, DoorState door, Happening.OpeningProven h) {
        var at = h.seen() instanceof Proof.Seen.Known k ? k.at() : Instant.EPOCH;
        var words = switch (h.stage()) {
            case ASKED, ACCEPTED -> "";
            case RELAY -> "the lock has released";
            case OPENED -> "the door is open";
            case CLOSED -> "closed and locked again";
        };
        return new Deed.Remember(new Memory(
                Memory.What.UNLOCK_STAGE,
                at,
                Optional.of(door.door().id()),
                Optional.empty(),
                callOf(state, h.command()),
                Map.of(
                        "command", h.command().toString(),
                        "stage", h.stage().name().toLowerCase(java.util.Locale.ROOT)),
                door.door().name() + ": " + words,
                Optional.empty()));
    }

    private static Optional<CallId> callOf(DeskState state, UUID command) {
        return state.calls().stream()
                .filter(c ->
                        c.opening().filter(o -> o.command().equals(command)).isPresent())
                .map(Call::id)
                .findFirst();
    }

    private static Optional<DoorState> doorOf(DeskState state, UUID command) {
        return state.doors().values().stream()
                .filter(d -> isUnderWay(d, command)
                        || d.opening().filter(o -> o.command().equals(command)).isPresent())
                .findFirst();
    }

    /// The opening of that command, wherever it is shown; empty when it is shown nowhere.
    private static Optional<DeskState.Changed> changed(DeskState state, UUID command, UnaryOperator<Opening> change) {
        var next = state.change();
        boolean known = false;
        for (var call : state.calls()) {
            var there = call.opening().filter(o -> o.command().equals(command));
            if (there.isPresent()) {
                CallRules.replace(next, call.with(change.apply(there.get())));
                known = true;
            }
        }
        for (var entry : state.doors().entrySet()) {
            var there = entry.getValue().opening().filter(o -> o.command().equals(command));
            if (there.isPresent()) {
                next.doors.put(entry.getKey(), entry.getValue().with(Optional.of(change.apply(there.get()))));
                known = true;
            }
        }
        return known ? Optional.of(next) : Optional.empty();
    }

    private static Opening moved(Opening was, Happening.OpeningMoved h) {
        var proof = switch (h.stage()) {
            case ASKED -> was.proof().seen(Proof.Stage.ASKED, h.at());
            case ACCEPTED, CONFIRMED ->
                was.proof().seen(Proof.Stage.ASKED, h.at()).seen(Proof.Stage.ACCEPTED, h.at());
            case NOT_CONFIRMED, REFUSED -> was.proof();
        };
        return was.moved(h.stage(), h.over(), h.words(), h.at()).proven(proof);
    }

    private static String said(Happening.OpeningMoved h) {
        return switch (h.stage()) {
            case NOT_CONFIRMED -> "NOT CONFIRMED. " + h.words();
            case REFUSED -> "refused. " + h.words();
            case ASKED, ACCEPTED, CONFIRMED -> h.words();
        };
    }
}
