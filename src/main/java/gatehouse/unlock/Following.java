package gatehouse.unlock;

import gatehouse.door.TellsBy.Part;
import gatehouse.onvif.Deadline;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows a door after an opening: who goes through, and whether it is shut and locked again. Each step that becomes
/// known is put on record, then told. Ends when all is known, or the time for it is over.
///
/// Confined to its thread.
final class Following {
    private static final Logger LOG = LoggerFactory.getLogger(Following.class);

    private final UnlockOrder order;
    private final UnlockRecord record;
    private final Attempt attempt;
    private final Ears ears;
    private boolean released;
    private boolean leafOpen;

    Following(UnlockOrder order, UnlockRecord record, Attempt attempt, Ears ears) {
        this.order = order;
        this.record = record;
        this.attempt = attempt;
        this.ears = ears;
    }

    void run() {
        ears.ask();
        ears.calm();
        released = attempt.proof().known(Step.RELAY_ON).isPresent();
        var leaf = attempt.evidence().newest(Part.DOOR);
        leafOpen = leaf.filter(Sign.State::open).isPresent();
        if (leafOpen && leaf.get().nanos() - attempt.lastSent() >= 0) {
            step(Step.DOOR_OPENED, leaf.get());
        }
        var deadline = Deadline.in(order.output().times().follow());
        while (!over() && !deadline.passed() && !attempt.isClosing()) {
            attempt.next(atMostOneLook(deadline)).ifPresent(this::take);
        }
    }

    /// Closing does not wait for a door.
    private static Duration atMostOneLook(Deadline deadline) {
        return deadline.atMost(Duration.ofSeconds(5)).left();
    }

    private boolean over() {
        return !attempt.proof().isPending(Step.SECURED) && !(attempt.proof().isPending(Step.DOOR_OPENED) && released);
    }

    private void take(Sign sign) {
        if (!(sign instanceof Sign.State state)) {
            return;
        }
        if (state.part() == Part.LOCK) {
            if (state.open()) {
                step(Step.RELAY_ON, state);
            }
            released = state.open();
        } else {
            if (state.open() && !leafOpen) {
                step(Step.DOOR_OPENED, state);
            }
            leafOpen = state.open();
        }
        boolean wasReleased = attempt.proof().known(Step.RELAY_ON).isPresent()
                || attempt.proof().known(Step.DOOR_OPENED).isPresent();
        if (wasReleased && !released && !leafOpen && !state.open()) {
            step(Step.SECURED, state);
        }
    }

    private void step(Step step, Sign.State sign) {
        if (!attempt.proof().isPending(step)) {
            return;
        }
        var known = attempt.known(sign.at(), sign.nanos(), sign.by());
        try {
            record.step(order, step, known);
        } catch (IOException | RuntimeException e) {
            LOG.error("A step of the opening of {} could not be put on record: {}", order.door(), step, e);
        }
        attempt.step(step, known);
    }
}
