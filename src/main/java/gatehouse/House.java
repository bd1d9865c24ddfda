package gatehouse;

import gatehouse.audio.SoundBoard;
import gatehouse.audio.SoundTrouble;
import gatehouse.audio.Voice;
import gatehouse.audio.WaveFault;
import gatehouse.darkroom.Darkroom;
import gatehouse.darkroom.DarkroomSettings;
import gatehouse.desk.CallId;
import gatehouse.desk.Clicks;
import gatehouse.desk.Deed;
import gatehouse.desk.Desk;
import gatehouse.desk.DeskState;
import gatehouse.desk.Glass;
import gatehouse.desk.Happening;
import gatehouse.desk.Lamp;
import gatehouse.desk.Levels;
import gatehouse.desk.Recent;
import gatehouse.desk.Seat;
import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.door.Secret;
import gatehouse.history.Event;
import gatehouse.history.Fact;
import gatehouse.history.History;
import gatehouse.history.HistoryFault;
import gatehouse.history.Kind;
import gatehouse.lifecycle.Scope;
import gatehouse.lifecycle.Trace;
import gatehouse.operator.LogIn;
import gatehouse.sip.CannotListen;
import gatehouse.sip.Phone;
import gatehouse.site.Site;
import gatehouse.site.SiteFault;
import gatehouse.site.SiteFile;
import gatehouse.ui.kit.SoundWords;
import gatehouse.ui.kit.Words;
import gatehouse.ui.shell.Staff;
import gatehouse.unlock.CallTones;
import gatehouse.unlock.EmergencyBook;
import gatehouse.video.Eye;
import gatehouse.video.Reel;
import gatehouse.video.ReelPlayer;
import gatehouse.video.VideoDetails;
import gatehouse.video.View;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Wires every room by hand; read it from the top to the bottom. Nothing is shown here and nothing is decided here.
///
/// Safe for any thread. `close()` lets go of everything, newest first.
public final class House implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(House.class);

    private final Scope scope = new Scope();
    private final HouseSettings settings;
    private final Figures figures = new Figures();
    private final Desk desk;
    private final History history;
    private final Darkroom darkroom;
    private final Cameras cameras;
    private final Records records;
    private final Filmings filmings;
    private final Openings openings;
    private final Telephone telephone;
    private final RingTones ringTones;
    private final Staffroom staffroom;
    private final LogIn logIn;
    private final ScheduledThreadPoolExecutor later;
    private final Clicks clicks;
    private final AtomicReference<String> stopping = new AtomicReference<>("closed");
    private final ClockWatch clockWatch = new ClockWatch(); // guarded by itself

    public static House open(HouseSettings settings, Consumer<DeskState> screen) throws HistoryFault, CannotListen {
        return new House(settings, screen);
    }

    private House(HouseSettings settings, Consumer<DeskState> screen) throws HistoryFault, CannotListen {
        this.settings = settings;
        var arrivals = new Arrivals();
        try {
            settings.sounds().board().ifPresent(scope::own);
            long began = Trace.begin();
            history = scope.own(History.open(settings.data(), Records.lamp(arrivals)));
            Trace.end("history opens", began);
            darkroom = scope.own(Darkroom.open(DarkroomSettings.STANDARD, new PictureLamp(arrivals)));
            cameras = scope.own(new Cameras(arrivals, darkroom));
            var book = EmergencyBook.open(settings.data().resolve("emergency.txt"), settings.elsewhere());
            records = scope.own(new Records(history, cameras, book));
            scope.own(this::stopped); // after all else that has something to say
            filmings = scope.own(new Filmings(history, settings.data(), cameras::film, arrivals));
            later = timer();
            scope.own(later::shutdownNow);
            staffroom = scope.own(Staffroom.open(settings.site(), settings.data(), history, arrivals));
            logIn = staffroom.logIn();
            openings = scope.own(Openings.open(records, arrivals, this::tones, settings));
            ringTones = scope.own(new RingTones(settings.sounds().ringer(), fault -> cannotPlay(fault, arrivals)));
            ringTones.wire(settings.site());
            desk = scope.own(Desk.open(DeskState.opened(staffroom.site(settings.site())), this::does, screen));
            arrivals.goTo(desk);
            clicks = new Buttons(desk::tell, aside(), new DoorButtons(desk::tell, () -> logIn, desk::state));
            openings.start();
            records.note(Kind.STARTED, "Gatehouse started, " + settings.site().name());
            sayLamps();
            long ringing = Trace.begin();
            telephone = scope.own(
                    Telephone.open(settings.site(), settings.sounds().voice(), figures, cameras::inCall, desk::tell));
            Trace.end("telephone opens", ringing);
            startClocks();
            staffroom.seated(desk::state, history, cameras::restart);
        } catch (HistoryFault | CannotListen | RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    /// Connects the cameras. Not part of the opening: the window comes first, and the decoder's library takes a while.
    public void watch() {
        long began = Trace.begin();
        cameras.wire(settings.site());
        openings.wire(settings.site().doors());
        Trace.end("cameras connect", began);
    }

    public DeskState state() {
        return desk.state();
    }

    public Clicks clicks() {
        return clicks;
    }

    /// What the screens ask about people and certificates.
    public Staff staff() {
        return staffroom;
    }

    public History history() {
        return history;
    }

    /// Opens a clip of the history to be played.
    public Reel reel(Path clip, int width, int height) throws IOException, InterruptedException {
        return ReelPlayer.open(darkroom, clip, width, height);
    }

    public Figures figures() {
        return figures;
    }

    public Optional<Duration> firstPicture(DoorId door) {
        return cameras.firstPicture(door);
    }

    public List<Phone.Listening> listening() {
        return telephone.listening();
    }

    /// The sound of this workstation, where it has devices to be chosen from.
    public Optional<SoundBoard> soundBoard() {
        return settings.sounds().board();
    }

    public Optional<Voice> voice(CallId call) {
        return telephone.voice(call);
    }

    /// Happenings that come from outside of this wiring, such as a scan by the installer.
    public void remember(Kind kind, String sentence) {
        records.note(kind, sentence);
    }

    public Glass glass() {
        return new Glass() {
            @Override
            public Optional<View> watch(DoorId door, int width, int height, boolean main) {
                return cameras.watch(door, width, height, main);
            }

            @Override
            public Optional<VideoDetails> details(DoorId door) {
                return cameras.video(door).map(Eye::details);
            }

            @Override
            public Levels levels(CallId call) {
                return telephone.levels(call);
            }

            @Override
            public void popupShown(CallId call) {
                figures.popupShown(call, System.nanoTime());
            }

            @Override
            public void faceShown(CallId call) {
                figures.faceShown(call, System.nanoTime())
                        .ifPresent(median -> desk.tell(new Happening.RingToFaceMeasured(median)));
            }
        };
    }

    @Override
    public void close() {
        scope.close();
    }

    /// Why the program ends, for the record; before it is closed.
    void endsBecause(String why) {
        stopping.set(why);
    }

    private void stopped() {
        var why = stopping.get();
        records.note(Event.now(Kind.STOPPED, "Gatehouse stopped: " + why).withFact(Fact.REASON, why));
    }

    /// Everything the desk can want. Runs on a virtual thread for each deed.
    private void does(Deed deed) {
        switch (deed) {
            case Deed.Answer d -> telephone.answer(d);
            case Deed.Decline d -> telephone.decline(d.call(), d.reason());
            case Deed.Dial d -> telephone.dial(d);
            case Deed.Hold d -> telephone.hold(d.call());
            case Deed.Resume d -> telephone.resume(d);
            case Deed.HandOver d -> telephone.transfers().handOver(d.call(), d.target());
            case Deed.Connect d -> telephone.transfers().connect(d.held(), d.other());
            case Deed.SendOn d -> telephone.transfers().sendOn(d);
            case Deed.PlainVoice d -> telephone.plainVoice(d.call());
            case Deed.Announce d -> telephone.announce(d);
            case Deed.Hush d -> telephone.hush(d.call());
            case Deed.ForwardLater d ->
                after(d.after(), () -> new Happening.ForwardDue(d.call(), Instant.now(), System.nanoTime()));
            case Deed.HangUp d -> telephone.hangUp(d.call());
            case Deed.Microphone d -> telephone.microphone(d.call(), d.open());
            case Deed.Volume d -> telephone.volume(d.volume());
            case Deed.RingTone d -> ringTones.play(d);
            case Deed.Open d -> openings.open(d);
            case Deed.AboutDoors d -> openings.does(d);
            case Deed.Prepare d -> openings.prepare(d.door());
            case Deed.Remember d -> records.remember(d.memory());
            case Deed.Restart d -> cameras.restart(d.door());
            case Deed.DismissLater d -> after(d.after(), () -> new Happening.Dismissed(d.call(), System.nanoTime()));
            case Deed.Film d -> filmings.film(d);
            case Deed.FilmEnds d -> filmings.ends(d);
            case Deed.Rewire d -> rewire(d.site());
        }
    }

    private CallTones tones(CallId call) {
        return telephone.tones(call);
    }

    private void after(Duration time, Supplier<Happening> then) {
        later.schedule(() -> desk.tell(then.get()), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Schedules begin and end by the clock, and how a call sounds is told once a second.
    private void startClocks() {
        later.scheduleWithFixedDelay(() -> clocksShow(Instant.now(), System.nanoTime()), 0, 5, TimeUnit.SECONDS);
        later.scheduleWithFixedDelay(telephone::tellSound, 1, 1, TimeUnit.SECONDS);
    }

    /// What the clock on the wall and the monotonic one show at the same moment. A leap of the first is on record, and
    /// what hangs on it is looked at at once: a door must not stay open because midnight was yesterday again.
    void clocksShow(Instant wall, long nanos) {
        Optional<ClockWatch.Jump> jump;
        synchronized (clockWatch) {
            jump = clockWatch.look(wall, nanos);
        }
        jump.ifPresent(leap -> {
            LOG.warn("{}", leap.sentence());
            records.note(Event.now(Kind.TROUBLE, leap.sentence())
                    .withFact("clockJumpMs", Long.toString(leap.by().toMillis())));
            desk.tell(new Happening.Noticed(new Recent(wall, leap.sentence(), true)));
            desk.tell(new Happening.TimeCame(wall));
        });
        desk.tell(new Happening.ClockStruck(wall, nanos));
    }

    private void rewire(Site site) {
        cameras.wire(site);
        openings.wire(site.doors());
        telephone.wire(site);
        ringTones.wire(site);
    }

    private Buttons.Aside aside() {
        return new Buttons.Aside() {
            @Override
            public void logIn(String name, Secret pin) {
                Thread.ofVirtual().name("log-in").start(() -> tryLogIn(name, pin));
            }

            @Override
            public void addDoor(Door door) {
                Thread.ofVirtual().name("add-door").start(() -> House.this.addDoor(door));
            }

            @Override
            public void ringSimulatedDoor(Optional<DoorId> door) {
                settings.ringSimulated().accept(door);
            }
        };
    }

    private void tryLogIn(String name, Secret pin) {
        var sitting = desk.state().seat().map(Seat::name);
        switch (logIn.attempt(name, pin, sitting)) {
            case LogIn.Result.Welcome w ->
                desk.tell(new Happening.SeatTaken(Seat.of(w.operator(), w.duress()), Instant.now(), System.nanoTime()));
            case LogIn.Result.Wrong w ->
                desk.tell(new Happening.LogInRefused(w.why().orElse("That PIN is not right.")));
            case LogIn.Result.Wait w ->
                desk.tell(new Happening.LogInRefused("Too many wrong PINs. Try again in "
                        + Math.max(1, w.left().toSeconds()) + " s."));
        }
    }

    /// Writes the door into the site file first; on the demo site it lives only as long as the program.
    public CompletableFuture<Site> addDoor(Door door) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                Site changed = settings.siteFile().isPresent()
                        ? staffroom.site(
                                SiteFile.addDoor(settings.siteFile().get(), door, new KeptSecrets(settings.data())))
                        : withDoor(desk.state().site(), door);
                desk.tell(new Happening.SiteChanged(changed, "Door added: " + door.name(), Instant.now()));
                return changed;
            } catch (SiteFault e) {
                LOG.warn("The door {} was not added: {}", door.id(), e.getMessage());
                throw new IllegalStateException(e.getMessage(), e);
            }
        });
    }

    private static Site withDoor(Site site, Door door) {
        if (site.door(door.id()).isPresent()) {
            throw new IllegalStateException("There is a door with this name already. Give it another one.");
        }
        var doors = new ArrayList<>(site.doors());
        doors.add(door);
        return site.withDoors(doors);
    }

    private void sayLamps() {
        desk.tell(new Happening.LampSet("history", Records.lamp(history.safety())));
        settings.sounds()
                .board()
                .ifPresentOrElse(
                        board -> board.tell(state -> sayLamp(state.trouble(), board.name())),
                        () -> sayLamp(
                                settings.sounds().trouble(),
                                settings.sounds().voice().name()));
    }

    private void sayLamp(Optional<SoundTrouble> trouble, String device) {
        var sound = trouble.map(t -> new Lamp(
                        Words.of("lamp.sound"), Lamp.Health.DEGRADED, SoundWords.sentence(t), SoundWords.remedy(t)))
                .orElse(new Lamp(Words.of("lamp.sound"), Lamp.Health.GOOD, device, ""));
        desk.tell(new Happening.LampSet("sound", sound));
    }

    private static void cannotPlay(WaveFault fault, Consumer<Happening> desk) {
        desk.accept(new Happening.Noticed(new Recent(Instant.now(), fault.getMessage() + " " + fault.remedy(), true)));
    }

    /// The site wants it no softer; 0 to 1.
    public double leastRingVolume() {
        return desk.state().site().calls().ringing().least();
    }

    /// Whether the guard is heard only while the talk key is held, from the next call on, whatever its door says.
    public void alwaysByKey(boolean wanted) {
        telephone.alwaysByKey(wanted);
    }

    /// 0 to 1.
    public void ringVolume(double volume) {
        ringTones.volume(volume);
    }

    private static ScheduledThreadPoolExecutor timer() {
        var timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon(true).name("later").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /// Holds what comes before the desk is there.
    private static final class Arrivals implements Consumer<Happening> {
        private final List<Happening> early = new ArrayList<>(); // guarded by this
        private Desk desk; // guarded by this

        @Override
        public synchronized void accept(Happening happening) {
            if (desk == null) {
                early.add(happening);
            } else {
                desk.tell(happening);
            }
        }

        synchronized void goTo(Desk there) {
            desk = there;
            early.forEach(there::tell);
            early.clear();
        }
    }
}
