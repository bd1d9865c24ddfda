package gatehouse;

import gatehouse.darkroom.DarkroomListener;
import gatehouse.darkroom.Thrift;
import gatehouse.desk.Happening;
import gatehouse.desk.Lamp;
import java.util.function.Consumer;

/// Says on the status bar when pictures are simpler than they could be, or when none can be made at all.
final class PictureLamp implements DarkroomListener {
    private final Consumer<Happening> desk;

    PictureLamp(Consumer<Happening> desk) {
        this.desk = desk;
    }

    @Override
    public void thrift(Thrift step) {
        switch (step) {
            case NONE -> say(Lamp.Health.GOOD, "full quality", "");
            case LOOP_FILTER -> reduced("small tiles are a little coarser");
            case DISPOSABLE -> reduced("small tiles leave out pictures");
            case HALF_RATE -> reduced("small tiles show every second picture");
        }
    }

    private void reduced(String how) {
        say(
                Lamp.Health.DEGRADED,
                how,
                "This computer cannot keep up. Show fewer tiles or close other programs; the enlarged and the ringing"
                        + " door keep every picture.");
    }

    @Override
    public void failing(String why) {
        say(
                Lamp.Health.BAD,
                "none can be shown",
                "The part that decodes pictures does not stay alive (" + why
                        + "). It is tried again by itself; calls and opening work without it. If it lasts, restart"
                        + " Gatehouse and tell the installer.");
    }

    @Override
    public void working() {
        say(Lamp.Health.GOOD, "full quality", "");
    }

    private void say(Lamp.Health health, String words, String remedy) {
        desk.accept(new Happening.LampSet("pictures", new Lamp("Pictures", health, words, remedy)));
    }
}
