package gatehouse.onvif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.sim.DemoSettings;
import gatehouse.sim.DemoSite;
import gatehouse.sim.Dial;
import gatehouse.sim.SimDoor;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class DiscoveryTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    /// Answers each probe with these datagrams, and remembers the probes.
    private static final class Responder implements AutoCloseable {
        private final DatagramSocket socket;
        private final List<String> probes = new CopyOnWriteArrayList<>();

        Responder(byte[]... answers) throws IOException {
            socket = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
            Thread.ofVirtual().start(() -> {
                var packet = new DatagramPacket(new byte[65_535], 65_535);
                while (!socket.isClosed()) {
                    try {
                        socket.receive(packet);
                        probes.add(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
                        for (var answer : answers) {
                            socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                        }
                    } catch (IOException e) {
                        return;
                    }
                }
            });
        }

        Search search(Duration time) {
            return new Search(time, false, Optional.empty(), List.of(), List.of((InetSocketAddress)
                    socket.getLocalSocketAddress()));
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private static byte[] match(String endpoint, String types, String scopes, String addresses) {
        return Answers.envelope("<d:ProbeMatches xmlns:d=\"http://schemas.xmlsoap.org/ws/2005/04/discovery\""
                        + " xmlns:dn=\"http://www.onvif.org/ver10/network/wsdl\"><d:ProbeMatch><a:EndpointReference><a:Address>"
                        + endpoint
                        + "</a:Address></a:EndpointReference><d:Types>" + types + "</d:Types><d:Scopes>" + scopes
                        + "</d:Scopes><d:XAddrs>" + addresses + "</d:XAddrs></d:ProbeMatch></d:ProbeMatches>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] match(String endpoint, String addresses) {
        return match(
                endpoint,
                "dn:NetworkVideoTransmitter",
                "onvif://www.onvif.org/name/North%20gate onvif://www.onvif.org/hardware/D-1"
                        + " onvif://www.onvif.org/location/country/de onvif://www.onvif.org/location/building%2F2"
                        + " onvif://www.onvif.org/Profile/Streaming onvif://www.onvif.org/Profile/T",
                addresses);
    }

    @Test
    void deviceIsAskedThreeTimesForEachTypeAndListedOnce() throws Exception {
        var streamed = new ArrayList<FoundDevice>();
        try (var responder = new Responder(match("urn:uuid:ABC", "http://127.0.0.1:8000/onvif/device_service"))) {
            var found = Discovery.search(responder.search(Duration.ofMillis(1200)), streamed::add);
            assertEquals(1, found.size());
            assertEquals(1, streamed.size());
            assertEquals(9, responder.probes.size());
            assertEquals(
                    3,
                    responder.probes.stream()
                            .filter(p -> p.contains("dn:NetworkVideoTransmitter<"))
                            .count());
            assertEquals(
                    3,
                    responder.probes.stream()
                            .filter(p -> p.contains("tds:Device<"))
                            .count());
            var device = found.getFirst();
            assertEquals("abc", device.endpoint());
            assertEquals("North gate", device.name());
            assertEquals("D-1", device.hardware());
            assertEquals("country/de, building/2", device.location());
            assertEquals(List.of("Streaming", "T"), device.profiles());
            assertEquals(
                    "http://127.0.0.1:8000/onvif/device_service",
                    device.service().orElseThrow().toString());
        }
    }

    @Test
    void sameEndpointInOtherSpellingsIsOneDevice() throws Exception {
        try (var responder = new Responder(
                match("urn:uuid:ABC", "http://127.0.0.1/onvif/device_service"),
                match("uuid:abc", "http://127.0.0.1/onvif/device_service"),
                match(" ABC ", "http://[fe80::1]/onvif/device_service"))) {
            var found = Discovery.search(responder.search(Duration.ofMillis(200)), d -> {});
            assertEquals(1, found.size());
            assertEquals(2, found.getFirst().addresses().size());
        }
    }

    @Test
    void printersAndRubbishAreLeftOut() throws Exception {
        var printer = match("urn:uuid:p", "wsdp:Device", "ldap://x", "http://127.0.0.1/print");
        try (var responder = new Responder(
                printer,
                new byte[0],
                new byte[] {0, 1, 2},
                "<a>".repeat(2000).getBytes(StandardCharsets.UTF_8),
                new byte[60_000],
                "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>".getBytes(StandardCharsets.UTF_8),
                match(
                        "urn:uuid:good",
                        "javascript:x http://user:pw@h/onvif/ ::: http://127.0.0.1/onvif/device_service"))) {
            var found = Discovery.search(responder.search(Duration.ofMillis(300)), d -> {});
            assertEquals(
                    List.of("good"), found.stream().map(FoundDevice::endpoint).toList());
            assertEquals(1, found.getFirst().addresses().size());
        }
    }

    @Test
    void wrongHostInTheAddressIsPutRight() throws Exception {
        try (var responder = new Responder(match("urn:uuid:nat", "http://10.9.8.7:81/onvif/device_service"))) {
            var found = Discovery.search(responder.search(Duration.ofMillis(200)), d -> {})
                    .getFirst();
            assertEquals(
                    "http://127.0.0.1:81/onvif/device_service",
                    found.service().orElseThrow().toString());
        }
    }

    @Test
    void simulatedDoorsAreFoundByMulticastOnLoopbackByRangeAndOneByOne() throws Exception {
        try (var site = DemoSite.open(DemoSettings.of(6).withNetwork(84), new Dial.Later())) {
            var expected =
                    site.doors().stream().map(SimDoor::plan).map(p -> p.name()).collect(Collectors.toSet());
            var multicast = new Search(Duration.ofMillis(1500), true, Optional.of("lo"), List.of(), List.of());
            assertTrue(names(multicast).containsAll(expected));
            var range = new Search(
                    Duration.ofMillis(100),
                    false,
                    Optional.empty(),
                    List.of(AddressRange.parse("127.0.84.0/28")),
                    List.of());
            assertEquals(expected, names(range));
            var one = site.doors().getFirst().plan();
            var at = new Search(
                    Duration.ofSeconds(1),
                    false,
                    Optional.empty(),
                    List.of(),
                    List.of(new InetSocketAddress(one.address(), Search.PORT)));
            assertEquals(Set.of(one.name()), names(at));
        }
    }

    private static Set<String> names(Search search) throws Exception {
        return Discovery.search(search, d -> {}).stream().map(FoundDevice::name).collect(Collectors.toSet());
    }

    @Test
    void searchOnAnInterfaceThatIsNotThereFails() {
        var search = new Search(Duration.ofMillis(10), true, Optional.of("nope0"), List.of(), List.of());
        assertThrows(IOException.class, () -> Discovery.search(search, d -> {}));
    }

    @Test
    void searchLeavesNoSocketBehindWhenTheListenerFails() throws Exception {
        try (var responder = new Responder(match("urn:uuid:a", "http://127.0.0.1/onvif/device_service"))) {
            var search = responder.search(Duration.ofSeconds(20));
            assertThrows(
                    IllegalStateException.class,
                    () -> Discovery.search(search, d -> {
                        throw new IllegalStateException("enough");
                    }));
            assertTrue(responder.probes.size() <= 9);
        }
    }
}
