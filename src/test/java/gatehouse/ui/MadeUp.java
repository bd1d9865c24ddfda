package gatehouse.ui;

import gatehouse.desk.Asking;
import gatehouse.desk.Call;
import gatehouse.desk.CallBook;
import gatehouse.desk.CallId;
import gatehouse.desk.Concern;
import gatehouse.desk.Course;
import gatehouse.desk.DeskState;
import gatehouse.desk.DoorState;
import gatehouse.desk.Guarding;
import gatehouse.desk.Lamp;
import gatehouse.desk.MissedCall;
import gatehouse.desk.Mode;
import gatehouse.desk.Opening;
import gatehouse.desk.Phase;
import gatehouse.desk.Picture;
import gatehouse.desk.Recent;
import gatehouse.desk.Seat;
import gatehouse.desk.Shift;
import gatehouse.desk.Standing;
import gatehouse.door.CallsFrom;
import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.door.Login;
import gatehouse.door.Output;
import gatehouse.door.Secret;
import gatehouse.door.Streams;
import gatehouse.door.Trouble;
import gatehouse.door.UnlockBy;
import gatehouse.site.CallPlan;
import gatehouse.site.Calls;
import gatehouse.site.Person;
import gatehouse.site.Role;
import gatehouse.site.Site;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// States of the desk that nobody has to live through to look at the screens.
public final class MadeUp {
    private static final List<String> NAMES = List.of(
            "Main entrance",
            "North gate",
            "Loading dock",
            "Lobby",
            "Staff door",
            "Visitor parking",
            "South gate",
            "Data centre",
            "Rear entrance",
            "Roof",
            "Garage",
            "Kitchen",
            "Archive",
            "Workshop",
            "Gym",
            "East gate",
            "West gate",
            "Pump house");

    private Site site;
    private Optional<Seat> seat = Optional.of(new Seat("Guard", Role.GUARD));
    private Optional<String> logInWords = Optional.empty();
    private Shift shift = Shift.NONE;
    private final LinkedHashMap<DoorId, DoorState> doors = new LinkedHashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private Optional<CallId> shown = Optional.empty();
    private long shownAt = System.nanoTime() - 1_000_000_000L;
    private final LinkedHashMap<String, Lamp> lamps = new LinkedHashMap<>();
    private final List<Recent> recent = new ArrayList<>();
    private Guarding guarding = Guarding.CALM;
    private CallBook book = CallBook.EMPTY;

    public MadeUp(int count) {
        var all = new ArrayList<Door>();
        for (var name : NAMES.subList(0, count)) {
            all.add(door(name));
        }
        site = new Site(
                "Made up",
                new Calls(List.of(), List.of(), Duration.ofSeconds(30), 20, 0, 0),
                all,
                List.of(
                        new Person("Gerda Guard", Role.GUARD, "", Optional.of(Secret.of("1111"))),
                        new Person("Sam Supervisor", Role.SUPERVISOR, "", Optional.of(Secret.of("2222"))),
                        new Person("Ines Installer", Role.INSTALLER, "", Optional.of(Secret.of("3333")))),
                false);
        all.forEach(d -> doors.put(d.id(), new DoorState(d, new Picture.Live(Instant.now()), Optional.empty())));
        lamps.put("line:pbx", new Lamp("PBX", Lamp.Health.GOOD, "registered as 620", ""));
        lamps.put("history", new Lamp("History", Lamp.Health.GOOD, "safe", ""));
        lamps.put("sound", new Lamp("Sound", Lamp.Health.GOOD, "Headset", ""));
    }

