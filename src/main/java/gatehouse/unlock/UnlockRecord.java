package gatehouse.unlock;

import gatehouse.door.ModbusBox;
import java.io.IOException;

/// Where openings are put on record. Each returns only when what it was given is durable, and throws when it is not.
/// Called by the thread of the order; `step` by the thread that follows the door.
public interface UnlockRecord {
    /// Before the first byte is sent. When it throws, nothing is sent.
    void intent(UnlockOrder order) throws IOException;

    /// Before the outcome is shown.
    void result(UnlockOrder order, Outcome outcome) throws IOException;

    /// The same with the way that was used; whoever keeps it overrides this one.
    default void result(UnlockOrder order, Outcome outcome, Tried tried) throws IOException {
        result(order, outcome);
    }

    /// A step that became known after the result, or the end of the following.
    default void step(UnlockOrder order, Step step, Mark.Known known) throws IOException {}

    /// The intent of an order with [UnlockOrder#override], which the history did not take for that reason: noted
    /// somewhere else, durable, and told loudly. When it throws, nothing is sent.
    default void override(UnlockOrder order, IOException why) throws IOException {
        throw why;
    }

    /// Before the first byte of an order for a mode is sent. When it throws, nothing is sent.
    default void intent(ModeOrder order) throws IOException {
        throw new IOException("Orders for modes are not put on record here");
    }

    /// Before the outcome is shown.
    default void result(ModeOrder order, ModeOutcome outcome) throws IOException {
        throw new IOException("Orders for modes are not put on record here");
    }

    /// Before a coil is switched on that nobody but the console switches off again: so that a console that dies before
    /// does it at its next start, see [Unlocker#settle]. When it throws, nothing is sent.
    default void owed(ModbusBox box, int coil) throws IOException {}

    /// The coil is off again, or left on by somebody's order.
    default void settled(ModbusBox box, int coil) {}
}
