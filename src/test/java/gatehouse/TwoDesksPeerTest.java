package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.audio.ToneSound;
import gatehouse.desk.Call;
import gatehouse.desk.CallId;
import gatehouse.desk.DeskState;
import gatehouse.desk.Lamp;
import gatehouse.desk.Lookout;
import gatehouse.desk.Phase;
import gatehouse.door.CallsFrom;
import gatehouse.door.DoorId;
import gatehouse.door.Secret;
import gatehouse.history.Event;
import gatehouse.history.Kind;
import gatehouse.operator.Cost;
import gatehouse.operator.Pins;
import gatehouse.peers.Baresip;
import gatehouse.peers.Kamailio;
import gatehouse.peers.Program;
import gatehouse.peers.ToneFile;
import gatehouse.site.Person;
import gatehouse.site.Role;
import gatehouse.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two desks of one guard house at kamailio, which rings both: whoever answers takes the call from the other, and that
/// one has missed nothing.
@Tag("peer")
class TwoDesksPeerTest {
    private static final Duration MOST = Duration.ofSeconds(40);
    private static final DoorId NORTH_GATE = new DoorId("north-gate");
    private static final Cost CHEAP = new Cost(1024, 1, 1);

    @TempDir
    private Path folder;

    /// A console with everything but a screen.
    private record OneDesk(House house, Lookout lookout) implements AutoCloseable {
        DeskState await(String what, Predicate<DeskState> wanted) throws Exception {
            return lookout.await(what, wanted, MOST);
        }

        CallId rung() throws Exception {
            return await(
                            "the north gate rings",
                            s -> s.callOf(NORTH_GATE).filter(Call::ringing).isPresent())
                    .callOf(NORTH_GATE)
                    .orElseThrow()
                    .id();
        }

        void gone() throws Exception {
            await("nobody rings", s -> s.callOf(NORTH_GATE).isEmpty());
        }

        Event kept(CallId call, Kind kind) throws Exception {
            long end = System.nanoTime() + MOST.toNanos();
            while (of(call, kind).isEmpty()) {
                assertTrue(System.nanoTime() < end, "on record: " + kind);
                LockSupport.parkNanos(20_000_000);
            }
            return of(call, kind).getFirst();
        }

        List<Event> of(CallId call, Kind kind) throws Exception {
            assertTrue(house.history().flush(MOST));
            return house.history().timelineOfCall(call.value()).stream()
                    .filter(e -> e.kind() == kind)
                    .toList();
        }

        @Override
        public void close() {
            house.close();
        }
    }

    @Test
    void whatTheOtherDeskAnsweredIsNotMissedAndWhatNobodyAnsweredIs() throws Exception {
        Program.need("kamailio", "baresip");
        try (var pbx = Kamailio.start(sub("pbx"), "SHA-256");
                var here = desk("here", pbx);
                var there = desk("there", pbx);
                var door = Baresip.start(
                        sub("door"), "door1", "udp", ";regint=0", ToneFile.wav(folder.resolve("hum.wav"), 600, 60))) {
            door.dial("sip:" + SmallSite.NUMBER + "@127.0.0.1:" + pbx.port());
            var rangHere = here.rung();
            var rangThere = there.rung();
            there.house().clicks().answer(rangThere);
            there.await(
                    "it is talked in there",
                    s -> s.call(rangThere)
                            .filter(c -> c.phase() instanceof Phase.Talking)
                            .isPresent());
            here.gone();
            assertEquals(
                    "ANSWERED_ELSEWHERE",
                    here.kept(rangHere, Kind.ANSWERED_ELSEWHERE).fact("how").orElseThrow());
            assertEquals(List.of(), here.of(rangHere, Kind.MISSED));
            assertEquals(0, here.house().state().missed());
            assertEquals(List.of(), here.house().state().book().missed());
            there.kept(rangThere, Kind.ANSWERED);
            assertEquals(List.of(), there.of(rangThere, Kind.ANSWERED_ELSEWHERE));
            door.hangUp();
            there.await("over there", s -> s.call(rangThere).filter(Call::alive).isEmpty());

            door.dial("sip:" + SmallSite.NUMBER + "@127.0.0.1:" + pbx.port());
            var nobodysHere = here.rung();
            there.rung();
            door.hangUp();
            here.await("missed here", s -> s.missed() == 1);
            there.await("missed there", s -> s.missed() == 1);
            here.kept(nobodysHere, Kind.MISSED);
        }
    }

    private OneDesk desk(String name, Kamailio pbx) throws Exception {
        var plain = SmallSite.registered(
                pbx.port(),
                "secret1",
                SmallSite.door(NORTH_GATE.value(), new CallsFrom.Extension(SmallSite.LINE, "door1")));
        var guard = new Person("Guard", Role.GUARD, Pins.hash(Secret.of("1111"), CHEAP), Optional.empty());
        var site = new Site(plain.name(), plain.calls(), plain.doors(), List.of(guard), false);
        var lookout = new Lookout();
        var sounds = Sounds.withoutRinging(new ToneSound(1000, Duration.ofSeconds(1)));
        var desk = new OneDesk(
                House.open(new HouseSettings(site, Optional.empty(), sub(name), sounds, asked -> {}), lookout),
                lookout);
        desk.house().clicks().logIn("Guard", Secret.of("1111"));
        desk.await("the guard at the desk " + name, s -> s.seat().isPresent());
        desk.await(
                "the line of " + name,
                s -> Optional.ofNullable(s.lamps().get("line:" + SmallSite.LINE))
                        .filter(lamp -> lamp.health() == Lamp.Health.GOOD)
                        .isPresent());
        return desk;
    }

    private Path sub(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }
}
