package gatehouse.ui;

import gatehouse.desk.CallId;
import gatehouse.desk.DoorClicks;
import gatehouse.desk.Grounds;
import gatehouse.desk.Where;
import gatehouse.door.DoorId;
import gatehouse.door.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// Writes down what was clicked about doors, as a sentence each.
final class ClickedDoors implements DoorClicks {
    private final Consumer<String> deeds;

    ClickedDoors(Consumer<String> deeds) {
        this.deeds = deeds;
    }

    @Override
    public void openUnderDuress(Optional<CallId> call, DoorId door, String outputId, long at) {
        deeds.accept("open under duress " + call.map(CallId::value).orElse("-") + " " + door + " " + outputId);
    }

    @Override
    public void openOffRecord(Optional<CallId> call, DoorId door, String outputId, long at) {
        deeds.accept("open off record " + call.map(CallId::value).orElse("-") + " " + door + " " + outputId);
    }

    @Override
    public void ground(UUID command, Grounds grounds, String who, Optional<Secret> pin) {
        deeds.accept("ground " + grounds.reason() + "|" + grounds.visitor() + "|" + grounds.note() + "|" + who + "|"
                + pin(pin).strip());
    }

    @Override
    public void dropGrounds(UUID command) {
        deeds.accept("drop grounds");
    }

    @Override
    public void holdOpen(Where where, Instant until) {
        deeds.accept("hold open " + said(where) + " until " + until);
    }

    @Override
    public void backToNormal(Where where) {
        deeds.accept("back to normal " + said(where));
    }

    @Override
    public void lockDown(Where where) {
        deeds.accept("lock down " + said(where));
    }

    @Override
    public void release(Where where, String supervisor, Optional<Secret> pin) {
        deeds.accept("release " + said(where) + " " + supervisor + pin(pin));
    }

    @Override
    public void lookedAt(UUID concern) {
        deeds.accept("looked at " + concern);
    }

    private static String pin(Optional<Secret> pin) {
        return pin.map(p -> " " + p.reveal()).orElse("");
    }

    private static String said(Where where) {
        return switch (where) {
            case Where.OneDoor w -> w.door().value();
            case Where.OfGroup w -> "group " + w.group();
            case Where.WholeSite w -> "site";
        };
    }
}
