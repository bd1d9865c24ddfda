package gatehouse.unlock;

import gatehouse.door.HttpCall;
import gatehouse.door.Output;
import gatehouse.door.TellsBy.Part;
import gatehouse.door.UnlockBy;
import gatehouse.onvif.Deadline;
import gatehouse.onvif.OnvifException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One order for a mode: the first way of the output that can do it, sent once, and what the device tells of it then.
/// Confined to the thread of the order.
final class Modes {
    private static final Duration TO_LISTEN = Duration.ofSeconds(1);

    private final Lines lines;
    private final ModeOrder order;
    private final Output output;
    private final Template template;
    private final Attempt attempt;

    Modes(Lines lines, ModeOrder order, Attempt attempt) {
        this.lines = lines;
        this.order = order;
        this.output = order.output();
        this.template = Template.of(order.door(), output, order.commandId(), order.until());
        this.attempt = attempt;
    }

    /// Whether an output has a way that could take this mode, as far as the site file tells. Pure.
    static boolean fits(Output output, DoorNews.Mode mode) {
        return output.ways().stream().anyMatch(w -> fits(w.by(), mode));
    }

    private static boolean fits(UnlockBy by, DoorNews.Mode mode) {
        return switch (by) {
            case UnlockBy.Dtmf ignored -> false;
            case UnlockBy.Http http -> !calls(http, mode).isEmpty();
            case UnlockBy.OnvifRelay relay -> relay.holds() && mode != DoorNews.Mode.LOCKED_DOWN;
            case UnlockBy.OnvifDoor ignored -> true;
            case UnlockBy.Mqtt mqtt -> payload(mqtt, mode).isPresent();
            case UnlockBy.Modbus modbus -> modbus.holds() && mode != DoorNews.Mode.LOCKED_DOWN;
        };
    }

    private static List<HttpCall> calls(UnlockBy.Http http, DoorNews.Mode mode) {
        return switch (mode) {
            case NORMAL -> http.modes().normal();
            case HELD_OPEN -> http.modes().hold().stream().toList();
            case LOCKED_DOWN -> http.modes().lockDown().stream().toList();
        };
    }

    private static Optional<String> payload(UnlockBy.Mqtt mqtt, DoorNews.Mode mode) {
        return switch (mode) {
            case NORMAL -> mqtt.modes().normal();
            case HELD_OPEN -> mqtt.modes().hold();
            case LOCKED_DOWN -> mqtt.modes().lockDown();
        };
    }

    ModeOutcome outcome() {
        var way = output.ways().stream()
                .map(w -> w.by())
                .filter(by -> fits(by, order.mode()))
                .findFirst();
        if (way.isEmpty()) {
            return new ModeOutcome.Refused("This output has no way to do that.");
        }
        try (var ears = Ears.open(lines, output, template, attempt::hear)) {
            ears.await(TO_LISTEN);
            attempt.drain();
            return switch (send(way.get())) {
                case Told.NotSent t -> new ModeOutcome.Refused(t.why());
                case Told.Unreached t -> new ModeOutcome.Refused(t.why());
                case Told.NotTaken t -> new ModeOutcome.Refused(t.why());
                case Told.No t -> new ModeOutcome.Refused(t.why());
                case Told.Unclear t -> new ModeOutcome.Unknown(t.why());
                case Told.Doubt t -> new ModeOutcome.Unknown(t.why());
                case Told.Yes ignored -> confirmed(ears, way.get());
            };
        }
    }

