package gatehouse.door;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// One thing a door can open: the gate, the wicket. `name` is what stands on the button. `ways` are tried in their
/// order; a second one only while the first cannot have reached the door. `tells` is what the door says about itself
/// beside the answers of its ways.
public record Output(String id, String name, List<Way> ways, List<TellsBy> tells, Times times) {
    public Output {
        requireNonNull(id);
        requireNonNull(name);
        ways = List.copyOf(ways);
        tells = List.copyOf(tells);
        requireNonNull(times);
        if (ways.isEmpty()) {
            throw new IllegalArgumentException("The output " + id + " has no way to be opened");
        }
    }

    /// An output with one way and nothing peculiar.
    public Output(String id, String name, UnlockBy by) {
        this(id, name, List.of(Way.always(by)), List.of(), Times.STANDARD);
    }

    /// The way that is tried first.
    public UnlockBy by() {
        return ways.getFirst().by();
    }
}
