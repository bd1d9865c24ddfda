package gatehouse.ui.shell;

import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.DoorState;
import gatehouse.desk.Mode;
import gatehouse.desk.Where;
import gatehouse.operator.Right;
import gatehouse.site.DoorGroup;
import gatehouse.ui.kit.Folding;
import gatehouse.ui.kit.Look;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Sheet;
import gatehouse.ui.kit.Times;
import gatehouse.ui.kit.Words;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.scene.layout.FlowPane;
import javafx.stage.Window;

/// How one door is to stand: held open until a time that makes sense, locked down, or back to normal.
final class ModeSheet extends Sheet {
    private static final List<Duration> FOR =
            List.of(Duration.ofMinutes(15), Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofHours(2));
    /// When people go to lunch, home, or come to work.
    private static final List<LocalTime> AT = List.of(
            LocalTime.of(6, 0),
            LocalTime.of(8, 0),
            LocalTime.of(12, 0),
            LocalTime.of(17, 0),
            LocalTime.of(20, 0),
            LocalTime.of(22, 0));

    private static final int TIMES = 3;

    /// `lockdown` asks for the confirmation of one, `release` for that of its end.
    ModeSheet(
            Window owner,
            Look look,
            Clicks clicks,
            Clock clock,
            DeskState state,
            DoorState door,
            BiConsumer<Where, String> lockdown,
            Runnable release,
            Runnable left) {
        super(owner, look, door.door().name(), left);
        var id = door.door().id();
        var one = new Where.OneDoor(id);
        add(Parts.wrapped(stands(door), "sheet-words"));
        if (door.mode().lockedDown()) {
            var end = Parts.button(Words.of("lockdown.release"), () -> {
                leave();
                release.run();
            });
            add(end);
        }
        if (door.mode().heldOpen() && state.may(Right.HOLD_OPEN, id)) {
            add(Parts.button(Words.of("held.normal"), () -> {
                clicks.doors().backToNormal(one);
                leave();
            }));
        }
        if (!door.mode().lockedDown() && state.may(Right.HOLD_OPEN, id)) {
            add(Parts.label(Words.of("hold.head"), "sheet-label"));
            if (door.door().security().high()) {
                add(Parts.wrapped(Words.of("hold.high"), "sheet-words"));
            } else {
                var choices = new FlowPane(8, 8);
                for (var until : choices(clock)) {
                    choices.getChildren().add(Parts.button(words(until, clock), () -> {
                        clicks.doors().holdOpen(one, until);
                        leave();
                    }));
                }
                add(choices, Parts.wrapped(Words.of("hold.note"), "small"));
            }
        }
        if (state.may(Right.LOCKDOWN, id)) {
            add(Parts.label(Words.of("lockdown.section"), "sheet-label"), lockdowns(state, door, lockdown));
        }
        var row = new Folding(16, Parts.space(), Parts.keyed(Words.of("sheet.close"), "Esc", this::leave));
        add(row);
    }

    private FlowPane lockdowns(DeskState state, DoorState door, BiConsumer<Where, String> lockdown) {
        var row = new FlowPane(8, 8);
        var id = door.door().id();
        if (!door.mode().lockedDown()) {
            row.getChildren().add(ask(door.door().name(), new Where.OneDoor(id), lockdown));
        }
        for (DoorGroup group : state.site().groups()) {
            if (group.doors().contains(id)) {
                row.getChildren().add(ask(group.name(), new Where.OfGroup(group.id()), lockdown));
            }
        }
        row.getChildren().add(ask(Words.of("lockdown.site"), new Where.WholeSite(), lockdown));
        return row;
    }

    private javafx.scene.Node ask(String what, Where where, BiConsumer<Where, String> lockdown) {
        var button = Parts.button(what, () -> {
            leave();
            lockdown.accept(where, what);
        });
        button.getStyleClass().add("stop");
        return button;
    }

    private static String stands(DoorState door) {
        return switch (door.mode()) {
            case Mode.Normal m -> Words.of("mode.normal");
            case Mode.HeldOpen m ->
                Words.of("mode.heldopen", Times.clock(m.until()), m.by()) + ", "
                        + Words.of("held.how." + m.taken().how());
            case Mode.LockedDown m -> Words.of("mode.lockdown", Times.clock(m.since()), m.by());
        };
    }

    /// From now for some minutes and hours, then to the next times of the day at which something usually ends.
    static List<Instant> choices(Clock clock) {
        var now = ZonedDateTime.now(clock).withSecond(0).withNano(0);
        var all = new ArrayList<Instant>();
        FOR.forEach(time -> all.add(now.plus(time).toInstant()));
        var next = new ArrayList<ZonedDateTime>();
        for (var time : AT) {
            var at = now.with(time);
            next.add(at.isAfter(now.plusMinutes(5)) ? at : at.plusDays(1));
        }
        next.stream().sorted().limit(TIMES).map(ZonedDateTime::toInstant).forEach(all::add);
        return all;
    }

    private static String words(Instant until, Clock clock) {
        var left = Duration.between(clock.instant(), until);
        for (var time : FOR) {
            if (left.compareTo(time) <= 0 && left.compareTo(time.minusMinutes(1)) >= 0) {
                return Words.of(
                        time.toHours() > 0 ? "hold.hours" : "hold.minutes",
                        time.toHours() > 0 ? time.toHours() : time.toMinutes(),
                        Times.clock(until));
            }
        }
        return Words.of("hold.until", Times.clock(until));
    }
}
