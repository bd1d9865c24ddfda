package gatehouse;

import gatehouse.desk.Deed;
import gatehouse.desk.Mode;
import gatehouse.door.Output;
import gatehouse.door.UnlockBy;
import gatehouse.history.Event;
import gatehouse.history.Fact;
import gatehouse.history.Kind;
import gatehouse.unlock.DoorNews;
import gatehouse.unlock.ModeOrder;
import gatehouse.unlock.ModeOutcome;
import gatehouse.unlock.Unlocker;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Tells a door in which mode it is to be, and says what the door itself has to do with it. A door is held open by its
/// first output that can; a lockdown and its end go to every output that knows them.
///
/// Safe for any thread.
final class DoorModes {
    private final Function<ModeOrder, ModeOutcome> unlocker;

    DoorModes(Function<ModeOrder, ModeOutcome> unlocker) {
        this.unlocker = unlocker;
    }

    Mode.Taken set(Deed.SetMode d) {
        var mode = switch (d.mode()) {
            case Mode.Normal m -> DoorNews.Mode.NORMAL;
            case Mode.HeldOpen m -> DoorNews.Mode.HELD_OPEN;
            case Mode.LockedDown m -> DoorNews.Mode.LOCKED_DOWN;
        };
        var able = d.door().outputs().stream()
                .filter(output -> Unlocker.has(output, mode))
                .toList();
        if (able.isEmpty()) {
            return d.mode().heldOpen()
                    ? new Mode.Taken(Mode.How.REFUSED, "This door has no way to be held open.")
                    : new Mode.Taken(Mode.How.DESK_ONLY, "");
        }
        var told = d.mode().heldOpen() ? able.subList(0, 1) : able;
        Optional<Mode.Taken> worst = Optional.empty();
        for (var output : told) {
            var taken = taken(d, output, unlocker.apply(order(d, output, mode)));
            if (worst.isEmpty() || rank(taken.how()) > rank(worst.get().how())) {
                worst = Optional.of(taken);
            }
        }
        return worst.orElseThrow();
    }

    /// Each output has a command of its own, which follows from that of the click.
    private static ModeOrder order(Deed.SetMode d, Output output, DoorNews.Mode mode) {
        var key = d.command() + " " + d.door().id() + " " + output.id() + " " + mode;
        Optional<Duration> until = d.mode() instanceof Mode.HeldOpen held
                ? Optional.of(Duration.between(Instant.now(), held.until())).filter(t -> !t.isNegative())
                : Optional.empty();
        return new ModeOrder(
                UUID.nameUUIDFromBytes(key.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                d.door().id(),
                d.door().name(),
                output,
                mode,
                until,
                d.by(),
                d.at());
    }

    private static Mode.Taken taken(Deed.SetMode d, Output output, ModeOutcome outcome) {
        return switch (outcome) {
            case ModeOutcome.Set it -> new Mode.Taken(ends(d, output), it.how());
            case ModeOutcome.Accepted it -> new Mode.Taken(ends(d, output), "The door took the order.");
            case ModeOutcome.Unknown it -> new Mode.Taken(Mode.How.NOT_CONFIRMED, it.why());
            case ModeOutcome.Refused it -> new Mode.Taken(Mode.How.REFUSED, it.why());
        };
    }

    /// A device that was told how long ends it by itself.
    private static Mode.How ends(Deed.SetMode d, Output output) {
        boolean told = output.ways().stream().anyMatch(way -> saysHowLong(way.by()));
        return d.mode().heldOpen() && told ? Mode.How.DEVICE_ENDS : Mode.How.DESK_ENDS;
    }

    private static boolean saysHowLong(UnlockBy by) {
        return switch (by) {
            case UnlockBy.Http http ->
                http.modes()
                        .hold()
                        .map(Object::toString)
                        .filter(DoorModes::saysHowLong)
                        .isPresent();
            case UnlockBy.Mqtt mqtt ->
                mqtt.modes().hold().filter(DoorModes::saysHowLong).isPresent();
            case UnlockBy.Dtmf it -> false;
            case UnlockBy.OnvifRelay it -> false;
            case UnlockBy.OnvifDoor it -> false;
            case UnlockBy.Modbus it -> false;
        };
    }

    private static boolean saysHowLong(String template) {
        return template.contains("{hold}");
    }

    private static int rank(Mode.How how) {
        return switch (how) {
            case DEVICE_ENDS -> 0;
            case DESK_ENDS -> 1;
            case DESK_ONLY -> 2;
            case PENDING -> 3;
            case NOT_CONFIRMED -> 4;
            case REFUSED -> 5;
        };
    }

    /// Rule 1 holds for a door that is held open too: what cannot be recorded is not sent. A door is locked all the
    /// same.
    static void intent(Records records, ModeOrder order) throws IOException {
        try {
            records.durable(event(
                    Kind.MODE_INTENT,
                    order,
                    order.operator() + " asked " + order.doorName() + " to be " + words(order.mode())));
        } catch (IOException e) {
            if (order.mode() == DoorNews.Mode.HELD_OPEN) {
                throw e;
            }
        }
    }

    static void result(Records records, ModeOrder order, ModeOutcome outcome) throws IOException {
        var said = switch (outcome) {
            case ModeOutcome.Set it -> "so it is. " + it.how();
            case ModeOutcome.Accepted it -> "accepted";
            case ModeOutcome.Unknown it -> "not confirmed. " + it.why();
            case ModeOutcome.Refused it -> "refused. " + it.why();
        };
        try {
            records.durable(event(Kind.MODE_RESULT, order, order.doorName() + ", " + words(order.mode()) + ": " + said)
                    .withFact(Fact.OUTCOME, outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT)));
        } catch (IOException e) {
            if (order.mode() == DoorNews.Mode.HELD_OPEN) {
                throw e;
            }
        }
    }

    private static Event event(Kind kind, ModeOrder order, String sentence) {
        return Event.now(kind, sentence)
                .withDoor(order.door())
                .withOperator(order.operator())
                .withFact(Fact.COMMAND, order.commandId().toString())
                .withFact(Fact.OUTPUT, order.output().name())
                .withFact(Fact.MODE, words(order.mode()));
    }

    private static String words(DoorNews.Mode mode) {
        return switch (mode) {
            case NORMAL -> "normal";
            case HELD_OPEN -> "held open";
            case LOCKED_DOWN -> "locked down";
        };
    }
}
