package gatehouse.sip;

import java.time.Duration;
import java.util.function.Consumer;

/// What a call needs of the telephone it belongs to. `gone` is told when the call is over, `patience` is how long an
/// answer to a request of ours may take.
record Surroundings(
        Letters letters,
        StackThreads threads,
        Consumer<PhoneEvent> events,
        Consumer<Call> gone,
        Duration ringTime,
        Duration patience) {
    /// The same, with somebody else to be told of the end.
    Surroundings withGone(Consumer<Call> other) {
        return new Surroundings(letters, threads, events, other, ringTime, patience);
    }

    /// The same, for a call that nobody shall hear of.
    Surroundings silent() {
        return new Surroundings(letters, threads, event -> {}, gone, ringTime, patience);
    }
}
