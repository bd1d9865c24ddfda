package gatehouse.command;

import static gatehouse.command.TourMeasure.MOST;
import static gatehouse.command.TourMeasure.millis;
import static gatehouse.command.TourMeasure.require;
import static gatehouse.command.TourMeasure.rounded;
import static gatehouse.command.TourMeasure.share;
import static gatehouse.command.TourMeasure.until;

import gatehouse.Gatehouse;
import gatehouse.InstallerDesk;
import gatehouse.Premises;
import gatehouse.audio.ToneSound;
import gatehouse.desk.Call;
import gatehouse.desk.CallId;
import gatehouse.desk.DeskState;
import gatehouse.desk.Lookout;
import gatehouse.desk.Opening;
import gatehouse.desk.Phase;
import gatehouse.desk.Picture;
import gatehouse.door.DoorId;
import gatehouse.door.Secret;
import gatehouse.door.Trouble;
import gatehouse.history.ClipRef;
import gatehouse.history.Event;
import gatehouse.history.History;
import gatehouse.history.Kind;
import gatehouse.history.Search;
import gatehouse.onvif.Discovery;
import gatehouse.sim.Fault;
import gatehouse.sim.Lock;
import gatehouse.sim.SimDoor;
import gatehouse.ui.kit.Kept;
import gatehouse.ui.shell.Place;
import gatehouse.ui.shell.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// Walks through the whole job once: find, see, ring, pop up, talk, open, remember. Each step is a sentence, a picture
/// and figures; after a step that fails the rest is left out, because it would only fail for the same reason.
final class Tour {
    private static final DoorId MAIN_ENTRANCE = new DoorId("main-entrance");
    private static final DoorId NORTH_GATE = new DoorId("north-gate");
    private static final DoorId LOADING_DOCK = new DoorId("loading-dock");
    private static final DoorId LOBBY = new DoorId("lobby");
    private static final DoorId STAFF_DOOR = new DoorId("staff-door");
    private static final DoorId PARKING = new DoorId("visitor-parking");

    private interface Act {
        String run() throws Exception;
    }

    private final Premises premises;
    private final Gatehouse screen;
    private final Lookout lookout;
    private final ToneSound sound;
    private final TourReport report;
    private final Path out;
    private final Path data;
    private final Instant began;
    private final List<Double> popups = new ArrayList<>();
    private final List<Double> faces = new ArrayList<>();
    private final List<Double> clicks = new ArrayList<>();
    private Window window;
    private boolean failed;
    private int pictures;

    Tour(
            Premises premises,
            Gatehouse screen,
            Lookout lookout,
            ToneSound sound,
            TourReport report,
            Path out,
            Path data,
            Instant began) {
        this.premises = premises;
        this.screen = screen;
        this.lookout = lookout;
        this.sound = sound;
        this.report = report;
        this.out = out;
        this.data = data;
        this.began = began;
    }

    void run() {
        step("open", this::open);
        step("discover", this::discover);
        step("log-in", this::logIn);
        step("wall", this::wall);
        step("trouble", this::trouble);
        step("ring", this::ring);
        step("answer", this::answer);
        step("talk", this::talk);
        step("open-onvif-relay", () -> openShown("gate", NORTH_GATE));
        step("next-caller", this::nextCaller);
        step("open-dtmf", () -> visit(MAIN_ENTRANCE, "door"));
        step("open-http", () -> visit(LOADING_DOCK, "shutter"));
        step("not-confirmed", this::notConfirmed);
        step("missed", this::missed);
        step("history", this::history);
        step("clip", this::clip);
        step("installer", this::installer);
        figures();
    }

    private String open() throws Exception {
        window = screen.open(premises.house(), new InstallerDesk(premises), Kept.inMemory());
        window.lay(1920, 1080);
        var started = ProcessHandle.current().info().startInstant().orElse(began);
        long ms = Duration.between(started, Instant.now()).toMillis();
        report.figure("startToUsableMs", ms);
        return "the window can be used " + ms + " ms after the start of the process";
    }

    private String discover() throws Exception {
        var found = Discovery.search(gatehouse.onvif.Search.everywhere(), device -> {});
        report.figure("discovered", found.size());
        int doors = premises.demo().orElseThrow().doors().size();
        require(found.size() >= doors, "found " + found.size() + " of " + doors);
        premises.house().remember(Kind.DISCOVERED, found.size() + " devices found on the network");
        return found.size() + " devices answered, " + doors + " doors are simulated";
    }

