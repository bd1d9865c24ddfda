package gatehouse.ui.shell;

import java.awt.GraphicsEnvironment;
import java.awt.SplashScreen;

/// The picture that Java itself shows before it has loaded anything (`-splash:`), a twentieth of a second after the
/// start. It goes when the window is there. Only where the start script says that it has asked for one: otherwise what
/// looks for it would be loaded in vain.
public final class Splash {
    private Splash() {}

    public static boolean isShown() {
        return Boolean.getBoolean("gatehouse.splash");
    }

    /// Returns at once; safe for any thread.
    public static void away() {
        if (isShown()) {
            Thread.ofPlatform().daemon(true).name("splash-away").start(Splash::close);
        }
    }

    private static void close() {
        var splash = SplashScreen.getSplashScreen();
        if (splash != null) {
            splash.close();
        }
        // AWT opens a display connection of its own when it first draws, and takes the handler of its loss. Now, not
        // later, and then the handler is ours again.
        GraphicsEnvironment.getLocalGraphicsEnvironment();
        LostDisplay.rearm();
    }
}
