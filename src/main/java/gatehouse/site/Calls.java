package gatehouse.site;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/// How calls reach the desk. `ringTime` ends a call that nobody takes; `most` caps the calls waiting at once.
public record Calls(
        List<Line> lines,
        List<Listen> listen,
        Duration ringTime,
        int most,
        int firstRtpPort,
        int lastRtpPort,
        CallPlan plan,
        Ringing ringing) {
    public Calls {
        lines = List.copyOf(lines);
        listen = List.copyOf(listen);
        requireNonNull(ringTime);
        requireNonNull(plan);
        requireNonNull(ringing);
    }

    /// Rung as usual.
    public Calls(
            List<Line> lines,
            List<Listen> listen,
            Duration ringTime,
            int most,
            int firstRtpPort,
            int lastRtpPort,
            CallPlan plan) {
        this(lines, listen, ringTime, most, firstRtpPort, lastRtpPort, plan, Ringing.USUAL);
    }

    /// Calls that are only taken.
    public Calls(
            List<Line> lines, List<Listen> listen, Duration ringTime, int most, int firstRtpPort, int lastRtpPort) {
        this(lines, listen, ringTime, most, firstRtpPort, lastRtpPort, CallPlan.NONE);
    }

    public Calls with(CallPlan other) {
        return new Calls(lines, listen, ringTime, most, firstRtpPort, lastRtpPort, other, ringing);
    }

    public Calls with(Ringing other) {
        return new Calls(lines, listen, ringTime, most, firstRtpPort, lastRtpPort, plan, other);
    }
}
