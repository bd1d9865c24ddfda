package gatehouse.darkroom;

import static java.util.Objects.requireNonNull;

import gatehouse.lifecycle.Backoff;
import java.time.Duration;

/// How the darkroom process is started and how patient the console is with it.
///
/// - `mainClass`: what the process runs. - `heapMegabytes`: its most Java heap; pictures are not on it. - `start`: how
/// long it may take until it is ready. - `hang`: how long one native call may take. - `rest`: how long a door whose
/// stream has ended a process is left alone before the next try.
public record DarkroomSettings(String mainClass, int heapMegabytes, Duration start, Duration hang, Backoff rest) {
    public static final DarkroomSettings STANDARD = new DarkroomSettings(
            "gatehouse.darkroom.bath.Child",
            96,
            Duration.ofSeconds(20),
            Duration.ofSeconds(3),
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60)));

    public DarkroomSettings {
        requireNonNull(mainClass);
        requireNonNull(start);
        requireNonNull(hang);
        requireNonNull(rest);
    }

    public DarkroomSettings withMainClass(String name) {
        return new DarkroomSettings(name, heapMegabytes, start, hang, rest);
    }
}
