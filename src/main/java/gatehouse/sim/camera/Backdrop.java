package gatehouse.sim.camera;

/// What stands still in a picture, drawn in units of 1600 by 900. The upper 90 units stay calm: the clock and the name
/// of
/// the door are written there.
interface Backdrop {
    double WIDTH = 1600;
    double HEIGHT = 900;

    void paint(Brush brush, Tint tint);

    static Backdrop of(SceneKind kind) {
        return switch (kind) {
            case ENTRANCE -> new EntranceBackdrop();
            case GATE -> new GateBackdrop();
            case DOCK -> new DockBackdrop();
            case LOBBY -> new LobbyBackdrop();
            case STAFF_DOOR -> new StaffDoorBackdrop();
            case PARKING -> new ParkingBackdrop();
        };
    }
}
