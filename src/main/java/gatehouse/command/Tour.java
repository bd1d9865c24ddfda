package gatehouse.command;

import static gatehouse.command.TourMeasure.MOST;
import static gatehouse.command.TourMeasure.require;
import static gatehouse.command.TourMeasure.rounded;
import static gatehouse.command.TourMeasure.until;

import gatehouse.Gatehouse;
import gatehouse.InstallerDesk;
import gatehouse.Premises;
import gatehouse.audio.ToneDetector;
import gatehouse.audio.ToneSound;
import gatehouse.desk.Mode;
import gatehouse.desk.Opening;
import gatehouse.desk.Phase;
import gatehouse.desk.Picture;
import gatehouse.desk.Where;
import gatehouse.door.DoorId;
import gatehouse.door.Secret;
import gatehouse.door.Trouble;
import gatehouse.history.ClipRef;
import gatehouse.history.Event;
import gatehouse.history.History;
import gatehouse.history.Kind;
import gatehouse.history.Search;
import gatehouse.lifecycle.ProcessAge;
import gatehouse.onvif.Discovery;
import gatehouse.sim.DemoSite;
import gatehouse.sim.Fault;
import gatehouse.sim.Lock;
import gatehouse.ui.kit.Kept;
import gatehouse.ui.shell.Place;
import gatehouse.ui.shell.Window;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
    private final ToneSound sound;
    private final TourReport report;
    private final TourStage stage;
    private final Path data;
    private Window window;
    private boolean failed;

    Tour(Premises premises, Gatehouse screen, ToneSound sound, TourReport report, TourStage stage, Path data) {
        this.premises = premises;
        this.screen = screen;
        this.sound = sound;
        this.report = report;
        this.stage = stage;
        this.data = data;
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
        step("hold", this::hold);
        step("hand-over", this::handOver);
        step("not-confirmed", this::notConfirmed);
        step("missed", this::missed);
        step("history", this::history);
        step("clip", this::clip);
        step("lockdown", this::lockdown);
        step("installer", this::installer);
        figures();
    }

    private String open() throws Exception {
        window = screen.open(premises.house(), new InstallerDesk(premises), Kept.inMemory());
        window.lay(1920, 1080);
        stage.show(window);
        long ms = ProcessAge.now().toMillis();
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
        stage.await("the log-in screen", s -> !s.site().people().isEmpty());
        stage.shoot("log-in");
        stage.clicks().logIn("Guard", Secret.of("1111"));
        var state = stage.await("the guard at the desk", s -> s.seat().isPresent());
        return state.seat().orElseThrow().name() + " is at the desk";
    }

    private String wall() throws Exception {
        stage.await(
                "all doors live", s -> s.doors().values().stream().allMatch(d -> d.picture() instanceof Picture.Live));
        Map<String, Long> first = new LinkedHashMap<>();
        for (var id : stage.state().doors().keySet()) {
            first.put(
                    id.value(), premises.house().firstPicture(id).orElseThrow().toMillis());
        }
        report.figure("firstPictureMs", first);
        stage.await("every way in is up", s -> s.doorsThatCanRing() == s.doors().size());
        stage.freshPictures(MAIN_ENTRANCE, 12);
        stage.shoot("wall");
        return first.size() + " doors live, first pictures after " + first.values() + " ms";
    }

    private String trouble() throws Exception {
        var demo = premises.demo().orElseThrow();
        demo.door(LOADING_DOCK).faults().add(new Fault.Stalls());
        demo.door(LOBBY).faults().add(new Fault.WrongPassword());
        stage.clicks().restartStream(LOBBY);
        demo.door(PARKING).faults().add(new Fault.NeverAnswers());
        stage.clicks().restartStream(PARKING);
        stage.troubled(LOADING_DOCK, Trouble.Kind.STALLED);
        stage.troubled(LOBBY, Trouble.Kind.WRONG_PASSWORD);
        stage.troubled(PARKING, Trouble.Kind.NO_ANSWER);
        stage.freshPictures(MAIN_ENTRANCE, 6);
        stage.shoot("trouble");
        long cleared = System.nanoTime();
        for (var id : List.of(LOADING_DOCK, LOBBY, PARKING)) {
            demo.door(id).faults().clear();
            stage.clicks().restartStream(id);
        }
        stage.await(
                "all doors live again",
                s -> s.doors().values().stream().allMatch(d -> d.picture() instanceof Picture.Live));
        long back = (System.nanoTime() - cleared) / 1_000_000;
        report.figure("backAfterTroubleMs", back);
        return "stalled, wrong password and no answer each named; back after " + back + " ms";
    }

    private String ring() throws Exception {
        stage.sim(NORTH_GATE).ring();
        var call = stage.ringing(NORTH_GATE);
        stage.measured(call.id());
        stage.sim(STAFF_DOOR).ring();
        stage.ringing(STAFF_DOOR);
        stage.freshPictures(NORTH_GATE, 12);
        stage.shoot("ringing");
        stage.shootPopup("popup-ringing");
        return call.title() + " rings; pop-up after " + rounded(stage.popups().getLast()) + " ms, a fresh face after "
                + rounded(stage.faces().getLast()) + " ms";
    }

    private String answer() throws Exception {
        var call = stage.shown(NORTH_GATE);
        stage.clicks().answer(call.id());
        stage.talking(call.id());
        return "answered";
    }

    /// The door's tone is found in what the console heard, and the guard's in what the door heard.
    private String talk() throws Exception {
        var door = stage.sim(NORTH_GATE);
        try {
            until("the door's tone at the console", () -> ToneDetector.clearest(sound.heard(), door.toneHz()) > 0.5);
            until(
                    "the guard's tone at the door",
                    () -> ToneDetector.clearest(door.heard(), TourCommand.GUARD_HZ) > 0.5);
        } catch (TimeoutException e) {
            var voice =
                    premises.house().voice(stage.state().shown().orElseThrow()).orElseThrow();
            throw new IllegalStateException(
                    e.getMessage() + "; best share " + rounded(ToneDetector.clearest(sound.heard(), door.toneHz()))
                            + " of " + door.toneHz() + " Hz, " + voice.statistics(),
                    e);
        }
        double toConsole = ToneDetector.clearest(sound.heard(), door.toneHz());
        double toDoor = ToneDetector.clearest(door.heard(), TourCommand.GUARD_HZ);
        report.figure("audioDoorToConsole", rounded(toConsole));
        report.figure("audioConsoleToDoor", rounded(toDoor));
        return "share of the right tone: at the console " + rounded(toConsole) + ", at the door " + rounded(toDoor);
    }

    private String openShown(String output, DoorId id) throws Exception {
        var call = stage.shown(id);
        var lock = stage.sim(id).lock(output);
        int before = lock.openings().size();
        var unlocked = lock.when(Lock.State.UNLOCKED);
        stage.armed();
        stage.clicks().open(Optional.of(call.id()), id, output, System.nanoTime());
        unlocked.get(MOST.toSeconds(), TimeUnit.SECONDS);
        var opening = stage.finished(call.id());
        stage.shoot("opened-" + id);
        require(
                lock.openings().size() == before + 1,
                "the lock counted " + lock.openings().size() + " openings");
        report.figure("opened." + id, opening.stage().name());
        return opening.outputName() + ": " + opening.words() + "; the lock itself says it was opened once, by "
                + lock.openings().getLast().by();
    }

    private String nextCaller() throws Exception {
        var call = stage.shown(NORTH_GATE);
        stage.clicks().end(call.id());
        var next = stage.await(
                "the next caller in view",
                s -> s.shownCall()
                        .filter(c -> c.door().equals(Optional.of(STAFF_DOOR)))
                        .isPresent());
        stage.clicks().decline(next.shownCall().orElseThrow().id());
        stage.await("nobody waits", s -> s.calls().isEmpty());
        return "the one who waited came into view and was declined";
    }

    private String visit(DoorId id, String output) throws Exception {
        stage.sim(id).ring();
        var call = stage.ringing(id);
        stage.measured(call.id());
        stage.clicks().answer(call.id());
        stage.talking(call.id());
        var said = openShown(output, id);
        stage.clicks().end(call.id());
        stage.await("nobody waits", s -> s.calls().isEmpty());
        return said;
    }

    /// Two visitors, one guard: the second is answered while the first is on hold, and they change places.
    private String hold() throws Exception {
        stage.sim(MAIN_ENTRANCE).ring();
        var first = stage.ringing(MAIN_ENTRANCE);
        stage.clicks().answer(first.id());
        stage.talking(first.id());
        stage.sim(NORTH_GATE).ring();
        var second = stage.ringing(NORTH_GATE);
        stage.clicks().answer(second.id());
        stage.talking(second.id());
        until(
                "the second door's tone",
                () -> ToneDetector.latest(sound.heard(), stage.sim(NORTH_GATE).toneHz()) > 0.5);
        until(
                "nothing of the first",
                () -> ToneDetector.latest(
                                sound.heard(), stage.sim(MAIN_ENTRANCE).toneHz())
                        < 0.1);
        stage.clicks().swap();
        stage.talking(first.id());
        until(
                "the first door's tone",
                () -> ToneDetector.latest(
                                sound.heard(), stage.sim(MAIN_ENTRANCE).toneHz())
                        > 0.5);
        stage.freshPictures(MAIN_ENTRANCE, 12);
        stage.shoot("hold");
        stage.clicks().end(second.id());
        stage.await("one call left", s -> s.calls().size() == 1);
        return "the first was on hold while the second was talked with, and the other way round";
    }

    /// A word with the porter while the visitor is on hold, then the two of them talk without the guard.
    private String handOver() throws Exception {
        var visitor = stage.shown(MAIN_ENTRANCE).id();
        stage.clicks().callTarget("porter");
        var porter = stage.await(
                        "the porter answers",
                        s -> s.talking()
                                .filter(c -> c.title().equals("Porter") && c.phase() instanceof Phase.Talking)
                                .isPresent())
                .talking()
                .orElseThrow()
                .id();
        until("the porter's tone", () -> ToneDetector.latest(sound.heard(), DemoSite.PORTERS_TONE) > 0.5);
        stage.freshPictures(MAIN_ENTRANCE, 6);
        stage.shoot("hand-over");
        stage.clicks().transferTo(visitor, porter);
        stage.await("nobody waits", s -> s.calls().isEmpty());
        var door = stage.sim(MAIN_ENTRANCE);
        until("the porter at the door", () -> ToneDetector.latest(door.heard(), DemoSite.PORTERS_TONE) > 0.5);
        door.leave();
        return "the porter has the call, and the door hears him";
    }

    private String notConfirmed() throws Exception {
        stage.sim(PARKING).faults().add(new Fault.RelaySilent());
        stage.sim(PARKING).ring();
        var call = stage.ringing(PARKING);
        stage.measured(call.id());
        stage.armed();
        stage.clicks().open(Optional.of(call.id()), PARKING, "barrier", System.nanoTime());
        var opening = stage.finished(call.id());
        stage.freshPictures(PARKING, 6);
        stage.shoot("not-confirmed");
        stage.sim(PARKING).faults().clear();
        stage.clicks().decline(call.id());
        stage.await("nobody waits", s -> s.calls().isEmpty());
        require(opening.stage() == Opening.Stage.NOT_CONFIRMED, "was shown as " + opening.stage());
        return opening.words();
    }

    private String missed() throws Exception {
        stage.sim(LOBBY).ring();
        var call = stage.ringing(LOBBY);
        stage.measured(call.id());
        stage.sim(LOBBY).leave();
        stage.await("missed", s -> s.missed() == 1);
        stage.freshPictures(LOBBY, 6);
        stage.shoot("missed");
        stage.clicks().dismiss(call.id());
        stage.await("nothing in view", s -> s.shown().isEmpty());
        return "the visitor gave up; the call stays as missed";
    }

    /// Nobody opens anything until a supervisor says so.
    private String lockdown() throws Exception {
        window.go(Place.WALL);
        var everywhere = new Where.WholeSite();
        stage.clicks().doors().lockDown(everywhere);
        stage.await(
                "every door locked down",
                s -> s.doors().values().stream()
                        .allMatch(d -> d.mode() instanceof Mode.LockedDown l
                                && l.taken().how() != Mode.How.PENDING));
        stage.freshPictures(LOBBY, 6);
        stage.shoot("lockdown");
        stage.clicks().doors().release(everywhere, "Supervisor", Optional.of(Secret.of("2222")));
        stage.await(
                "back to normal",
                s -> s.doors().values().stream().allMatch(d -> d.mode().normal()));
        return "all doors locked down by one key, released by the supervisor";
    }

    private String history() throws Exception {
        var history = premises.house().history();
        until("everything on record", () -> stage.recorded(Kind.MISSED) == 1);
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
        stage.freshPictures(LOBBY, 36);
        stage.shoot("history");
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
        stage.freshPictures(PARKING, 30);
        stage.shoot("clip");
        report.figure("clipSeconds", kept.length().toMillis() / 1000.0);
        return "a clip of " + rounded(kept.length().toMillis() / 1000.0) + " s in " + kept.codec() + " " + kept.width()
                + "x" + kept.height() + ", " + kept.bytes() / 1024 + " KB";
    }

    private Optional<ClipRef> clipOf(DoorId door) {
        return stage.recent(Kind.CLIP).stream()
                .filter(e -> e.door().equals(Optional.of(door)))
                .flatMap(e -> e.clips().stream())
                .findFirst();
    }

    private String installer() throws Exception {
        stage.clicks().logOut();
        stage.await("the desk empty", s -> s.seat().isEmpty());
        stage.clicks().logIn("Installer", Secret.of("3333"));
        stage.await("the installer at the desk", s -> s.seat().isPresent());
        window.go(Place.INSTALLER);
        stage.freshPictures(LOBBY, 45);
        stage.shoot("installer");
        return "the installer's screen";
    }

    private void figures() {
        var clicks = new ArrayList<Double>();
        report.figure("inviteToPopupMs", stage.popups());
        report.figure("inviteToFaceMs", stage.faces());
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
}
