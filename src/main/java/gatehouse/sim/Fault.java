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

    /// The unlock request is answered well, and the relay does not move.
    record RelayStuck() implements Fault {}

    /// The connection is cut in the middle of an unlock request; `moved`: after the relay has moved, else before.
    record CutsUnlock(boolean moved) implements Fault {}

    /// The relay moves, and then the relay box answers with this Modbus exception.
    record BoxException(int code) implements Fault {}

    /// The relay moves, and then the door's software breaks down: HTTP 500.
    record UnlockError() implements Fault {}

    /// The unlock request is answered with a log-in page, and nothing moves.
    record LoginPage() implements Fault {}

    /// The relay moves, and the answer comes one byte at a time, this far apart.
    record DripsAnswer(Duration each) implements Fault {}

    /// The unlock request is answered with a redirect to this address, and nothing moves.
    record Redirects(String to) implements Fault {}

    /// The door's clock is wrong by this much.
    record ClockOff(Duration by) implements Fault {}

    /// The picture is black; only the camera's own writing is left.
    record Black() implements Fault {}

    /// Something lies on the lens: a blurred grey with the camera's own writing over it.
    record Covered() implements Fault {}

    /// One picture is sent again and again, exactly the same, with new numbers and times.
    record Repeats() implements Fault {}

    /// Packets come, but never a picture to begin with.
    record NoKeyPicture() implements Fault {}

    /// Whole pictures come in good order, and not one of them can be decoded.
    record BrokenPictures() implements Fault {}

    /// The session description names a codec that nobody here knows.
    record UnknownCodec() implements Fault {}

    /// RTSP answers 453 to whoever is new; everything else works.
    record NoMoreViewers() implements Fault {}

    /// Width and height are halved, in the middle of the stream too, and doubled when the fault goes.
    record HalfSize() implements Fault {}

    /// The numbers of the packets leap ahead by a thousand this often, as if as many were lost.
    record SequenceJumps(Duration every) implements Fault {}

    /// The stream's clock runs backwards: each picture has an earlier time stamp than the one before.
    record ClockBackwards() implements Fault {}
}
