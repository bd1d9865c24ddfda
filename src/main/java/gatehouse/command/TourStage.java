package gatehouse.command;

import static gatehouse.command.TourMeasure.MOST;
import static gatehouse.command.TourMeasure.millis;
import static gatehouse.command.TourMeasure.require;
import static gatehouse.command.TourMeasure.until;

import gatehouse.Premises;
import gatehouse.desk.Call;
import gatehouse.desk.CallId;
import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Lookout;
import gatehouse.desk.Opening;
import gatehouse.desk.Phase;
import gatehouse.desk.Picture;
import gatehouse.door.DoorId;
import gatehouse.door.Trouble;
import gatehouse.history.Event;
import gatehouse.history.HistoryFault;
import gatehouse.history.Kind;
import gatehouse.history.Search;
import gatehouse.sim.SimDoor;
import gatehouse.ui.shell.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// Where the tour takes place: its doors, its desk and its window, what is waited for there, and the pictures of it.
final class TourStage {
    private final Premises premises;
    private final Lookout lookout;
    private final Path out;
    private final List<Double> popups = new ArrayList<>();
    private final List<Double> faces = new ArrayList<>();
    private Window window;
    private int pictures;

    TourStage(Premises premises, Lookout lookout, Path out) {
        this.premises = premises;
        this.lookout = lookout;
        this.out = out;
    }

    void troubled(DoorId door, Trouble.Kind kind) throws InterruptedException, TimeoutException {
        await(
                door + " in trouble: " + kind,
                s -> s.doors().get(door).picture() instanceof Picture.Troubled t
                        && t.trouble().kind() == kind);
    }

    List<Double> popups() {
        return popups;
    }

    List<Double> faces() {
        return faces;
    }

    /// What is in its pictures from now on.
    void show(Window shown) {
        window = shown;
    }

    void shootPopup(String name) throws Exception {
        Files.write(out.resolve(name + ".png"), window.popupPicture().get(MOST.toSeconds(), TimeUnit.SECONDS));
    }

    void talking(CallId call) throws InterruptedException, TimeoutException {
        await(
                "talking",
                s -> s.call(call)
                        .filter(c -> c.phase() instanceof Phase.Talking)
                        .isPresent());
    }

    void shoot(String name) throws Exception {
        var png = window.picture().get(MOST.toSeconds(), TimeUnit.SECONDS);
        Files.write(out.resolve(String.format(Locale.ROOT, "%02d-%s.png", ++pictures, name)), png);
    }

    DeskState await(String what, Predicate<DeskState> wanted) throws InterruptedException, TimeoutException {
        return lookout.await(what, wanted, MOST);
    }

    Call ringing(DoorId door) throws InterruptedException, TimeoutException {
        return await(door + " rings", s -> s.callOf(door).isPresent())
                .callOf(door)
                .orElseThrow();
    }

    Call shown(DoorId door) {
        return state().shownCall()
                .filter(c -> c.door().equals(Optional.of(door)))
                .orElseThrow(() -> new IllegalStateException(door + " is not in the pop-up"));
    }

    Opening finished(CallId call) throws InterruptedException, TimeoutException {
        return await(
                        "the opening has come to its end",
                        s -> s.call(call)
                                .flatMap(Call::opening)
                                .filter(Opening::over)
                                .isPresent())
                .call(call)
                .flatMap(Call::opening)
                .orElseThrow();
    }

    void measured(CallId call) throws Exception {
        var figures = premises.house().figures();
        until("a fresh face in the pop-up", () -> figures.face(call).isPresent());
        popups.add(millis(figures.popup(call).orElseThrow()));
        faces.add(millis(figures.face(call).orElseThrow()));
    }

    void armed() throws Exception {
        until("the button armed", () -> System.nanoTime() - state().shownAt() > DeskState.ARMING.toNanos());
    }

    void freshPictures(DoorId door, int count) throws Exception {
        try (var view = premises.house().glass().watch(door, 64, 36, false).orElseThrow()) {
            var left = new CountDownLatch(count);
            view.onPicture(left::countDown);
            require(left.await(MOST.toSeconds(), TimeUnit.SECONDS), "no fresh pictures of " + door);
        }
    }

    long recorded(Kind kind) {
        return recent(kind).size();
    }

    List<Event> recent(Kind kind) {
        try {
            return premises.house()
                    .history()
                    .search(Search.between(Instant.EPOCH, Instant.now().plusSeconds(60))
                            .kinds(List.of(kind)))
                    .rows();
        } catch (HistoryFault e) {
            throw new IllegalStateException(e);
        }
    }

    SimDoor sim(DoorId door) {
        return premises.demo().orElseThrow().door(door);
    }

    DeskState state() {
        return premises.house().state();
    }

    Clicks clicks() {
        return premises.house().clicks();
    }
}
