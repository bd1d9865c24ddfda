package gatehouse.desk;

import java.util.List;

/// What one happening led to: the state after it, and what is to be done, in this order.
public record Step(DeskState state, List<Deed> deeds) {
    public Step {
        deeds = List.copyOf(deeds);
    }
}
