package gatehouse.door;

import static java.util.Objects.requireNonNull;

/// One thing a door can open: the gate, the wicket. `name` is what stands on the button.
public record Output(String id, String name, UnlockBy by) {
    public Output {
        requireNonNull(id);
        requireNonNull(name);
        requireNonNull(by);
    }
}