    private String logIn() throws Exception {
        await("the log-in screen", s -> !s.site().people().isEmpty());
        shoot("log-in");
        clicks().logIn("Guard", Secret.of("1111"));
        var state = await("the guard at the desk", s -> s.seat().isPresent());
        return state.seat().orElseThrow().name() + " is at the desk";
    }

    private String wall() throws Exception {
        await("all doors live", s -> s.doors().values().stream().allMatch(d -> d.picture() instanceof Picture.Live));
        Map<String, Long> first = new LinkedHashMap<>();
        for (var id : state().doors().keySet()) {
            first.put(
                    id.value(), premises.house().firstPicture(id).orElseThrow().toMillis());
        }
        report.figure("firstPictureMs", first);
        await("every way in is up", s -> s.doorsThatCanRing() == s.doors().size());
        freshPictures(MAIN_ENTRANCE, 12);
        shoot("wall");
        return first.size() + " doors live, first pictures after " + first.values() + " ms";
    }

    private String trouble() throws Exception {
        var demo = premises.demo().orElseThrow();
        demo.door(LOADING_DOCK).faults().add(new Fault.Stalls());
        demo.door(LOBBY).faults().add(new Fault.WrongPassword());
        clicks().restartStream(LOBBY);
        demo.door(PARKING).faults().add(new Fault.NeverAnswers());
        clicks().restartStream(PARKING);
        troubled(LOADING_DOCK, Trouble.Kind.STALLED);
        troubled(LOBBY, Trouble.Kind.WRONG_PASSWORD);
        troubled(PARKING, Trouble.Kind.NO_ANSWER);
        freshPictures(MAIN_ENTRANCE, 6);
        shoot("trouble");
        long cleared = System.nanoTime();
        for (var id : List.of(LOADING_DOCK, LOBBY, PARKING)) {
            demo.door(id).faults().clear();
            clicks().restartStream(id);
        }
        await(
                "all doors live again",
                s -> s.doors().values().stream().allMatch(d -> d.picture() instanceof Picture.Live));
        long back = (System.nanoTime() - cleared) / 1_000_000;
        report.figure("backAfterTroubleMs", back);
        return "stalled, wrong password and no answer each named; back after " + back + " ms";
    }

    private void troubled(DoorId door, Trouble.Kind kind) throws InterruptedException, TimeoutException {
        await(
                door + " in trouble: " + kind,
                s -> s.doors().get(door).picture() instanceof Picture.Troubled t
                        && t.trouble().kind() == kind);
    }

    private String ring() throws Exception {
        sim(NORTH_GATE).ring();
        var call = ringing(NORTH_GATE);
        measured(call.id());
        sim(STAFF_DOOR).ring();
        ringing(STAFF_DOOR);
        freshPictures(NORTH_GATE, 12);
        shoot("ringing");
        Files.write(out.resolve("popup-ringing.png"), window.popupPicture().join());
        return call.title() + " rings; pop-up after " + rounded(popups.getLast()) + " ms, a fresh face after "
                + rounded(faces.getLast()) + " ms";
    }

    private String answer() throws Exception {
        var call = shown(NORTH_GATE);
        clicks().answer(call.id());
        await(
                "talking",
                s -> s.call(call.id())
                        .filter(c -> c.phase() instanceof Phase.Talking)
                        .isPresent());
        return "answered";
    }

    /// The door's tone is found in what the console heard, and the guard's in what the door heard.
    private String talk() throws Exception {
        var door = sim(NORTH_GATE);
        try {
            until("the door's tone at the console", () -> share(sound.heard(), door.toneHz()) > 0.5);
            until("the guard's tone at the door", () -> share(door.heard(), TourCommand.GUARD_HZ) > 0.5);
        } catch (TimeoutException e) {
            var voice = premises.house().voice(state().shown().orElseThrow()).orElseThrow();
            throw new IllegalStateException(
                    e.getMessage() + "; best share " + rounded(share(sound.heard(), door.toneHz())) + " of "
                            + door.toneHz() + " Hz, " + voice.statistics(),
                    e);
        }
        double toConsole = share(sound.heard(), door.toneHz());
        double toDoor = share(door.heard(), TourCommand.GUARD_HZ);
        report.figure("audioDoorToConsole", rounded(toConsole));
        report.figure("audioConsoleToDoor", rounded(toDoor));
        return "share of the right tone: at the console " + rounded(toConsole) + ", at the door " + rounded(toDoor);
    }

