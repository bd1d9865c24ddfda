package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// Where the shift stands. `of` is who began it; change of operator during a shift is not its end. `left` is what the
/// last one handed over and nobody has taken yet.
public record Shift(Optional<String> of, Optional<HandOver> left) {
    public static final Shift NONE = new Shift(Optional.empty(), Optional.empty());

    public Shift {
        requireNonNull(of);
        requireNonNull(left);
    }
}
