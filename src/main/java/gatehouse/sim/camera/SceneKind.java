package gatehouse.sim.camera;

/// The places a simulated camera can look at. With another variation the same place has other colours, is seen from the
/// other side and is visited by other people.
public enum SceneKind {
    ENTRANCE(0),
    GATE(1),
    DOCK(2),
    LOBBY(3),
    STAFF_DOOR(4),
    PARKING(5);

    private final int number;

    SceneKind(int number) {
        this.number = number;
    }

    /// The scene of the n-th door of a site: all kinds in turn. `index / 6` is a good variation for it.
    public static SceneKind of(int index) {
        return values()[Math.floorMod(index, values().length)];
    }

    /// 0 to 5, for what is dealt out in turn.
    int number() {
        return number;
    }
}
