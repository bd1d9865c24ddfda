package gatehouse.unlock;

import gatehouse.door.Output;
import gatehouse.door.TellsBy.Part;
import gatehouse.door.UnlockBy;
import gatehouse.door.Way;
import gatehouse.onvif.Deadline;
import gatehouse.unlock.Outcome.Refused.By;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One order from the first byte to the outcome: way after way as [Chain] allows, each followed by what the lock tells.
/// Confined to the thread of the order.
final class Sending {
    private static final Duration ONE_LOOK = Duration.ofMillis(50);

    /// How long a lock is listened to after the door said no.
    private static final Duration AFTER_A_NO = Duration.ofMillis(700);

    private final Lines lines;
    private final UnlockOrder order;
    private final Output output;
    private final Optional<CallTones> tones;
    private final Template template;
    private final Attempt attempt;
    private final Ears ears;
    private final List<Try> tries = new ArrayList<>();

    /// One way that was tried; `sent`: something left this desk for it.
    private record Try(Way way, boolean sent, Outcome outcome) {}

    Sending(Lines lines, UnlockOrder order, Optional<CallTones> tones, Template template, Attempt attempt, Ears ears) {
        this.lines = lines;
        this.order = order;
        this.output = order.output();
        this.tones = tones;
        this.template = template;
        this.attempt = attempt;
        this.ears = ears;
    }

    Outcome outcome() {
        boolean inCall = tones.filter(CallTones::confirmed).isPresent();
        var next = Chain.of(output, inCall).first();
        var last = attempt.refused(
                By.CONSOLE, "No way to open this fits now: it opens only in an answered call, or only without one.");
        boolean mayHaveReached = false;
        while (next instanceof Chain.Next.Try step) {
            attempt.drain();
            var sentBefore = attempt.lastSent();
            var told = heardOut(send(step.way()));
            last = weighed(told, step.way());
            tries.add(new Try(step.way(), attempt.lastSent() != sentBefore, last));
            if (mayHaveReached && last instanceof Outcome.Refused refused) {
                // The lock stayed locked as long as it was waited for; it is not said that it will.
                last = attempt.unknown(
                        "The order went out on another way before, and the lock did not move. " + refused.why());
            }
            mayHaveReached |= told instanceof Told.Doubt || told instanceof Told.Yes || told instanceof Told.Unclear;
            next = step.rest().after(told, attempt.evidence().stayed());
            if (attempt.isClosing() || last instanceof Outcome.Opened) {
                break;
            }
        }
        return last;
    }

    /// Which way was used, once the outcome is there, and why the others were not.
    Tried tried() {
        var used = tries.stream().filter(Try::sent).reduce((first, second) -> second);
        var others = new ArrayList<Tried.NotUsed>();
        tries.stream()
                .filter(t -> used.isEmpty() || t != used.get())
                .forEach(t -> others.add(new Tried.NotUsed(t.way().by(), why(t.outcome()))));
        output.ways().stream()
                .filter(way -> tries.stream().noneMatch(t -> t.way() == way))
                .forEach(way -> others.add(new Tried.NotUsed(way.by(), notTried(way))));
        return new Tried(used.map(t -> t.way().by()), others);
    }

    private String notTried(Way way) {
        boolean inCall = tones.filter(CallTones::confirmed).isPresent();
        return way.fits(inCall)
                ? "Not needed, or not allowed after what was answered before."
                : inCall ? "Only without a call." : "Only in an answered call.";
    }

