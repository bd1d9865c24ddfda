package gatehouse.desk;

import gatehouse.door.Door;
import gatehouse.operator.Right;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the doors tell by themselves, and what stays to be looked at. Part of [Rules]; pure as they are.
final class Concerns {
    private Concerns() {}

    static void add(DeskState.Changed next, Concern concern) {
        var all = new ArrayList<Concern>();
        all.add(concern);
        all.addAll(next.guarding.concerns());
        next.guarding = next.guarding.with(all);
    }

    /// The contact of a door moves on what is still awaited of its last opening.
    static Step stands(DeskState state, Happening.DoorStands h) {
        var door = state.doors().get(h.door());
        if (door == null) {
            return new Step(state, List.of());
        }
        var now = door.standing().with(h.leaf()).with(h.bolt());
        if (now.equals(door.standing())) {
            return new Step(state, List.of());
        }
        var next = state.change();
        next.doors.put(h.door(), door.with(now));
        if (h.leaf() == Standing.Leaf.CLOSED) {
            end(next, h.door(), h.at());
        }
        return new Step(next.done(), List.of());
    }

    /// A door that is held open on purpose is neither forced nor open for too long. What is told once is not told again
    /// while it lasts.
    static Step misused(DeskState state, Happening.DoorMisused h) {
        var door = state.doors().get(h.door());
        boolean told = state.guarding().concerns().stream()
                .anyMatch(c -> c.door().equals(h.door())
                        && c.kind() == h.kind()
                        && c.over().isEmpty());
        if (door == null || door.mode().heldOpen() || told) {
            return new Step(state, List.of());
        }
        var next = state.change();
        var name = door.door().name();
        add(next, new Concern(h.id(), h.kind(), h.door(), name, h.words(), h.at(), Optional.empty()));
        next.recent = Rules.recentWith(state, new Recent(h.at(), name + ": " + h.words(), true, Optional.of(h.door())));
        return new Step(
                next.done(),
                List.of(
                        remember(
                                h.kind() == Concern.Kind.HELD_TOO_LONG
                                        ? Memory.What.DOOR_HELD_OPEN
                                        : Memory.What.DOOR_FORCED,
                                h.at(),
                                h.door(),
                                Optional.empty(),
                                Map.of(),
                                name + ": " + h.words(),
                                Optional.of(Memory.Photo.MANUAL)),
                        new Deed.Film(h.door(), name, new Deed.Occasion.OfOpening(h.id())),
                        new Deed.FilmEnds(h.door(), Rules.FILMED_AFTER)));
    }

    static Step relocked(DeskState state, Happening.DoorRelocked h) {
        var door = state.doors().get(h.door());
        if (door == null) {
            return new Step(state, List.of());
        }
        var next = state.change();
        end(next, h.door(), h.at());
        var said = door.door().name() + ": closed and locked again";
        next.recent = Rules.recentWith(state, new Recent(h.at(), said, false, Optional.of(h.door())));
        return new Step(
                next.done(),
                List.of(
                        remember(
                                Memory.What.DOOR_RELOCKED,
                                h.at(),
                                h.door(),
                                Optional.empty(),
                                Map.of(),
                                said,
                                Optional.empty()),
                        new Deed.RelockedSound(h.door())));
    }

    /// The door is as it should be again; that it was not stays until somebody looked.
    private static void end(DeskState.Changed next, gatehouse.door.DoorId door, Instant at) {
        next.guarding = next.guarding.with(next.guarding.concerns().stream()
                .map(c -> c.door().equals(door) && isMisuse(c.kind()) ? c.ended(at) : c)
                .toList());
    }

    private static boolean isMisuse(Concern.Kind kind) {
        return switch (kind) {
            case FORCED, HELD_TOO_LONG -> true;
            case NOT_CONFIRMED, OFF_RECORD, MODE_IN_DOUBT -> false;
        };
    }

    static Step lookedAt(DeskState state, Happening.LookedAt h) {
        var concern = state.guarding().concerns().stream()
                .filter(c -> c.id().equals(h.concern()))
                .findFirst();
        if (concern.isEmpty() || !state.may(Right.ACKNOWLEDGE_MISSED)) {
            return new Step(state, List.of());
        }
        var seen = concern.get();
        var next = state.change();
        next.guarding = next.guarding.with(state.guarding().concerns().stream()
                .filter(c -> !c.equals(seen))
                .toList());
        var who = state.seat().map(Seat::name);
        return new Step(
                next.done(),
                List.of(remember(
                        Memory.What.LOOKED_AT,
                        h.at(),
                        seen.door(),
                        who,
                        Map.of(
                                "concern",
                                seen.kind().name(),
                                "command",
                                seen.id().toString()),
                        who.orElse("Somebody") + " has looked at " + seen.doorName() + ": " + said(seen.kind()),
                        Optional.empty())));
    }

    static String said(Concern.Kind kind) {
        return switch (kind) {
            case NOT_CONFIRMED -> "opening not confirmed";
            case FORCED -> "forced";
            case HELD_TOO_LONG -> "open for too long";
            case OFF_RECORD -> "opened off the record";
            case MODE_IN_DOUBT -> "mode in doubt";
        };
    }

    static void offRecord(DeskState.Changed next, List<Deed> deeds, Happening.OpenPressed h, Door door, String who) {
        var words = "opened off the record on the word of " + who;
        add(
                next,
                new Concern(
                        h.command(), Concern.Kind.OFF_RECORD, door.id(), door.name(), words, h.at(), Optional.empty()));
        deeds.add(new Deed.OffRecordTold(door.id(), door.name(), who, h.at()));
        deeds.add(remember(
                Memory.What.OFF_RECORD,
                h.at(),
                door.id(),
                Optional.of(who),
                Map.of("command", h.command().toString()),
                door.name() + ": " + words,
                Optional.empty()));
    }

    static Deed remember(
            Memory.What what,
            Instant at,
            gatehouse.door.DoorId door,
            Optional<String> who,
            Map<String, String> facts,
            String sentence,
            Optional<Memory.Photo> photo) {
        return new Deed.Remember(
                new Memory(what, at, Optional.of(door), who, Optional.empty(), facts, sentence, photo));
    }
}
