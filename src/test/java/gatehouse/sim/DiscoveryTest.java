package gatehouse.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.door.DoorId;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// The simulated doors are found by probes from plain sockets.
@Isolated
class DiscoveryTest {
    private static final String ANY = "";
    private static final String TRANSMITTER = "<d:Types>dn:NetworkVideoTransmitter</d:Types>";
    private static final String DEVICE = "<d:Types>tds:Device</d:Types>";

    private static byte[] probe(String inner) {
        return String.format(Locale.ROOT, """
                <e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" \
                xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" \
                xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" \
                xmlns:dn="http://www.onvif.org/ver10/network/wsdl" \
                xmlns:tds="http://www.onvif.org/ver10/device/wsdl"><e:Header>\
                <a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</a:Action>\
                <a:MessageID>uuid:%s</a:MessageID>\
                <a:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To></e:Header><e:Body><d:Probe>%s</d:Probe>\
                </e:Body></e:Envelope>
                """, UUID.randomUUID(), inner).getBytes(UTF_8);
    }

    /// The addresses by endpoint of all that answer until `expected` are here, or nobody answers any more.
    private static Map<String, String> ask(DatagramSocket socket, InetSocketAddress to, String inner, int expected)
            throws IOException {
        byte[] question = probe(inner);
        socket.send(new DatagramPacket(question, question.length, to));
        var found = new TreeMap<String, String>();
        var packet = new DatagramPacket(new byte[16_384], 16_384);
        try {
            while (found.size() < expected) {
                socket.setSoTimeout(10_000);
                socket.receive(packet);
                String xml = new String(packet.getData(), 0, packet.getLength(), UTF_8);
                found.put(
                        OnvifCaller.texts(xml, "Address").getFirst(),
                        OnvifCaller.texts(xml, "XAddrs").getFirst());
            }
            socket.setSoTimeout(700);
            socket.receive(packet);
            found.put("one too many", new String(packet.getData(), 0, packet.getLength(), UTF_8));
        } catch (SocketTimeoutException e) {
            return found;
        }
        return found;
    }

    private static Map<String, String> unicast(SimDoor door, String inner, int expected) throws IOException {
        try (var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return ask(socket, new InetSocketAddress(door.plan().address(), 3702), inner, expected);
        }
    }

    @Test
    void unicastProbeIsAnsweredByTheDoorThatLivesThere() throws IOException {
        try (var site = DemoSite.open(DemoSettings.of(6).withNetwork(81), new Dial.Later())) {
            for (var door : site.doors()) {
                assumeTrue(door.plan().ownAddress());
                var found = unicast(door, ANY, 1);
                assertEquals(1, found.size(), found.toString());
                assertEquals(
                        door.announcement().address(), found.values().iterator().next());
            }
        }
    }

    @Test
    void typesAndScopesDecideWhoAnswers() throws IOException {
        try (var site = DemoSite.open(DemoSettings.of(5).withNetwork(82), new Dial.Later())) {
            var plain = site.door(new DoorId("main-entrance"));
            var transmitter = site.door(new DoorId("staff-door"));
            assumeTrue(plain.plan().ownAddress());
            assertEquals(1, unicast(plain, TRANSMITTER, 1).size());
            assertEquals(1, unicast(plain, DEVICE, 1).size());
            assertEquals(1, unicast(transmitter, TRANSMITTER, 1).size());
            assertEquals(0, unicast(transmitter, DEVICE, 0).size());
            String scope = "<d:Scopes>onvif://www.onvif.org/%s</d:Scopes>";
            assertEquals(
                    1,
                    unicast(plain, String.format(Locale.ROOT, scope, "name/Main%20entrance"), 1)
                            .size());
            assertEquals(
                    1,
                    unicast(plain, String.format(Locale.ROOT, scope, "Profile"), 1)
                            .size());
            assertEquals(
                    0,
                    unicast(plain, String.format(Locale.ROOT, scope, "name/Main"), 0)
                            .size());
        }
    }

    @Test
    void doorsThatShareAnAddressAllAnswerThere() throws IOException {
        var address = InetAddress.getByName("127.0.83.1");
        var settings = DemoSettings.of(3).withBind(InetAddress.getLoopbackAddress());
        try (var probe = new java.net.ServerSocket(0, 1, address)) {
            settings = DemoSettings.of(3).withBind(address);
            assertTrue(probe.isBound());
        } catch (IOException e) {
            assumeTrue(false, "This system has one loopback address");
        }
        try (var site = DemoSite.open(settings, new Dial.Later())) {
            var found = unicast(site.doors().getFirst(), ANY, 3);
            assertEquals(3, found.size(), found.toString());
            assertEquals(3, found.values().stream().distinct().count(), found.toString());
        }
    }

    @Test
    void multicastOnLoopbackFindsEveryDoor() throws IOException {
        try (var site = DemoSite.open(DemoSettings.of(6).withNetwork(84), new Dial.Later());
                var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            socket.setOption(
                    StandardSocketOptions.IP_MULTICAST_IF,
                    NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()));
            byte[] question = probe(ANY);
            socket.send(new DatagramPacket(question, question.length, new InetSocketAddress("239.255.255.250", 3702)));
            var missing = new java.util.HashSet<String>();
            site.doors().forEach(d -> missing.add("urn:uuid:" + d.announcement().id()));
            socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
            var packet = new DatagramPacket(new byte[16_384], 16_384);
            while (!missing.isEmpty()) {
                socket.receive(packet);
                String xml = new String(packet.getData(), 0, packet.getLength(), UTF_8);
                missing.remove(OnvifCaller.texts(xml, "Address").getFirst());
            }
        }
    }

    @Test
    void sleepingDoorAndRubbishStayUnanswered() throws IOException {
        try (var site = DemoSite.open(DemoSettings.of(1).withNetwork(85), new Dial.Later())) {
            var door = site.doors().getFirst();
            assumeTrue(door.plan().ownAddress());
            door.faults().add(new Fault.NeverAnswers());
            assertEquals(0, unicast(door, ANY, 0).size());
            door.faults().clear();
            assertEquals(0, unicast(door, "</d:Probe><", 0).size());
            assertEquals(1, unicast(door, ANY, 1).size());
        }
    }
}
