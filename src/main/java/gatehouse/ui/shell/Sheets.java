package gatehouse.ui.shell;

import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Where;
import gatehouse.door.DoorId;
import gatehouse.ui.kit.Look;
import gatehouse.ui.kit.Sheet;
import gatehouse.ui.kit.Words;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.stage.Stage;

/// What must be said before a thing is done with a door: one sheet at a time, and the grounds of an opening whenever
/// the desk asks for them.
///
/// Confined to the screen's thread.
final class Sheets implements AutoCloseable {
    private final Stage owner;
    private final Clicks clicks;
    private final Clock clock;
    private Look look;
    private Optional<DeskState> state = Optional.empty();
    private Optional<Sheet> open = Optional.empty();
    private Optional<GroundsSheet> grounds = Optional.empty();

    Sheets(Stage owner, Clicks clicks, Clock clock, Look look) {
        this.owner = owner;
        this.clicks = clicks;
        this.clock = clock;
        this.look = look;
    }

    void dress(Look next) {
        look = next;
    }

    void show(DeskState next) {
        state = Optional.of(next);
        var asking = next.guarding().asking();
        if (grounds.filter(g -> asking.filter(g::isOf).isEmpty()).isPresent()) {
            grounds.get().hide();
            grounds = Optional.empty();
        }
        asking.ifPresent(a -> {
            if (grounds.isEmpty()) {
                grounds = Optional.of(new GroundsSheet(owner, look, clicks, next, a));
                grounds.get().open();
            }
            grounds.get().show(a);
        });
        open.ifPresent(sheet -> {
            if (sheet instanceof ReleaseSheet release) {
                release.show(next);
            }
        });
        if (next.seat().isEmpty()) {
            closeOpen();
        }
    }

    /// The emergency key.
    void lockdown() {
        lockdown(new Where.WholeSite(), Words.of("lockdown.site"));
    }

    void lockdown(Where where, String what) {
        state.filter(s -> s.seat().isPresent())
                .ifPresent(s -> put(new LockdownSheet(owner, look, clicks, s, where, what, this::left)));
    }

    void release() {
        state.filter(s -> s.seat().isPresent())
                .ifPresent(s -> put(new ReleaseSheet(owner, look, clicks, s, this::left)));
    }

    void modes(DoorId door) {
        state.filter(s -> s.seat().isPresent())
                .flatMap(s -> Optional.ofNullable(s.doors().get(door)))
                .ifPresent(d -> put(new ModeSheet(
                        owner, look, clicks, clock, state.get(), d, this::lockdown, this::release, this::left)));
    }

    /// What is open, for a picture of the screen.
    Stream<Sheet> showing() {
        return Stream.concat(open.stream(), grounds.stream()).filter(Sheet::showing);
    }

    private void put(Sheet sheet) {
        closeOpen();
        open = Optional.of(sheet);
        sheet.open();
    }

    private void left() {
        open = Optional.empty();
    }

    private void closeOpen() {
        open.ifPresent(Sheet::hide);
        open = Optional.empty();
    }

    @Override
    public void close() {
        closeOpen();
        grounds.ifPresent(Sheet::hide);
        grounds = Optional.empty();
    }
}
