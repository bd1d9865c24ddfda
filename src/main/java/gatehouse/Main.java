package gatehouse;

/// Where the program starts. A plain class on purpose: a main class that extends `Application` would start the
/// toolkit before we know whether there is a display.
public final class Main {
    private Main() {}

    public static void main(String[] args) {}
}
