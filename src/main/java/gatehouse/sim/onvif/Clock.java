package gatehouse.sim.onvif;

import gatehouse.sim.Fault;
import gatehouse.sim.Faults;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The door's own clock, which the fault `ClockOff` sets wrong.
record Clock(InstantSource source, Faults faults) implements InstantSource {
    @Override
    public Instant instant() {
        var off = faults.find(Fault.ClockOff.class).map(Fault.ClockOff::by).orElse(Duration.ZERO);
        return source.instant().plus(off);
    }
}
