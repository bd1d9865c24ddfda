package gatehouse.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.door.CallsFrom;
import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.door.Login;
import gatehouse.door.Output;
import gatehouse.door.Secret;
import gatehouse.door.Security;
import gatehouse.door.Streams;
import gatehouse.door.UnlockBy;
import gatehouse.site.Calls;
import gatehouse.site.DoorGroup;
import gatehouse.site.Role;
import gatehouse.site.Site;
import gatehouse.site.Viewing;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A desk with three doors to which one tells what happens: a gate with two outputs, a lobby, and a vault of high
/// security. Gate and lobby are the group `front`.
final class DeskTable {
    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    static final long SECOND = 1_000_000_000L;
    static final DoorId GATE = new DoorId("gate");
    static final DoorId LOBBY = new DoorId("lobby");
    static final DoorId VAULT = new DoorId("vault");
    static final CallId A = new CallId("a");
    static final CallId B = new CallId("b");

    DeskState state = DeskState.opened(site());
    final List<Deed> deeds = new ArrayList<>();
    private int tick;

    DeskTable tell(Happening... happenings) {
        for (var happening : happenings) {
            var step = Rules.after(state, happening);
            state = step.state();
            deeds.addAll(step.deeds());
        }
        return this;
    }

    <T> List<T> of(Class<T> kind) {
        return deeds.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<Memory> kept(Memory.What what) {
        return of(Deed.Remember.class).stream()
                .map(Deed.Remember::memory)
                .filter(m -> m.what() == what)
                .toList();
    }

    Memory keptOnce(Memory.What what) {
        var kept = kept(what);
        assertEquals(1, kept.size(), what + " in " + deeds);
        return kept.getFirst();
    }

    Mode mode(DoorId door) {
        return state.doors().get(door).mode();
    }

    Opening opening(DoorId door) {
        return state.doors().get(door).opening().orElseThrow();
    }

    /// Each press is two seconds after the one before: no press is a repetition.
    Happening.OpenPressed press(CallId call, DoorId door, String output) {
        tick += 2;
        return at(Optional.of(call), door, output, (10 + tick) * SECOND);
    }

    Happening.OpenPressed press(DoorId door, String output) {
        tick += 2;
        return at(Optional.empty(), door, output, (10 + tick) * SECOND);
    }

    static Happening.OpenPressed at(Optional<CallId> call, DoorId door, String output, long nanos) {
        return new Happening.OpenPressed(UUID.randomUUID(), call, door, output, nanos, nanos, NOON.plusNanos(nanos));
    }

    static Happening guard() {
        return new Happening.SeatTaken("Gerda", Role.GUARD, NOON);
    }

    static Happening supervisor() {
        return new Happening.SeatTaken("Eva", Role.SUPERVISOR, NOON);
    }

    static Happening rang(CallId call, DoorId door, long second) {
        return new Happening.Rang(call, Optional.of(door), "directly", NOON.plusSeconds(second), second * SECOND);
    }

    static Happening over(CallId call) {
        return new Happening.CallOver(call, End.VISITOR_HUNG_UP, "", NOON, 0);
    }

    static Happening history(Lamp.Health health) {
        return new Happening.LampSet("history", new Lamp("History", health, "", ""));
    }

    static Happening answer(UUID command, Opening.Stage stage) {
        return new Happening.OpeningMoved(command, stage, true, "", NOON);
    }

    static Site site() {
        var doors = List.of(
                door(GATE, "Gate", 10, "192.0.2.1", "gate", "wicket"),
                door(LOBBY, "Lobby", 5, "192.0.2.2", "door"),
                door(VAULT, "Vault", 9, "192.0.2.3", "door")
                        .with(new Security(true, true, true, List.of("Delivery", "Maintenance"))));
        return new Site(
                "Table",
                new Calls(List.of(), List.of(), Duration.ofSeconds(60), 20, 16384, 16482),
                Viewing.STANDARD,
                doors,
                List.of(new DoorGroup("front", "Front", new LinkedHashSet<>(List.of(GATE, LOBBY)))),
                List.of(),
                gatehouse.site.Security.STANDARD,
                false);
    }

    private static Door door(DoorId id, String name, int priority, String host, String... outputs) {
        var by = new UnlockBy.Dtmf(
                Secret.of("4711#"), UnlockBy.Tones.RFC4733, Duration.ofMillis(100), Duration.ofMillis(100));
        var uri = URI.create("rtsp://" + host + "/main");
        return new Door(
                id,
                name,
                new Streams(uri, uri, Login.NONE),
                Optional.of(new CallsFrom.Peer(host, 0)),
                List.of(outputs).stream().map(o -> new Output(o, o, by)).toList(),
                "",
                priority,
                Optional.empty(),
                Login.NONE);
    }
}
