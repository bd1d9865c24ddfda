package gatehouse.darkroom;

/// How work is saved when the machine cannot keep up, from nothing to most; each step includes those before it.
public enum Thrift {
    NONE,
    /// Blocks are not smoothed: a little coarser until the next key picture.
    LOOP_FILTER,
    /// Pictures that no other needs are not decoded.
    DISPOSABLE,
    /// Every second picture is not shown.
    HALF_RATE
}
