package gatehouse.ui.call;

import static java.util.Objects.requireNonNull;

/// One line that can be chosen in the drawer: its name, what is said small below it, and how it stands. `digit` is the
/// key that takes it, 0 for none.
record Choice(String id, String name, String small, int digit, Standing standing) {
    enum Standing {
        OFFERED,
        /// It is what is in use.
        CHOSEN,
        /// It cannot be taken now.
        GONE
    }

    Choice {
        requireNonNull(id);
        requireNonNull(name);
        requireNonNull(small);
        requireNonNull(standing);
    }

    Choice(String id, String name, String small, int digit) {
        this(id, name, small, digit, Standing.OFFERED);
    }
}