    private String openShown(String output, DoorId id) throws Exception {
        var call = shown(id);
        var lock = sim(id).lock(output);
        int before = lock.openings().size();
        var unlocked = lock.when(Lock.State.UNLOCKED);
        armed();
        clicks().open(Optional.of(call.id()), id, output, System.nanoTime());
        unlocked.get(MOST.toSeconds(), TimeUnit.SECONDS);
        var opening = finished(call.id());
        shoot("opened-" + id);
        require(
                lock.openings().size() == before + 1,
                "the lock counted " + lock.openings().size() + " openings");
        report.figure("opened." + id, opening.stage().name());
        return opening.outputName() + ": " + opening.words() + "; the lock itself says it was opened once, by "
                + lock.openings().getLast().by();
    }

    private String nextCaller() throws Exception {
        var call = shown(NORTH_GATE);
        clicks().end(call.id());
        var next = await(
                "the next caller in view",
                s -> s.shownCall()
                        .filter(c -> c.door().equals(Optional.of(STAFF_DOOR)))
                        .isPresent());
        clicks().decline(next.shownCall().orElseThrow().id());
        await("nobody waits", s -> s.calls().isEmpty());
        return "the one who waited came into view and was declined";
    }

    private String visit(DoorId id, String output) throws Exception {
        sim(id).ring();
        var call = ringing(id);
        measured(call.id());
        clicks().answer(call.id());
        await(
                "talking",
                s -> s.call(call.id())
                        .filter(c -> c.phase() instanceof Phase.Talking)
                        .isPresent());
        var said = openShown(output, id);
        clicks().end(call.id());
        await("nobody waits", s -> s.calls().isEmpty());
        return said;
    }

    private String notConfirmed() throws Exception {
        sim(PARKING).faults().add(new Fault.RelaySilent());
        sim(PARKING).ring();
        var call = ringing(PARKING);
        measured(call.id());
        armed();
        clicks().open(Optional.of(call.id()), PARKING, "barrier", System.nanoTime());
        var opening = finished(call.id());
        freshPictures(PARKING, 6);
        shoot("not-confirmed");
        sim(PARKING).faults().clear();
        clicks().decline(call.id());
        await("nobody waits", s -> s.calls().isEmpty());
        require(opening.stage() == Opening.Stage.NOT_CONFIRMED, "was shown as " + opening.stage());
        return opening.words();
    }

    private String missed() throws Exception {
        sim(LOBBY).ring();
        var call = ringing(LOBBY);
        measured(call.id());
        sim(LOBBY).leave();
        await("missed", s -> s.missed() == 1);
        freshPictures(LOBBY, 6);
        shoot("missed");
        clicks().dismiss(call.id());
        await("nothing in view", s -> s.shown().isEmpty());
        return "the visitor gave up; the call stays as missed";
    }

    private String history() throws Exception {
        var history = premises.house().history();
        until("everything on record", () -> recorded(Kind.MISSED) == 1);
        history.flush(MOST);
        int visits = history.visits(Search.everything().limit(1000)).rows().size();
        int rows = history.search(Search.everything().limit(1000)).rows().size();
        long confirmed = history.search(Search.everything().limit(1000)).rows().stream()
                .filter(e -> e.kind() == Kind.UNLOCK_RESULT)
                .count();
        report.figure("historyRows", rows);
        report.figure("historyVisits", visits);
        report.figure("unlockResults", confirmed);
        window.go(Place.HISTORY);
        freshPictures(LOBBY, 36);
        shoot("history");
        var verified = History.verify(data);
        report.figure("historyVerified", verified.ok());
        require(verified.ok(), "the chain is broken: " + verified);
        require(confirmed == 4, confirmed + " unlock results on record");
        return rows + " entries in " + visits + " rows, the chain is intact";
    }

    /// The clip of the visit that was missed: it began before the ring.
    private String clip() throws Exception {
        until("the missed visit's clip kept", () -> clipOf(LOBBY).isPresent());
        var kept = clipOf(LOBBY).orElseThrow();
        window.go(Place.WALL);
        window.go(Place.HISTORY);
        until("the clip playing", () -> window.playClip().join());
        freshPictures(PARKING, 30);
        shoot("clip");
        report.figure("clipSeconds", kept.length().toMillis() / 1000.0);
        return "a clip of " + rounded(kept.length().toMillis() / 1000.0) + " s in " + kept.codec() + " " + kept.width()
                + "x" + kept.height() + ", " + kept.bytes() / 1024 + " KB";
    }

