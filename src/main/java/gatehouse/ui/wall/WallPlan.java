package gatehouse.ui.wall;

import gatehouse.door.DoorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which doors stand on the wall, in which order. A ringing door that is not on the page takes the place of the last
/// tile that does not ring, so nobody has to look for it; the spot is never moved by that.
record WallPlan(List<DoorId> tiles, Optional<DoorId> spot, int page, int pages) {
    /// How many small tiles stand under the spot.
    static final int STRIP = 5;

    WallPlan {
        tiles = List.copyOf(tiles);
    }

    static WallPlan of(List<DoorId> doors, int layout, int page, Optional<DoorId> spot, List<DoorId> ringing) {
        if (spot.isPresent() && doors.contains(spot.get())) {
            var others = new ArrayList<>(doors);
            others.remove(spot.get());
            var strip = new ArrayList<>(others.subList(0, Math.min(STRIP, others.size())));
            letIn(strip, ringing.stream().filter(d -> !d.equals(spot.get())).toList());
            return new WallPlan(strip, spot, 0, 1);
        }
        int pages = Math.max(1, (doors.size() + layout - 1) / layout);
        int at = Math.clamp(page, 0, pages - 1);
        var tiles = new ArrayList<>(doors.subList(at * layout, Math.min(doors.size(), (at + 1) * layout)));
        // A wall of one tile is somebody's choice of that door; the pop-up shows who rings.
        if (layout > 1) {
            letIn(tiles, ringing);
        }
        return new WallPlan(tiles, Optional.empty(), at, pages);
    }

    private static void letIn(List<DoorId> tiles, List<DoorId> ringing) {
        int last = tiles.size() - 1;
        for (var door : ringing) {
            if (tiles.contains(door)) {
                continue;
            }
            while (last >= 0 && ringing.contains(tiles.get(last))) {
                last--;
            }
            if (last < 0) {
                return;
            }
            tiles.set(last, door);
        }
    }
}
