package gatehouse.link;

import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Broker;
import gatehouse.door.DoorId;
import gatehouse.door.Login;
import gatehouse.peers.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What mosquitto's own subscriber hears of this desk.
@Tag("peer")
class LinkPeerTest {
    @TempDir
    private Path folder;

    @Test
    void duressIsToldAlsoWhenTheBrokerComesLater() throws Exception {
        Program.need("mosquitto", "mosquitto_sub");
        int port = Program.freePort();
        var down = new CountDownLatch(1);
        var broker = new Broker("127.0.0.1", port, false, Login.NONE, Optional.empty());
        try (var link = Link.open(broker, "gatehouse/works", why -> down.countDown())) {
            var message = LinkMessage.duress(new DoorId("north-gate"), Instant.parse("2026-03-01T08:00:00Z"));
            link.tell(message);
            assertTrue(down.await(20, TimeUnit.SECONDS));
            var settings = Files.writeString(
                    folder.resolve("m.conf"), "listener " + port + " 127.0.0.1\nallow_anonymous true\n");
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
                        "gatehouse/works/#")) {
                    mosquitto.until("SUBSCRIBE", 20);
                    // The first one may have gone before anybody listened; this one cannot.
                    var second = LinkMessage.duress(new DoorId("south-gate"), Instant.parse("2026-03-01T08:00:01Z"));
                    link.tell(second);
                    var heard = ear.until("south-gate", 20);
                    assertTrue(heard.contains("gatehouse/works/duress"), heard);
                    assertTrue(heard.contains("\"id\":\"" + second.id() + "\""), heard);
                    assertTrue(heard.contains("\"time\":\"2026-03-01T08:00:01Z\""), heard);
                    assertTrue(mosquitto.output().contains("PUBLISH from gatehouse-link"), "the first one went out");
                }
            }
        }
    }
}
