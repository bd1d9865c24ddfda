package gatehouse.history;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/// Some rows, newest first, and where the next page begins, if there may be one: give it to [Search#after(Key)].
public record Page<T>(List<T> rows, Optional<Key> next) {
    public Page {
        rows = List.copyOf(rows);
        requireNonNull(next);
    }
}
