package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;
import gatehouse.operator.Right;
import gatehouse.site.Site;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// Everything a screen may show, at one moment. Immutable; [Rules] makes the next one.
///
/// `calls` holds the calls that live, and one that is over for as long as the pop-up still shows it. `shown` is the
/// call in the pop-up, `shownAt` the monotonic time since when: an open button is armed 500 ms later.
public record DeskState(
        Site site,
        Optional<Seat> seat,
        Optional<String> logInWords,
        Shift shift,
        SequencedMap<DoorId, DoorState> doors,
        List<Call> calls,
        Optional<CallId> shown,
        long shownAt,
        SequencedMap<String, Lamp> lamps,
        List<Recent> recent,
        CallBook book,
        double volume,
        Optional<Duration> ringToFace,
        Guarding guarding) {
    /// How long after the shown call changed the open button still ignores presses.
    public static final Duration ARMING = Duration.ofMillis(500);

    private static final Comparator<Call> URGENCY =
            Comparator.<Call>comparingInt(c -> -c.priority()).thenComparing(Call::since);

    public DeskState {
        requireNonNull(site);
        requireNonNull(seat);
        requireNonNull(logInWords);
        requireNonNull(shift);
        doors = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>(doors));
        calls = List.copyOf(calls);
        requireNonNull(shown);
        lamps = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>(lamps));
        recent = List.copyOf(recent);
        requireNonNull(book);
        requireNonNull(ringToFace);
        requireNonNull(guarding);
    }

    public static DeskState opened(Site site) {
        var doors = new LinkedHashMap<DoorId, DoorState>();
        for (var door : site.doors()) {
            doors.put(door.id(), DoorState.fresh(door));
        }
        return new DeskState(
                site,
                Optional.empty(),
                Optional.empty(),
                Shift.NONE,
                doors,
                List.of(),
                Optional.empty(),
                0,
                new LinkedHashMap<>(),
                List.of(),
                CallBook.EMPTY,
                1.0,
                Optional.empty(),
                Guarding.CALM);
    }

    public boolean may(Right right) {
        return seat.map(s -> s.may(right)).orElse(false);
    }

    public boolean may(Right right, DoorId door) {
        return seat.map(s -> s.may(right, door)).orElse(false);
    }

    /// Whether whoever sits here may deal with the calls of this very door. Somebody who calls from no door is for
    /// everybody who answers anywhere.
    public boolean mayAnswer(Optional<DoorId> door) {
        return door.map(d -> may(Right.ANSWER, d)).orElseGet(() -> may(Right.ANSWER));
    }

    /// Whether a call is there for whoever sits here. While nobody does, every call is, so that it is ready.
    boolean sees(Call call) {
        return seat.isEmpty() || call.door().map(d -> may(Right.SEE, d)).orElse(true);
    }

    /// The doors that are meant, in the order of the site.
    public SequencedSet<DoorId> doors(Where where) {
        return ModeRules.doors(this, where);
    }

    public Optional<Call> call(CallId id) {
        return calls.stream().filter(c -> c.id().equals(id)).findFirst();
    }

    public Optional<Call> shownCall() {
        return shown.flatMap(this::call);
    }

    /// The calls nobody has taken yet, most urgent first. A door that rang again stands here once.
    public List<Call> waiting() {
        var doors = new java.util.HashSet<DoorId>();
        return calls.stream()
                .filter(Call::ringing)
                .sorted(URGENCY)
                .filter(c -> c.door().map(doors::add).orElse(true))
                .toList();
    }

    /// How many missed calls nobody has acknowledged.
    public int missed() {
        return book.missed().stream().mapToInt(MissedCall::times).sum();
    }

    /// The calls that were put aside, the longest first.
    public List<Call> held() {
        return calls.stream()
                .filter(Call::held)
                .sorted(Comparator.comparing(DeskState::heldSince))
                .toList();
    }

    private static java.time.Instant heldSince(Call call) {
        return call.phase() instanceof Phase.Held held ? held.since() : call.since();
    }

    /// The call that is talked in, or is about to be.
    public Optional<Call> talking() {
        return calls.stream().filter(Call::talking).findFirst();
    }

    /// The living call of a door, the most urgent when there are several.
    public Optional<Call> callOf(DoorId door) {
        return calls.stream()
                .filter(Call::alive)
                .filter(c -> c.door().filter(door::equals).isPresent())
                .min(URGENCY);
    }

    /// Doors that could ring this desk now: their way in is up and their picture lives.
    public long doorsThatCanRing() {
        return doors.values().stream()
                .filter(d -> d.canBeSeen() && wayInIsUp(d))
                .count();
    }

    private boolean wayInIsUp(DoorState door) {
        return door.door()
                .callsFrom()
                .map(from -> switch (from) {
                    case gatehouse.door.CallsFrom.Extension e -> good("line:" + e.line());
                    case gatehouse.door.CallsFrom.Peer p -> good("listen");
                })
                .orElse(false);
    }

    private boolean good(String lamp) {
        var found = lamps.get(lamp);
        return found != null && found.health() == Lamp.Health.GOOD;
    }

    /// What whoever sits here may see of it: doors without [Right#SEE] are not there, nor are their calls. While nobody
    /// sits here, everything is there, so that it is ready.
    public DeskState seen() {
        if (seat.isEmpty() || seat.get().rights().everywhere(Right.SEE)) {
            return this;
        }
        var next = change();
        next.doors.keySet().removeIf(door -> !may(Right.SEE, door));
        next.site = site.withDoors(
                site.doors().stream().filter(door -> may(Right.SEE, door.id())).toList());
        next.calls.removeIf(
                call -> call.door().filter(door -> !may(Right.SEE, door)).isPresent());
        next.recent = recent.stream()
                .filter(line -> line.door().map(door -> may(Right.SEE, door)).orElse(true))
                .toList();
        next.book = book.withMissed(book.missed().stream()
                .filter(call -> call.door().map(door -> may(Right.SEE, door)).orElse(true))
                .toList());
        next.guarding = guarding.with(guarding.concerns().stream()
                .filter(concern -> may(Right.SEE, concern.door()))
                .toList());
        return next.done();
    }

    Changed change() {
        return new Changed(this);
    }

    /// A copy in the making: the fields that differ are set, the rest stays.
    static final class Changed {
        Site site;
        Optional<Seat> seat;
        Optional<String> logInWords;
        Shift shift;
        SequencedMap<DoorId, DoorState> doors;
        List<Call> calls;
        Optional<CallId> shown;
        long shownAt;
        SequencedMap<String, Lamp> lamps;
        List<Recent> recent;
        CallBook book;
        double volume;
        Optional<Duration> ringToFace;
        Guarding guarding;

        private Changed(DeskState from) {
            site = from.site;
            seat = from.seat;
            logInWords = from.logInWords;
            shift = from.shift;
            doors = new LinkedHashMap<>(from.doors);
            calls = new java.util.ArrayList<>(from.calls);
            shown = from.shown;
            shownAt = from.shownAt;
            lamps = new LinkedHashMap<>(from.lamps);
            recent = new java.util.ArrayList<>(from.recent);
            book = from.book;
            volume = from.volume;
            ringToFace = from.ringToFace;
            guarding = from.guarding;
        }

        DeskState done() {
            return new DeskState(
                    site,
                    seat,
                    logInWords,
                    shift,
                    doors,
                    calls,
                    shown,
                    shownAt,
                    lamps,
                    recent,
                    book,
                    volume,
                    ringToFace,
                    guarding);
        }
    }
}
