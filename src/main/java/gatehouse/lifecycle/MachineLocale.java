package gatehouse.lifecycle;

import java.util.Locale;

/// What foreign code writes for machines without saying in which language. Ours always says it; a library that writes
/// `%d` or folds the case of a header's name takes the default of the machine, and gets digits or letters there that
/// its own reader at the other end does not know.
public final class MachineLocale {
    private MachineLocale() {}

    /// Said once, before anything else of the program runs. The language of the machine stays where its letters fold
    /// as everybody's do; numbers and dates are written without one.
    public static void hold() {
        var here = Locale.getDefault();
        if (!"TITLE".toLowerCase(here).equals("title")
                || !"title".toUpperCase(here).equals("TITLE")) {
            Locale.setDefault(Locale.ROOT);
        }
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    }
}
