package gatehouse.desk;

/// Does what the desk decided. Called on a virtual thread of its own for each deed, never on the desk's thread; what
/// comes of it returns to the desk as a happening.
@FunctionalInterface
public interface Hands {
    void does(Deed deed);
}
