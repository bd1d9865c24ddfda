package gatehouse.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import gatehouse.door.CallsFrom;
import gatehouse.door.UnlockBy;
import gatehouse.site.Role;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class DemoSiteTest {
    private static DemoSettings doors(int doors, int network) {
        return DemoSettings.of(doors).withNetwork(network).withoutDiscovery();
    }

    @Test
    void siteHasEveryWayToOpenAndThreePeople() throws IOException {
        try (var demo = DemoSite.open(doors(6, 75), new Dial.Later())) {
            var site = demo.site(pin -> "hash of " + pin.reveal());
            assertTrue(site.simulated());
            assertEquals(
                    List.of("Main entrance", "North gate", "Loading dock", "Lobby", "Staff door", "Visitor parking"),
                    site.doors().stream().map(d -> d.name()).toList());
            var ways = site.doors().stream()
                    .flatMap(d -> d.outputs().stream())
                    .map(o -> switch (o.by()) {
                        case UnlockBy.Dtmf dtmf -> dtmf.tones().name();
                        case UnlockBy.Http http -> "HTTP";
                        case UnlockBy.OnvifRelay relay -> "ONVIF";
                        case UnlockBy.OnvifDoor door -> "ONVIF door";
                        case UnlockBy.Mqtt mqtt -> "MQTT";
                        case UnlockBy.Modbus modbus -> "Modbus";
                    })
                    .collect(Collectors.toSet());
            assertEquals(Set.of("RFC4733", "INFO", "HTTP", "ONVIF"), ways);
            assertEquals(2, site.doors().get(1).outputs().size());
            assertEquals(
                    List.of(Role.GUARD, Role.SUPERVISOR, Role.INSTALLER),
                    site.people().stream().map(p -> p.role()).toList());
            assertEquals("hash of 1111", site.people().getFirst().pinHash());
            assertEquals(
                    3,
                    site.doors().stream()
                            .filter(d -> d.callsFrom().orElseThrow() instanceof CallsFrom.Extension)
                            .count());
        }
    }

    @Test
    void manyDoorsAllHaveTheirOwnNames() {
        var names = new HashSet<String>();
        var settings = doors(40, 76);
        for (int i = 0; i < 40; i++) {
            names.add(DemoDoors.plan(i, settings, settings.place(i)).name());
        }
        assertEquals(40, names.size());
        assertTrue(names.contains("South gate") && names.contains("Data centre") && names.contains("Lobby 2"));
    }

    @Test
    void closedSiteLeavesNoThreadAndNoSocket() throws IOException {
        var before = threads();
        InetSocketAddress web;
        try (var demo = DemoSite.open(DemoSettings.of(6).withNetwork(77), new Dial.Later())) {
            assertTrue(threads().stream().anyMatch(t -> t.startsWith("sim-http")), "the dump shows them");
            var door = demo.doors().getFirst();
            web = new InetSocketAddress(door.web().getHost(), door.web().getPort());
            try (var socket = new Socket()) {
                socket.connect(web);
                assertTrue(socket.isConnected());
            }
            demo.close();
            demo.close();
        }
        assertThrows(IOException.class, () -> {
            try (var socket = new Socket()) {
                socket.connect(web, 2000);
            }
        });
        var after = threads();
        after.removeAll(before);
        assertTrue(after.isEmpty(), after.toString());
    }

    @Test
    void takenPortLeavesNothingHalfOpen() throws IOException {
        var before = threads();
        try (var taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress("127.0.0.1", 0));
            var settings = DemoSettings.of(1)
                    .withBind(InetAddress.getByName("127.0.0.1"))
                    .withBasePort(taken.getLocalPort())
                    .withoutDiscovery();
            assertThrows(IOException.class, () -> DemoSite.open(settings, new Dial.Later()));
        }
        var after = threads();
        after.removeAll(before);
        assertTrue(after.isEmpty(), after.toString());
    }

    /// The simulator's threads by name, virtual ones too, which only a thread dump shows.
    private static Set<String> threads() throws IOException {
        var dump = Files.createTempDirectory("threads").resolve("dump.txt");
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
            return Pattern.compile("\"((?:sim|camera|rtsp)[^\"]*)\"")
                    .matcher(Files.readString(dump))
                    .results()
                    .map(r -> r.group(1))
                    .collect(Collectors.toCollection(HashSet::new));
        } finally {
            Files.deleteIfExists(dump);
            Files.deleteIfExists(dump.getParent());
        }
    }
}
