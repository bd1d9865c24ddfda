package gatehouse.unlock;

import gatehouse.door.TellsBy.Part;
import gatehouse.door.UnlockBy;
import java.io.IOException;
import java.time.Duration;

/// Opens by a coil of a relay box. Where the box does not end the pulse, the console does, whatever happens between.
final class ByModbus {
    private ByModbus() {}

    /// `anyway`: see [Pulses#owe].
    static Told open(
            UnlockBy.Modbus by, Duration pulse, Duration patience, Pulses pulses, boolean anyway, Attempt attempt) {
        // A coil that is on already, and not for a pulse of this desk, is held on: it is not ours to switch off.
        boolean held = attempt.evidence()
                .newest(Part.LOCK)
                .filter(Sign.State::open)
                .filter(seen -> !pulses.isOurs(by.box(), by.coil(), seen.nanos()))
                .isPresent();
        if (by.selfEnding() || held) {
            return BoxLine.write(by.box(), by.coil(), true, patience, attempt::sent);
        }
        // The end of the pulse is in place before its beginning.
        try (var end = pulses.owe(by.box(), by.coil(), pulse, anyway)) {
            var told = BoxLine.write(by.box(), by.coil(), true, patience, attempt::sent);
            // Whatever the box answers: only what never left this desk, or has no such coil, cannot be on.
            if (neverLeft(told) || told instanceof Told.NotTaken) {
                end.forgive();
            }
            return told;
        } catch (IOException e) {
            return new Told.NotSent(
                    "It could not be kept that the relay has to be switched off again, so nothing was sent.");
        }
    }

    private static boolean neverLeft(Told told) {
        return told instanceof Told.NotSent || told instanceof Told.Unreached;
    }

    /// Leaves the coil as it is put. A pulse that was under way must not switch off what is held now, and must when it
    /// cannot be said that it is held.
    static Told mode(UnlockBy.Modbus by, boolean on, Duration patience, Pulses pulses, Attempt attempt) {
        boolean wasOwed = pulses.dropped(by.box(), by.coil());
        var told = BoxLine.write(by.box(), by.coil(), on, patience, attempt::sent);
        boolean mayBeOn = wasOwed || (!on && !neverLeft(told));
        if (mayBeOn && !(told instanceof Told.Yes)) {
            pulses.settle(by.box(), by.coil());
        }
        return told;
    }
}