    private Optional<ClipRef> clipOf(DoorId door) {
        return recent(Kind.CLIP).stream()
                .filter(e -> e.door().equals(Optional.of(door)))
                .flatMap(e -> e.clips().stream())
                .findFirst();
    }

    private String installer() throws Exception {
        clicks().logOut();
        await("the desk empty", s -> s.seat().isEmpty());
        clicks().logIn("Installer", Secret.of("3333"));
        await("the installer at the desk", s -> s.seat().isPresent());
        window.go(Place.INSTALLER);
        freshPictures(LOBBY, 45);
        shoot("installer");
        return "the installer's screen";
    }

    private void figures() {
        report.figure("inviteToPopupMs", popups);
        report.figure("inviteToFaceMs", faces);
        try {
            for (Event event : premises.house()
                    .history()
                    .search(Search.everything().limit(1000))
                    .rows()) {
                if (event.kind() == Kind.UNLOCK_RESULT) {
                    event.fact("sentAfterMs").map(Double::valueOf).ifPresent(clicks::add);
                }
            }
        } catch (gatehouse.history.HistoryFault e) {
            report.step("figures", false, 0, e.getMessage());
        }
        report.figure("clickToRequestMs", clicks);
    }

    // How a step is done.

    private void step(String name, Act act) {
        if (failed) {
            return;
        }
        long start = System.nanoTime();
        try {
            var detail = act.run();
            report.step(name, true, (System.nanoTime() - start) / 1_000_000, detail);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fails(name, start, e);
        } catch (Exception e) {
            fails(name, start, e);
        }
    }

    private void fails(String name, long start, Exception e) {
        failed = true;
        org.slf4j.LoggerFactory.getLogger(Tour.class).error("The step {} failed", name, e);
        report.step(name, false, (System.nanoTime() - start) / 1_000_000, String.valueOf(e.getMessage()));
    }

    private void shoot(String name) throws Exception {
        var png = window.picture().get(MOST.toSeconds(), TimeUnit.SECONDS);
        Files.write(out.resolve(String.format(Locale.ROOT, "%02d-%s.png", ++pictures, name)), png);
    }

    private DeskState await(String what, Predicate<DeskState> wanted) throws InterruptedException, TimeoutException {
        return lookout.await(what, wanted, MOST);
    }

    private Call ringing(DoorId door) throws InterruptedException, TimeoutException {
        return await(door + " rings", s -> s.callOf(door).isPresent())
                .callOf(door)
                .orElseThrow();
    }

    private Call shown(DoorId door) {
        return state().shownCall()
                .filter(c -> c.door().equals(Optional.of(door)))
                .orElseThrow(() -> new IllegalStateException(door + " is not in the pop-up"));
    }

    private Opening finished(CallId call) throws InterruptedException, TimeoutException {
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

    private void measured(CallId call) throws Exception {
        var figures = premises.house().figures();
        until("a fresh face in the pop-up", () -> figures.face(call).isPresent());
        popups.add(millis(figures.popup(call).orElseThrow()));
        faces.add(millis(figures.face(call).orElseThrow()));
    }

    private void armed() throws Exception {
        until("the button armed", () -> System.nanoTime() - state().shownAt() > DeskState.ARMING.toNanos());
    }

    private void freshPictures(DoorId door, int count) throws Exception {
        try (var view = premises.house().glass().watch(door, 64, 36, false).orElseThrow()) {
            var left = new java.util.concurrent.CountDownLatch(count);
            view.onPicture(left::countDown);
            require(left.await(MOST.toSeconds(), TimeUnit.SECONDS), "no fresh pictures of " + door);
        }
    }

    private long recorded(Kind kind) {
        return recent(kind).size();
    }

    private List<Event> recent(Kind kind) {
        try {
            return premises.house()
                    .history()
                    .search(Search.between(Instant.EPOCH, Instant.now().plusSeconds(60))
                            .kinds(List.of(kind)))
                    .rows();
        } catch (gatehouse.history.HistoryFault e) {
            throw new IllegalStateException(e);
        }
    }

    private SimDoor sim(DoorId door) {
        return premises.demo().orElseThrow().door(door);
    }

    private DeskState state() {
        return premises.house().state();
    }

    private gatehouse.desk.Clicks clicks() {
        return premises.house().clicks();
    }
}
