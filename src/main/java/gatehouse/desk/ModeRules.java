package gatehouse.desk;

import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.operator.Right;
import gatehouse.site.DoorGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.UUID;

/// Held open, locked down, back to normal: by a person, by the clock, by the site's schedule. Part of [Rules]; pure as
/// they are.
///
/// A lockdown wins over everything: it ends a hold, nothing is held open or opened while it lasts, and what was held
/// open before is not held open again when it is released.
final class ModeRules {
    /// Longer than this nobody means to leave a door open.
    static final Duration LONGEST_HOLD = Duration.ofHours(24);
    private static final Duration SUMMER_TIME = Duration.ofHours(2);

    static final String BY_CLOCK = "Gatehouse";
    private static final int MOST_NAMED = 20;

    private ModeRules() {}

    static Step holdOpen(DeskState state, Happening.HoldOpenPressed h) {
        var may = doors(state, h.where()).stream()
                .filter(id -> state.may(Right.HOLD_OPEN, id))
                .toList();
        if (may.isEmpty()) {
            return noticed(state, h.at(), "holding a door open is for supervisors; nothing was opened");
        }
        if (!h.until().isAfter(h.at()) || h.until().isAfter(h.at().plus(LONGEST_HOLD))) {
            return noticed(state, h.at(), "a door is held open for at most 24 hours; nothing was opened");
        }
        if (!OpenRules.recordable(state)) {
            return noticed(state, h.at(), "nothing can be put on record, so nothing was opened");
        }
        var by = who(state);
        var at = new Change(state, h.at());
        for (var id : may) {
            var door = state.doors().get(id);
            if (door.mode().lockedDown()) {
                at.notice(door.door().name() + ": lockdown; it is not held open until a supervisor releases it");
            } else if (door.door().security().high()) {
                at.notice(door.door().name() + ": a door of high security is not held open");
            } else if (!door.door().outputs().isEmpty()) {
                at.sets(
                        id,
                        new Mode.HeldOpen(h.command(), h.at(), h.until(), by, false, Mode.PENDING),
                        h.command(),
                        by,
                        Memory.What.MODE_SET);
                at.forced(h.command(), false, List.of(id), by, "held open");
            }
        }
        return at.step();
    }

    static Step normal(DeskState state, Happening.NormalPressed h) {
        var by = who(state);
        var at = new Change(state, h.at());
        for (var id : doors(state, h.where())) {
            if (state.doors().get(id).mode().heldOpen() && state.may(Right.HOLD_OPEN, id)) {
                at.sets(id, Mode.NORMAL, h.command(), by, Memory.What.MODE_ENDED);
            }
        }
        return at.step();
    }

    static Step lockdown(DeskState state, Happening.LockdownPressed h) {
        var by = who(state);
        var locked = doors(state, h.where()).stream()
                .filter(id -> state.may(Right.LOCKDOWN, id))
                .filter(id -> !state.doors().get(id).mode().lockedDown())
                .toList();
        if (locked.isEmpty()) {
            return new Step(state, List.of());
        }
        var at = new Change(state, h.at());
        for (var id : locked) {
            at.sets(id, new Mode.LockedDown(h.command(), h.at(), by, h.where(), Mode.PENDING), h.command(), by);
        }
        at.remember(Memory.What.LOCKDOWN, locked, by, "Lockdown by " + by + ": " + names(state, locked));
        return at.step();
    }

    static Step released(DeskState state, Happening.LockdownReleased h) {
        var free = state.doors().entrySet().stream()
                .filter(e ->
                        h.doors().contains(e.getKey()) && e.getValue().mode().lockedDown())
                .map(Map.Entry::getKey)
                .toList();
        if (free.isEmpty()) {
            return new Step(state, List.of());
        }
        var at = new Change(state, h.at());
        for (var id : free) {
            at.sets(id, Mode.NORMAL, h.command(), h.by());
            skips(state, at, id, h.at());
        }
        at.next.guarding = at.next.guarding.saying("");
        at.forced(h.command(), h.duress(), free, h.by(), "released the lockdown");
        at.remember(
                Memory.What.LOCKDOWN_RELEASED,
                free,
                h.by(),
                "Lockdown released by " + h.by() + ": " + names(state, free));
        return at.step();
    }

    /// Nothing opens by itself because a lockdown is released: the schedule goes on with its next period.
    private static void skips(DeskState state, Change at, DoorId id, Instant now) {
        state.site().openHours().stream()
                .filter(h -> h.door().equals(id))
                .flatMap(h -> h.schedule().untilOnWorkdays(now).stream())
                .forEach(until -> at.scheduled(id, until));
    }

    static Step releaseRefused(DeskState state, Happening.ReleaseRefused h) {
        var next = state.change();
        next.guarding = state.guarding().saying(h.words());
        return new Step(next.done(), List.of());
    }

