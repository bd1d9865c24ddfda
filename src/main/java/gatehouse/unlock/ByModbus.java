package gatehouse.unlock;

import gatehouse.door.UnlockBy;
import java.time.Duration;

/// Opens by a coil of a relay box. Where the box does not end the pulse, the console does, whatever happens between.
final class ByModbus {
    private ByModbus() {}

    static Told open(UnlockBy.Modbus by, Duration pulse, Duration patience, Pulses pulses, Attempt attempt) {
        if (by.selfEnding()) {
            return BoxLine.write(by.box(), by.coil(), true, patience, attempt::sent);
        }
        // The end of the pulse is in place before its beginning.
        try (var end = pulses.owe(by.box(), by.coil(), pulse)) {
            var told = BoxLine.write(by.box(), by.coil(), true, patience, attempt::sent);
            boolean surelyOff = told instanceof Told.NotSent || told instanceof Told.No;
            if (surelyOff) {
                end.forgive();
            }
            return told;
        }
    }
}
