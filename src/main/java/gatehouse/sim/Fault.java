package gatehouse.sim;

import java.time.Duration;

/// What a simulated door does wrong on purpose, so that tests and installers see how the console takes it.
public sealed interface Fault {
    /// Every service refuses the password that the site file holds.
    record WrongPassword() implements Fault {}

    /// RTSP answers and plays, but no video packet follows.
    record Stalls() implements Fault {}

    /// The stream is cut in the middle; new connections work.
    record DropsStream(Duration every) implements Fault {}

    /// Too many viewers: RTSP answers 453, SIP answers 486, HTTP answers 503.
    record Busy() implements Fault {}

    /// Connections are accepted and nothing is ever said.
    record NeverAnswers() implements Fault {}

    /// The unlock request is answered, but the relay does not move: HTTP 403, ONVIF fault, code ignored.
    record RelayRefuses() implements Fault {}

    /// The unlock request is swallowed: the relay moves or not, nobody is told.
    record RelaySilent() implements Fault {}

    /// The door's clock is wrong by this much.
    record ClockOff(Duration by) implements Fault {}
}
