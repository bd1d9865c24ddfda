package gatehouse;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.audio.NoSound;
import gatehouse.desk.Lookout;
import gatehouse.desk.Opening;
import gatehouse.door.Broker;
import gatehouse.door.DoorId;
import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.peers.Program;
import gatehouse.sim.DemoSettings;
import gatehouse.site.NewsPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What mosquitto's own subscriber hears while somebody opens under duress.
@Tag("peer")
class DuressPeerTest {
    private static final Duration MOST = Duration.ofSeconds(40);
    private static final DoorId DOOR = new DoorId("loading-dock");

    @TempDir
    private Path folder;

    @Test
    void whoListensIsToldAndTheDeskShowsNothing() throws Exception {
        Program.need("mosquitto", "mosquitto_sub");
        int port = Program.freePort();
        var settings =
                Files.writeString(folder.resolve("m.conf"), "listener " + port + " 127.0.0.1\nallow_anonymous true\n");
        var news = new NewsPlace(new Broker("127.0.0.1", port, false, Login.NONE, Optional.empty()), "gatehouse/works");
        var lookout = new Lookout();
        try (var mosquitto = Program.start(folder, "mosquitto", "-v", "-c", settings.toString())) {
            mosquitto.until("running", 20);
            try (var ear = Program.start(
                            folder,
                            "mosquitto_sub",
                            "-h",
                            "127.0.0.1",
                            "-p",
                            Integer.toString(port),
                            "-v",
                            "-t",
                            "gatehouse/works/#");
                    var premises = Premises.demo(
                            DemoSettings.of(3).withNetwork(126).withoutDiscovery(),
                            site -> site.withNews(news),
                            folder.resolve("data"),
                            Sounds.withoutRinging(new NoSound()),
                            lookout)) {
                mosquitto.until("SUBSCRIBE", 20);
                var clicks = premises.house().clicks();
                clicks.logIn("Supervisor", Secret.of("2222"));
                lookout.await("somebody at the desk", s -> s.seat().isPresent(), MOST);
                clicks.doors().openUnderDuress(Optional.empty(), DOOR, "shutter", System.nanoTime());
                var state = lookout.await(
                        "opened",
                        s -> s.doors().get(DOOR).opening().filter(Opening::over).isPresent(),
                        MOST);
                var heard = ear.until("loading-dock", 20);
                assertTrue(heard.contains("gatehouse/works/duress"), heard);
                assertFalse(heard.contains("Supervisor"), "it names no person");
                assertTrue(state.guarding().concerns().isEmpty());
            }
        }
    }
}
