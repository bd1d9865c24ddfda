package gatehouse.darkroom;

/// Who hears how the darkroom is. Called on its own thread: note it and return.
public interface DarkroomListener {
    DarkroomListener NOBODY = new DarkroomListener() {};

    /// Work is saved from now on, or not any more.
    default void thrift(Thrift step) {}

    /// The process does not stay alive; no door shows a picture.
    default void failing(String why) {}

    /// It does again.
    default void working() {}
}
