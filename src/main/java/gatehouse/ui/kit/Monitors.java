package gatehouse.ui.kit;

/// What windows may do on the monitors there are.
public final class Monitors {
    private Monitors() {}

    /// Whether a window has to stay within them: the toolkit's headless platform has one of 1000 by 1000, and a window
    /// that is larger or leaves it ends the program.
    public static boolean bound() {
        return "Headless".equals(System.getProperty("glass.platform"));
    }
}