    private static String why(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Opened o -> o.how();
            case Outcome.Accepted ignored -> "Accepted.";
            case Outcome.Unknown u -> u.why();
            case Outcome.Refused r -> r.why();
        };
    }

    private Told send(Way way) {
        var patience = forTheAnswer(way);
        var pulse = output.times().pulse();
        return switch (way.by()) {
            case UnlockBy.Dtmf by -> ByTones.open(by, tones, attempt);
            case UnlockBy.Http by -> ByHttp.open(by, template, lines.trusts(), patience, attempt);
            case UnlockBy.OnvifRelay by -> ByRelay.open(by, lines.devices(), pulse, patience, attempt);
            case UnlockBy.OnvifDoor by -> ByDoor.open(by, lines.devices(), pulse, patience, attempt);
            case UnlockBy.Mqtt by -> {
                try (var lease = lines.broker(by.broker())) {
                    yield ByMqtt.open(by, lease.line(), template, order.commandId(), patience, attempt);
                }
            }
            case UnlockBy.Modbus by ->
                ByModbus.open(
                        by, pulse.orElse(Template.USUAL_PULSE), patience, lines.pulses(), order.override(), attempt);
        };
    }

    /// A lock that has to be asked needs the rest of the patience for that.
    private Duration forTheAnswer(Way way) {
        var patience = output.times().patience();
        boolean asks = way.by() instanceof UnlockBy.Http && ears.asks();
        return asks ? patience.multipliedBy(85).dividedBy(100) : patience;
    }

    /// What the lock does counts after any answer: a door that says no and is then heard to open has not refused.
    private Told heardOut(Told told) {
        var why = switch (told) {
            case Told.No t -> Optional.of(t.why());
            case Told.NotTaken t -> Optional.of(t.why());
            case Told.NotSent ignored -> Optional.<String>empty();
            case Told.Unreached ignored -> Optional.<String>empty();
            case Told.Unclear ignored -> Optional.<String>empty();
            case Told.Doubt ignored -> Optional.<String>empty();
            case Told.Yes ignored -> Optional.<String>empty();
        };
        if (why.isEmpty() || !attempt.isSent() || !canTell()) {
            return told;
        }
        ears.ask();
        var deadline = patience().atMost(AFTER_A_NO);
        attempt.drain();
        while (attempt.evidence().released().isEmpty() && !deadline.passed() && !attempt.isClosing()) {
            attempt.next(deadline.left());
        }
        return attempt.evidence().released().isEmpty() ? told : new Told.Unclear(why.get());
    }

    private Outcome weighed(Told told, Way way) {
        return switch (told) {
            case Told.NotSent t -> attempt.refused(By.CONSOLE, t.why());
            case Told.Unreached t -> attempt.refused(By.NOBODY, t.why());
            case Told.NotTaken t -> attempt.refused(By.DEVICE, t.why());
            case Told.No t -> attempt.refused(By.DEVICE, t.why());
            case Told.Unclear t -> unclear(t.why());
            case Told.Doubt t -> doubtful(t.why());
            case Told.Yes t -> accepted(t.by(), way);
        };
    }

    /// The door took it. That it opened is only said by its lock, or by its leaf.
    private Outcome accepted(String by, Way way) {
        attempt.step(Step.ACCEPTED, by);
        ears.ask();
        var evidence = attempt.evidence();
        var deadline = patience();
        attempt.drain();
        if (evidence.isHeldOverFromBefore()) {
            ears.askAnew();
        }
        while (evidence.released().isEmpty() && mayTell(way) && !deadline.passed() && !attempt.isClosing()) {
            attempt.next(deadline.left());
        }
        var shown = evidence.released();
        if (shown.isPresent()) {
            var sign = shown.get();
            attempt.step(
                    sign.part() == Part.LOCK ? Step.RELAY_ON : Step.DOOR_OPENED,
                    attempt.known(sign.at(), sign.nanos(), sign.by()));
            boolean already = sign.part() == Part.LOCK && evidence.wasReleasedBefore();
            return attempt.opened("Told by " + sign.by() + (already ? "; it was released already." : "."));
        }
        if (!mayTell(way)) {
            return attempt.accepting();
        }
        return attempt.unknown("The door took the order. " + seen());
    }

    /// Whether the lock can be expected to tell: the site file names something that does, or it was heard telling. A
    /// device without events, or one that does not speak of its relays, is no reason for doubt.
    private boolean mayTell(Way way) {
        boolean named = output.tells().stream().anyMatch(t -> t.part() == Part.LOCK)
                || switch (way.by()) {
                    case UnlockBy.Http http -> http.lock().isPresent();
                    case UnlockBy.Mqtt mqtt ->
                        mqtt.state().filter(s -> s.part() == Part.LOCK).isPresent();
                    case UnlockBy.Modbus ignored -> true;
                    case UnlockBy.Dtmf ignored -> false;
                    case UnlockBy.OnvifRelay ignored -> ears.heard();
                    case UnlockBy.OnvifDoor ignored -> ears.heard();
                };
        return named || attempt.evidence().tells(Part.LOCK);
    }

    /// Says what the lock itself tells, where it does. It does not turn doubt into certainty: the lock may have been
    /// opened by somebody else.
    private Outcome doubtful(String why) {
        ears.ask();
        ears.askAnew();
        var deadline = patience();
        attempt.drain();
        while (attempt.evidence().released().isEmpty() && canTell() && !deadline.passed() && !attempt.isClosing()) {
            attempt.next(deadline.left());
        }
        var shown = attempt.evidence().released();
        shown.ifPresent(sign -> attempt.step(
                sign.part() == Part.LOCK ? Step.RELAY_ON : Step.DOOR_OPENED,
                attempt.known(sign.at(), sign.nanos(), sign.by())));
        return attempt.unknown(canTell() ? why + " " + seen() : why);
    }

    /// An answer that is no yes and no sure no. The lock itself, asked after it, decides where it can.
    private Outcome unclear(String why) {
        var doubt = doubtful(why);
        return attempt.evidence().saysLocked() ? attempt.refused(By.DEVICE, why + " " + seen()) : doubt;
    }

    private boolean canTell() {
        return !Ears.tellable(output).isEmpty();
    }

    private String seen() {
        return attempt.evidence()
                .released()
                .or(() -> attempt.evidence().newest(Part.LOCK).filter(attempt.evidence()::isNews))
                .map(sign -> sign.open()
                        ? "The lock itself reports that it is open."
                        : "The lock itself reports that it is locked.")
                .orElse("The lock told nothing.");
    }

    /// Until when the outcome has to be known; one look at least, for an answer that came at the last moment.
    private Deadline patience() {
        long until = attempt.lastSent() + output.times().patience().toNanos();
        var least = Deadline.in(ONE_LOOK);
        return until - least.nanos() > 0 ? new Deadline(until) : least;
    }
}
