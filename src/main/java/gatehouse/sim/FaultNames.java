package gatehouse.sim;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// The faults by the names that people type and read.
public final class FaultNames {
    private static final List<Fault> ALL = List.of(
            new Fault.WrongPassword(),
            new Fault.Stalls(),
            new Fault.DropsStream(Duration.ofSeconds(5)),
            new Fault.Busy(),
            new Fault.NeverAnswers(),
            new Fault.RelayRefuses(),
            new Fault.RelaySilent(),
            new Fault.RelayStuck(),
            new Fault.CutsUnlock(true),
            new Fault.BoxException(4),
            new Fault.UnlockError(),
            new Fault.LoginPage(),
            new Fault.DripsAnswer(Duration.ofMillis(200)),
            new Fault.Redirects("http://192.0.2.1/elsewhere"),
            new Fault.ClockOff(Duration.ofHours(5)),
            new Fault.Black(),
            new Fault.Covered(),
            new Fault.Repeats(),
            new Fault.NoKeyPicture(),
            new Fault.BrokenPictures(),
            new Fault.UnknownCodec(),
            new Fault.NoMoreViewers(),
            new Fault.HalfSize(),
            new Fault.SequenceJumps(Duration.ofSeconds(1)),
            new Fault.ClockBackwards());

    private FaultNames() {}

    public static List<String> all() {
        return ALL.stream().map(FaultNames::of).toList();
    }

    /// `DropsStream` is `drops-stream`.
    public static String of(Fault fault) {
        return fault.getClass()
                .getSimpleName()
                .replaceAll("(?<!^)([A-Z])", "-$1")
                .toLowerCase(Locale.ROOT);
    }

    /// The fault of this name, as bad as it usually is.
    public static Fault named(String name) {
        return ALL.stream()
                .filter(f -> of(f).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no fault \"" + name + "\"; there are " + String.join(", ", all()) + "."));
    }
}
