package gatehouse.site;

import static java.util.Objects.requireNonNull;

import gatehouse.door.RingBy;
import java.util.Comparator;
import java.util.List;

/// How the desk is rung: nobody turns it down below `least`, 0 to 1, and what rings for which priority where the door
/// has no tone of its own.
public record Ringing(double least, List<ByPriority> tones) {
    /// `tone` rings from this priority on.
    public record ByPriority(int from, RingBy tone) {
        public ByPriority {
            requireNonNull(tone);
        }
    }

    private static final RingBy PLAIN = new RingBy.BuiltIn(1);

    public static final Ringing USUAL = new Ringing(
            0.2,
            List.of(
                    new ByPriority(0, PLAIN),
                    new ByPriority(10, new RingBy.BuiltIn(2)),
                    new ByPriority(20, new RingBy.BuiltIn(3))));

    public Ringing {
        if (!(least >= 0 && least <= 1)) {
            throw new IllegalArgumentException("The least volume is 0 to 1, not " + least);
        }
        tones = List.copyOf(tones);
    }

    public RingBy of(int priority) {
        return tones.stream()
                .filter(t -> t.from() <= priority)
                .max(Comparator.comparingInt(ByPriority::from))
                .map(ByPriority::tone)
                .orElse(PLAIN);
    }
}
