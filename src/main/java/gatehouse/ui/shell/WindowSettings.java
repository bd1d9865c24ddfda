package gatehouse.ui.shell;

import static java.util.Objects.requireNonNull;

import gatehouse.desk.Clicks;
import gatehouse.desk.Glass;
import gatehouse.ui.history.HistorySource;
import gatehouse.ui.installer.InstallerSource;
import gatehouse.ui.kit.Kept;
import gatehouse.ui.settings.SoundSource;
import java.time.Clock;

/// What the window is connected to. `closing` is told when somebody closes the window; the house then ends.
public record WindowSettings(
        Clicks clicks,
        Glass glass,
        HistorySource history,
        InstallerSource installer,
        Staff staff,
        SoundSource sounds,
        Kept kept,
        Clock clock,
        Runnable closing) {
    public WindowSettings {
        requireNonNull(clicks);
        requireNonNull(glass);
        requireNonNull(history);
        requireNonNull(installer);
        requireNonNull(staff);
        requireNonNull(sounds);
        requireNonNull(kept);
        requireNonNull(clock);
        requireNonNull(closing);
    }

    /// Of a desk without sound.
    public WindowSettings(
            Clicks clicks,
            Glass glass,
            HistorySource history,
            InstallerSource installer,
            Staff staff,
            Kept kept,
            Clock clock,
            Runnable closing) {
        this(clicks, glass, history, installer, staff, SoundSource.silent(), kept, clock, closing);
    }
}