    public static DoorId id(String name) {
        return new DoorId(name.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'));
    }

    private static Door door(String name) {
        var outputs = new ArrayList<Output>();
        outputs.add(new Output("main", name, http()));
        if (name.equals("North gate")) {
            outputs.add(new Output("wicket", "Wicket", http()));
        }
        return new Door(
                id(name),
                name,
                new Streams(URI.create("rtsp://192.0.2.1/main"), URI.create("rtsp://192.0.2.1/sub"), Login.NONE),
                Optional.of(new CallsFrom.Extension("pbx", "302")),
                outputs,
                name.equals("North gate") ? "Deliveries: ask for the order number" : "",
                name.equals("North gate") ? 2 : 1,
                Optional.empty(),
                Login.NONE);
    }

    private static UnlockBy http() {
        return new UnlockBy.Http("GET", URI.create("http://192.0.2.1/open"), Login.NONE, Optional.empty());
    }

    public MadeUp simulated() {
        site = new Site(site.name(), site.calls(), site.doors(), site.people(), true);
        return this;
    }

    public MadeUp seat(Role role) {
        seat = Optional.of(
                new Seat(role.name().charAt(0) + role.name().substring(1).toLowerCase(java.util.Locale.ROOT), role));
        return this;
    }

    /// With rights of its own, under a lock, between two shifts.
    public MadeUp seat(Seat sitting) {
        seat = Optional.of(sitting);
        return this;
    }

    public MadeUp shift(Shift now) {
        shift = now;
        return this;
    }

    public MadeUp people(Person... people) {
        site = site.withPeople(List.of(people));
        return this;
    }

    public MadeUp nobody(String... words) {
        seat = Optional.empty();
        logInWords = List.of(words).stream().findFirst();
        return this;
    }

    public MadeUp call(String door, Phase phase, Duration ago) {
        return call(door, phase, ago, Optional.empty());
    }

    public MadeUp call(String door, Phase phase, Duration ago, Optional<Opening> opening) {
        calls.add(new Call(
                new CallId(door),
                Optional.of(id(door)),
                door,
                "extension 302 through the PBX",
                door.equals("North gate") ? 2 : 1,
                Instant.now().minus(ago),
                phase,
                opening));
        return this;
    }

    /// What the site can do with calls.
    public MadeUp plan(CallPlan plan) {
        site = new Site(
                site.name(),
                site.calls().with(plan),
                site.viewing(),
                site.doors(),
                site.groups(),
                site.people(),
                site.security(),
                site.simulated());
        return this;
    }

    /// The desk locks itself after this time.
    public MadeUp lockAfter(Duration quiet) {
        site = new Site(
                site.name(),
                site.calls(),
                site.viewing(),
                site.doors(),
                site.groups(),
                site.people(),
                new gatehouse.site.Security(quiet, Optional.empty(), 0),
                site.simulated());
        return this;
    }

    /// With the course it has run so far.
    public MadeUp call(String door, Phase phase, Duration ago, Course course) {
        calls.add(new Call(
                new CallId(door),
                Optional.of(id(door)),
                door,
                "extension 302 through the PBX",
                door.equals("North gate") ? 2 : 1,
                Instant.now().minus(ago),
                phase,
                Optional.empty(),
                course));
        return this;
    }

    /// Somebody of the list, who was called.
    public MadeUp person(String name, Phase phase, Course course) {
        calls.add(new Call(
                new CallId(name),
                Optional.empty(),
                name,
                "extension 17 through the PBX",
                0,
                Instant.now().minusSeconds(4),
                phase,
                Optional.empty(),
                course));
        return this;
    }

    public MadeUp book(CallBook other) {
        book = other;
        return this;
    }

    public MadeUp stranger(Duration ago) {
        calls.add(new Call(
                new CallId("stranger"),
                Optional.empty(),
                "Unknown caller",
                "192.0.2.77",
                1,
                Instant.now().minus(ago),
                new Phase.Ringing(),
                Optional.empty()));
        return this;
    }

    public MadeUp shown(String call) {
        shown = Optional.of(new CallId(call));
        return this;
    }

    public MadeUp shownAt(long at) {
        shownAt = at;
        return this;
    }

    public MadeUp picture(String door, Picture picture) {
        doors.computeIfPresent(id(door), (k, s) -> new DoorState(s.door(), picture, s.opening(), s.standing()));
        return this;
    }

    public MadeUp opened(String door, Opening opening) {
        doors.computeIfPresent(
                id(door), (k, s) -> new DoorState(s.door(), s.picture(), Optional.of(opening), s.standing()));
        return this;
    }

    public MadeUp missed(int count) {
        var at = Instant.now().minusSeconds(700);
        book = new CallBook(
                List.of(new MissedCall(
                        new CallId("missed"),
                        Optional.of(id("South gate")),
                        "South gate",
                        "extension 304 through the PBX",
                        at,
                        at,
                        count,
                        Optional.empty())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        recent.add(new Recent(Instant.now(), "Lobby: opened by Guard, confirmed", false));
        recent.add(new Recent(Instant.now().minusSeconds(700), "South gate: missed after 31 s", true));
        recent.add(new Recent(Instant.now().minusSeconds(2000), "Rear entrance: declined by Guard", false));
        return this;
    }

    public List<String> names() {
        return doors.values().stream().map(d -> d.door().name()).toList();
    }

    public MadeUp leafOpen(String door) {
        doors.computeIfPresent(id(door), (k, s) -> s.with(s.standing().with(Standing.Leaf.OPEN)));
        return this;
    }

    /// How a door is meant to stand.
    public MadeUp mode(String door, Mode mode) {
        doors.computeIfPresent(id(door), (k, s) -> s.with(s.standing().with(mode)));
        return this;
    }

    /// Something that nobody has looked at yet, newest first.
    public MadeUp concern(Concern concern) {
        var all = new ArrayList<Concern>();
        all.add(concern);
        all.addAll(guarding.concerns());
        guarding = new Guarding(all, guarding.asking(), guarding.releaseWords());
        return this;
    }

    public MadeUp asking(Asking asking) {
        guarding = new Guarding(guarding.concerns(), Optional.of(asking), guarding.releaseWords());
        return this;
    }

    public MadeUp lamp(String key, Lamp lamp) {
        lamps.put(key, lamp);
        return this;
    }

    public static Picture troubled(Trouble.Kind kind, String sentence, String remedy) {
        return new Picture.Troubled(
                new Trouble(kind, sentence, remedy, ""),
                Instant.now().minusSeconds(12),
                Optional.of(Instant.now().plusSeconds(8)));
    }

    public static Opening opening(Opening.Stage stage, String words) {
        return new Opening(UUID.randomUUID(), "main", "North gate", stage, true, words, Instant.now());
    }

    public static Phase.Talking talking() {
        return new Phase.Talking("Guard", Instant.now().minusSeconds(21), false, false, false);
    }

    public DeskState done() {
        return new DeskState(
                site,
                seat,
                logInWords,
                shift,
                doors,
                calls,
                shown,
                shownAt,
                lamps,
                recent,
                book,
                0.8,
                Optional.of(Duration.ofMillis(110)),
                guarding);
    }
}
