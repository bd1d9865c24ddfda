package gatehouse.sim.camera;

/// The places a simulated camera can look at. With another variation the same place has other colours, is seen from the
/// other side and is visited by other people.
public enum SceneKind {
    ENTRANCE,
    GATE,
    DOCK,
    LOBBY,
    STAFF_DOOR,
    PARKING;

    /// The scene of the n-th door of a site: all kinds in turn. `index / 6` is a good variation for it.
    public static SceneKind of(int index) {
        return values()[Math.floorMod(index, values().length)];
    }
}
