package gatehouse.unlock;

import gatehouse.door.DoorId;
import gatehouse.door.TellsBy.Part;
import gatehouse.door.Times;
import gatehouse.unlock.DoorNews.Tri;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// What an output has told so far, and what is news of it. Immutable and pure; times are arguments.
///
/// A leaf that opens is forced when nothing explains it: the bolt was not told released, no order that was not refused
/// went out within the time that people take, and the door is not held open. A device that tells of forced and held
/// doors itself is believed.
record DoorStory(
        DoorId door,
        String output,
        Times times,
        DoorNews.Standing standing,
        Optional<DoorNews.Mode> mode,
        List<Order> orders,
        Optional<Long> releasedAt,
        Optional<Opened> opened,
        boolean tampered,
        boolean deaf) {
    /// People take their time between the buzz and the push.
    static final Duration GRACE = Duration.ofSeconds(15);

    /// An order of this desk, and when it went out.
    record Order(UUID command, long nanos) {}

    /// Since when the leaf is open, and whether that was called too long already.
    record Opened(Instant at, long nanos, boolean tooLong) {}

    /// The story after something, and what is news.
    record Next(DoorStory story, List<DoorNews> news) {}

    static DoorStory begin(DoorId door, String output, Times times) {
        return new DoorStory(
                door,
                output,
                times,
                DoorNews.Standing.UNTOLD,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                false);
    }

    /// This desk sent an order at that moment. Of one that is sent twice, after a log-in, the last counts.
    DoorStory ordered(UUID command, long nanos) {
        var now = Stream.concat(without(command).stream(), Stream.of(new Order(command, nanos)))
                .filter(o -> lately(o.nanos(), nanos));
        return withOrders(now.toList());
    }

    /// That order was refused, so it explains nothing.
    DoorStory refused(UUID command) {
        return withOrders(without(command));
    }

    private List<Order> without(UUID command) {
        return orders.stream().filter(o -> !o.command().equals(command)).toList();
    }

    Next after(Sign sign) {
        return switch (sign) {
            case Sign.State s -> s.part() == Part.LOCK ? lock(s) : leaf(s);
            case Sign.Mode m -> mode(m);
            case Sign.Alarm a -> alarm(a);
            case Sign.Tamper t ->
                t.begins() == tampered
                        ? quiet(this)
                        : told(with(t.begins(), deaf), new DoorNews.Tamper(door, output, t.at(), t.begins(), t.by()));
            case Sign.Fault f -> told(this, new DoorNews.Fault(door, output, f.at(), f.words()));
            case Sign.Heard h -> told(with(tampered, false), new DoorNews.Heard(door, output, h.at()));
            case Sign.Deaf d ->
                deaf ? quiet(this) : told(untold(), new DoorNews.Deaf(door, output, d.at(), d.by() + ": " + d.why()));
        };
    }

    /// Nothing came until that moment.
    Next at(Instant now, long nanos) {
        if (dueAt().isEmpty() || nanos - dueAt().get() < 0) {
            return quiet(this);
        }
        return told(
                withOpened(
                        Optional.of(new Opened(opened.get().at(), opened.get().nanos(), true))),
                new DoorNews.HeldOpen(
                        door,
                        output,
                        now,
                        "the clock of this desk",
                        Duration.ofNanos(nanos - opened.get().nanos())));
    }

    /// When it has to be looked at again, though nothing came.
    Optional<Long> dueAt() {
        return opened.filter(o -> !o.tooLong()
                        && mode.filter(m -> m == DoorNews.Mode.HELD_OPEN).isEmpty())
                .map(o -> o.nanos() + times.heldAfter().toNanos());
    }

    private Next lock(Sign.State s) {
        var was = standing.released();
        var is = s.open() ? Tri.YES : Tri.NO;
        var next = with(new DoorNews.Standing(is, standing.open()));
        if (was == is) {
            return quiet(next);
        }
        if (s.open()) {
            var story = next.withReleased(Optional.of(s.nanos()));
            return was == Tri.UNTOLD && !s.change()
                    ? quiet(story)
                    : told(story, new DoorNews.Released(door, output, s.at(), s.by()));
        }
        return was == Tri.UNTOLD
                ? quiet(next)
                : told(next, new DoorNews.Relocked(door, output, s.at(), s.by(), standing.open() != Tri.YES));
    }

    private Next leaf(Sign.State s) {
        var was = standing.open();
        var is = s.open() ? Tri.YES : Tri.NO;
        var next = with(new DoorNews.Standing(standing.released(), is));
        if (was == is) {
            return quiet(next);
        }
        if (!s.open()) {
            var shut = next.withOpened(Optional.empty());
            if (was == Tri.UNTOLD) {
                return quiet(shut);
            }
            var news = new ArrayList<DoorNews>();
            news.add(new DoorNews.Closed(door, output, s.at(), s.by()));
            if (standing.released() == Tri.NO) {
                news.add(new DoorNews.Relocked(door, output, s.at(), s.by(), true));
            }
            return new Next(shut, news);
        }
        var open = next.withOpened(Optional.of(new Opened(s.at(), s.nanos(), false)));
        if (was == Tri.UNTOLD && !s.change()) {
            return quiet(open);
        }
        return told(
                open,
                isExplained(s.nanos())
                        ? new DoorNews.Opened(door, output, s.at(), s.by())
                        : new DoorNews.Forced(door, output, s.at(), s.by()));
    }

    private boolean isExplained(long nanos) {
        return !times.forced()
                || standing.released() == Tri.YES
                || mode.filter(m -> m == DoorNews.Mode.HELD_OPEN).isPresent()
                || orders.stream().anyMatch(o -> lately(o.nanos(), nanos))
                || releasedAt.filter(at -> lately(at, nanos)).isPresent();
    }

    private boolean lately(long when, long nanos) {
        var pulse = times.pulse().orElse(Times.LONGEST_PULSE);
        return nanos - when <= GRACE.plus(pulse).toNanos();
    }

    private Next mode(Sign.Mode m) {
        if (mode.filter(was -> was == m.mode()).isPresent()) {
            return quiet(this);
        }
        var next = new DoorStory(
                door, output, times, standing, Optional.of(m.mode()), orders, releasedAt, opened, tampered, deaf);
        return told(next, new DoorNews.ModeTold(door, output, m.at(), m.mode(), m.by()));
    }

    private Next alarm(Sign.Alarm a) {
        if (a.forced()) {
            return told(this, new DoorNews.Forced(door, output, a.at(), a.by()));
        }
        if (opened.filter(Opened::tooLong).isPresent()) {
            return quiet(this);
        }
        var since = opened.orElse(new Opened(a.at(), a.nanos(), true));
        return told(
                withOpened(Optional.of(new Opened(since.at(), since.nanos(), true))),
                new DoorNews.HeldOpen(
                        door, output, a.at(), a.by(), Duration.ofNanos(Math.max(0, a.nanos() - since.nanos()))));
    }

    private Next quiet(DoorStory story) {
        return new Next(story, List.of());
    }

    private Next told(DoorStory story, DoorNews news) {
        return new Next(story, List.of(news));
    }

    private DoorStory withOrders(List<Order> now) {
        return new DoorStory(door, output, times, standing, mode, now, releasedAt, opened, tampered, deaf);
    }

    private DoorStory with(DoorNews.Standing how) {
        return new DoorStory(door, output, times, how, mode, orders, releasedAt, opened, tampered, deaf);
    }

    private DoorStory with(boolean nowTampered, boolean nowDeaf) {
        return new DoorStory(door, output, times, standing, mode, orders, releasedAt, opened, nowTampered, nowDeaf);
    }

    private DoorStory withReleased(Optional<Long> when) {
        return new DoorStory(door, output, times, standing, mode, orders, when, opened, tampered, deaf);
    }

    private DoorStory withOpened(Optional<Opened> since) {
        return new DoorStory(door, output, times, standing, mode, orders, releasedAt, since, tampered, deaf);
    }

    /// What is not heard is not known: the first word after that is no news.
    private DoorStory untold() {
        return new DoorStory(
                door,
                output,
                times,
                DoorNews.Standing.UNTOLD,
                mode,
                orders,
                releasedAt,
                Optional.empty(),
                tampered,
                true);
    }
}
