package gatehouse.unlock;

import static java.util.Objects.requireNonNull;

import gatehouse.door.UnlockBy;
import java.util.List;
import java.util.Optional;

/// Which way an order took: the last one on which something left this desk, and each other way with the reason why it
/// was not the one. Belongs to the record: a door with two ways was opened by one of them.
public record Tried(Optional<UnlockBy> used, List<NotUsed> others) {
    /// Nothing was tried.
    public static final Tried NOTHING = new Tried(Optional.empty(), List.of());

    /// A way that was not the one.
    public record NotUsed(UnlockBy way, String why) {
        public NotUsed {
            requireNonNull(way);
            requireNonNull(why);
        }
    }

    public Tried {
        requireNonNull(used);
        others = List.copyOf(others);
    }
}