    private Told send(UnlockBy way) {
        var patience = output.times().patience();
        return switch (way) {
            case UnlockBy.Dtmf ignored -> new Told.NotSent("Tones set no mode.");
            case UnlockBy.Http http -> http(http, patience);
            case UnlockBy.OnvifRelay relay -> relay(relay, patience);
            case UnlockBy.OnvifDoor door -> ByDoor.mode(door, lines.devices(), order.mode(), patience, attempt);
            case UnlockBy.Mqtt mqtt -> {
                var payload = payload(mqtt, order.mode()).orElseThrow();
                try (var lease = lines.broker(mqtt.broker())) {
                    yield ByMqtt.send(
                            mqtt.topic(), payload, lease.line(), template, order.commandId(), patience, attempt);
                }
            }
            case UnlockBy.Modbus modbus ->
                ByModbus.mode(modbus, order.mode() == DoorNews.Mode.HELD_OPEN, patience, lines.pulses(), attempt);
        };
    }

    /// One after the other, as long as the device says yes.
    private Told http(UnlockBy.Http http, Duration patience) {
        Told told = new Told.NotSent("There is no request for that.");
        for (var call : calls(http, order.mode())) {
            told = ByHttp.send(call, http, template, lines.trusts(), patience, attempt);
            if (!(told instanceof Told.Yes)) {
                return told;
            }
        }
        return told;
    }

    private Told relay(UnlockBy.OnvifRelay by, Duration patience) {
        try {
            var known = lines.devices().relay(by, Optional.empty(), Deadline.in(ByRelay.TO_FIND));
            if (!known.relay().isBistable()) {
                return new Told.NotSent("The door's relay ends each pulse itself; it cannot hold the door open.");
            }
            var device = known.device().within(Deadline.in(patience));
            if (order.mode() == DoorNews.Mode.HELD_OPEN) {
                device.activate(known.relay(), attempt::sent);
            } else {
                device.deactivate(known.relay(), attempt::sent);
            }
            return new Told.Yes("the device's answer");
        } catch (OnvifException e) {
            lines.devices().forget(by.device(), by.access());
            return ByRelay.failed(e.fault(), "move this relay");
        }
    }

    private ModeOutcome confirmed(Ears ears, UnlockBy way) {
        ears.ask();
        var deadline =
                new Deadline(attempt.lastSent() + output.times().patience().toNanos());
        attempt.drain();
        if (told().isEmpty()) {
            ears.askAnew(); // it may stand so already, and then tells nothing by itself
        }
        while (told().isEmpty() && mayTell(ears, way) && !deadline.passed() && !attempt.isClosing()) {
            attempt.next(deadline.left());
        }
        return told().<ModeOutcome>map(by -> new ModeOutcome.Set("Told by " + by + "."))
                .orElseGet(() -> mayTell(ears, way)
                        ? new ModeOutcome.Unknown("The door took the order, and does not say that it is so.")
                        : new ModeOutcome.Accepted());
    }

    /// Only a device that tells its mode can confirm a lock-down: that a lock is locked says nothing of it.
    private boolean mayTell(Ears ears, UnlockBy way) {
        boolean tellsMode =
                attempt.evidence().mode().isPresent() || (way instanceof UnlockBy.OnvifDoor && ears.heard());
        boolean tellsLock = attempt.evidence().tells(Part.LOCK)
                || ears.asks()
                || way instanceof UnlockBy.Modbus // a coil can always be read back
                || (way instanceof UnlockBy.OnvifRelay && ears.heard());
        return tellsMode || (tellsLock && order.mode() != DoorNews.Mode.LOCKED_DOWN);
    }

    /// What was told after the sending; before it, the door may have stood so and been set otherwise since.
    private Optional<String> told() {
        var evidence = attempt.evidence();
        var mode = evidence.mode();
        if (mode.isPresent()) {
            return mode.filter(evidence::isNews)
                    .filter(m -> m.mode() == order.mode())
                    .map(Sign.Mode::by);
        }
        var lock = evidence.newest(Part.LOCK).filter(evidence::isNews);
        return switch (order.mode()) {
            case HELD_OPEN -> lock.filter(Sign.State::open).map(Sign.State::by);
            case NORMAL -> lock.filter(s -> !s.open()).map(Sign.State::by);
            case LOCKED_DOWN -> Optional.empty();
        };
    }
}