    /// What the door itself made of its mode. A hold that it did not take is none; a lockdown holds at this desk in any
    /// case; a door that may still be open though it should be normal must be looked at.
    static Step taken(DeskState state, Happening.ModeTaken h) {
        var door = state.doors().get(h.door());
        if (door == null) {
            return new Step(state, List.of());
        }
        boolean doubtful = h.taken().how() == Mode.How.REFUSED || h.taken().how() == Mode.How.NOT_CONFIRMED;
        return switch (door.mode()) {
            case Mode.HeldOpen m ->
                m.command().equals(h.command()) ? held(state, door, h, doubtful) : new Step(state, List.of());
            case Mode.LockedDown m ->
                m.command().equals(h.command()) ? settled(state, door, h, false) : new Step(state, List.of());
            case Mode.Normal m -> doubtful ? settled(state, door, h, true) : new Step(state, List.of());
        };
    }

    private static Step held(DeskState state, DoorState door, Happening.ModeTaken h, boolean doubtful) {
        if (h.taken().how() != Mode.How.REFUSED) {
            return settled(state, door, h, doubtful);
        }
        var at = new Change(state, h.at());
        at.puts(h.door(), Mode.NORMAL);
        at.doubt(door.door(), h);
        return at.step();
    }

    private static Step settled(DeskState state, DoorState door, Happening.ModeTaken h, boolean doubtful) {
        var at = new Change(state, h.at());
        at.puts(h.door(), door.mode().with(h.taken()));
        if (doubtful) {
            at.doubt(door.door(), h);
        }
        return at.step();
    }

    static Step timeCame(DeskState state, Instant now) {
        var at = new Change(state, now);
        for (var entry : state.doors().entrySet()) {
            var door = entry.getValue();
            if (door.mode() instanceof Mode.HeldOpen m && ends(m, now)) {
                at.sets(entry.getKey(), Mode.NORMAL, commandOf(m, now), BY_CLOCK, Memory.What.MODE_ENDED);
            }
        }
        opened(state, at, now);
        return at.wakes(next(state, now));
    }

    /// By the clock on the wall, as it was meant. One that would last longer than anybody may hold a door open was made
    /// so by a clock that was set back.
    private static boolean ends(Mode.HeldOpen hold, Instant now) {
        return !hold.until().isAfter(now)
                || hold.until().isAfter(now.plus(LONGEST_HOLD).plus(SUMMER_TIME));
    }

