package gatehouse.desk;

/// Does what the desk decided. Never called on the desk's thread; what comes of it returns to the desk as a happening.
@FunctionalInterface
public interface Hands {
    void does(Deed deed);
}
