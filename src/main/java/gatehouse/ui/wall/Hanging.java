package gatehouse.ui.wall;

import gatehouse.door.DoorId;
import java.util.Optional;

/// What a tile asks of the wall it hangs on.
interface Hanging {
    void toggleSpot(DoorId door);

    void details(DoorId door);

    /// Asks how this door is to stand.
    void modes(DoorId door);

    void move(DoorId door, Grid.Step step);

    void exchange(DoorId one, DoorId other);

    /// The tile onto which something is being dragged; empty when nothing is.
    void dropOn(Optional<DoorId> target);

    void resetOrder();

    /// Whether this tile is looked at, or what it shows of its picture, has changed.
    void touched();
}