    /// What the site's schedule opens, once for each of its periods: who ended it by hand, or locked down meanwhile,
    /// meant it so.
    private static void opened(DeskState state, Change at, Instant now) {
        for (var hours : state.site().openHours()) {
            var door = state.doors().get(hours.door());
            var until = hours.schedule().untilOnWorkdays(now);
            if (door == null || until.isEmpty()) {
                continue;
            }
            boolean begun = door.standing().scheduledUntil().equals(until.get());
            if (begun || !door.mode().normal() || door.door().security().high() || !OpenRules.recordable(state)) {
                continue;
            }
            var command = UUID.nameUUIDFromBytes(
                    (hours.door() + " " + until.get()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            at.sets(
                    hours.door(),
                    new Mode.HeldOpen(command, now, until.get(), BY_CLOCK, true, Mode.PENDING),
                    command,
                    BY_CLOCK,
                    Memory.What.MODE_SET);
            at.scheduled(hours.door(), until.get());
        }
    }

    /// The end of a hold has a command of its own, the same however often it is computed.
    private static UUID commandOf(Mode.HeldOpen hold, Instant now) {
        return new UUID(hold.command().getMostSignificantBits(), now.toEpochMilli());
    }

    static Step found(DeskState state, Happening.StandingsFound h) {
        var next = state.change();
        h.modes()
                .forEach((id, mode) -> next.doors.computeIfPresent(
                        id,
                        (i, was) -> was.mode().normal()
                                ? was.with(scheduled(was.standing().with(known(mode))))
                                : was));
        var concerns = new ArrayList<>(state.guarding().concerns());
        concerns.addAll(h.concerns());
        next.guarding = state.guarding().with(concerns);
        return timeCame(next.done(), h.at());
    }

    private static Standing scheduled(Standing standing) {
        return standing.mode() instanceof Mode.HeldOpen m && m.scheduled() ? standing.scheduled(m.until()) : standing;
    }

    /// An order that was on its way when the console ended: nobody heard the answer.
    private static Mode known(Mode mode) {
        return switch (mode) {
            case Mode.Normal m -> m;
            case Mode.HeldOpen m -> m.taken().how() == Mode.How.PENDING ? m.with(unheard()) : m;
            case Mode.LockedDown m -> m.taken().how() == Mode.How.PENDING ? m.with(unheard()) : m;
        };
    }

    private static Mode.Taken unheard() {
        return new Mode.Taken(Mode.How.NOT_CONFIRMED, "The console ended before the door answered.");
    }

    /// When something changes next by the clock; empty when nothing does.
    static Optional<Instant> next(DeskState state) {
        return state.doors().values().stream()
                .flatMap(d -> d.mode() instanceof Mode.HeldOpen m
                        ? java.util.stream.Stream.of(m.until())
                        : java.util.stream.Stream.<Instant>empty())
                .min(Instant::compareTo);
    }

    /// The next moment at which a hold ends or a schedule begins.
    private static Optional<Instant> next(DeskState state, Instant now) {
        var begins = state.site().openHours().stream().flatMap(h -> h.schedule().nextOnWorkdays(now).stream());
        return java.util.stream.Stream.concat(begins, next(state).stream())
                .filter(at -> at.isAfter(now))
                .min(Instant::compareTo);
    }

    /// The doors that are meant, in the order of the site.
    static SequencedSet<DoorId> doors(DeskState state, Where where) {
        var meant = switch (where) {
            case Where.OneDoor w -> Set.of(w.door());
            case Where.OfGroup w ->
                state.site()
                        .group(w.group())
                        .map(DoorGroup::doors)
                        .map(Set::copyOf)
                        .orElse(Set.of());
            case Where.WholeSite w -> state.doors().keySet();
        };
        var there = new LinkedHashSet<DoorId>(state.doors().keySet());
        there.retainAll(meant);
        return there;
    }

    private static String who(DeskState state) {
        return state.seat().map(Seat::name).orElse("nobody");
    }

    private static String names(DeskState state, List<DoorId> doors) {
        if (doors.size() == state.doors().size() && doors.size() > 1) {
            return "the whole site, " + doors.size() + " doors";
        }
        var names = doors.stream()
                .limit(MOST_NAMED)
                .map(id -> state.doors().get(id).door().name())
                .toList();
        int more = doors.size() - names.size();
        return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
    }

    private static Step noticed(DeskState state, Instant at, String words) {
        return Rules.noticed(state, new Recent(at, words, false));
    }

    /// A step in the making.
    private static final class Change {
        private final DeskState before;
        private final Instant at;
        private final DeskState.Changed next;
        private final List<Deed> deeds = new ArrayList<>();
        private boolean changed;

        Change(DeskState before, Instant at) {
            this.before = before;
            this.at = at;
            this.next = before.change();
        }

        void puts(DoorId id, Mode mode) {
            var door = before.doors().get(id);
            next.doors.put(id, door.with(door.standing().with(mode)));
            changed = true;
        }

        void sets(DoorId id, Mode mode, UUID command, String by) {
            puts(id, mode);
            deeds.add(new Deed.SetMode(command, before.doors().get(id).door(), mode, by, at));
        }

        void sets(DoorId id, Mode mode, UUID command, String by, Memory.What what) {
            sets(id, mode, command, by);
            var name = before.doors().get(id).door().name();
            var facts = mode instanceof Mode.HeldOpen m
                    ? Map.of("mode", "held open", "until", m.until().toString())
                    : Map.of("mode", "normal");
            var said = mode instanceof Mode.HeldOpen m
                    ? name + ": held open until " + m.until() + " by " + by
                    : name + ": back to normal, by " + by;
            deeds.add(Concerns.remember(what, at, id, Optional.of(by), facts, said, Optional.empty()));
        }

        /// Nothing at the desk looks different.
        void forced(UUID command, boolean duress, List<DoorId> doors, String by, String how) {
            if (duress || before.seat().map(Seat::duress).orElse(false)) {
                var door = before.doors().get(doors.getFirst()).door();
                deeds.add(new Deed.SilentAlarm(command, Optional.empty(), door.id(), door.name(), by, how, at));
            }
        }

        void notice(String words) {
            next.recent = Rules.recentWith(next.done(), new Recent(at, words, false));
            changed = true;
        }

        void remember(Memory.What what, List<DoorId> doors, String by, String sentence) {
            deeds.add(new Deed.Remember(new Memory(
                    what,
                    at,
                    doors.size() == 1 ? Optional.of(doors.getFirst()) : Optional.empty(),
                    Optional.of(by),
                    Optional.empty(),
                    Map.of(
                            "doors",
                            String.join(" ", doors.stream().map(DoorId::value).toList())),
                    sentence,
                    Optional.empty())));
            next.recent = Rules.recentWith(next.done(), new Recent(at, sentence, true));
        }

        void doubt(Door door, Happening.ModeTaken h) {
            Concerns.add(
                    next,
                    new Concern(
                            h.command(),
                            Concern.Kind.MODE_IN_DOUBT,
                            door.id(),
                            door.name(),
                            h.taken().words(),
                            at,
                            Optional.empty()));
            deeds.add(Concerns.remember(
                    Memory.What.MODE_SET,
                    at,
                    door.id(),
                    Optional.empty(),
                    Map.of("mode", "in doubt"),
                    door.name() + ": " + h.taken().words(),
                    Optional.empty()));
            changed = true;
        }

        void scheduled(DoorId id, Instant until) {
            next.doors.computeIfPresent(
                    id, (i, door) -> door.with(door.standing().scheduled(until)));
        }

        Step wakes(Optional<Instant> moment) {
            moment.ifPresent(m -> deeds.add(new Deed.Wake(m)));
            return new Step(changed ? next.done() : before, deeds);
        }

        Step step() {
            return new Step(changed || !deeds.isEmpty() ? next.done() : before, deeds);
        }
    }
}
