package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the addresses mean that a camera gives for its parts, and where a redirect may lead.
class RtspAddressTest {
    private static RtspAddress of(String uri) {
        try {
            return RtspAddress.of(URI.create(uri));
        } catch (VideoFault e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void portsAreTheStandardsUnlessTheyAreNamed() {
        assertEquals(new RtspAddress(false, "h", 554, "rtsp://h/a?b=c"), of("rtsp://h/a?b=c"));
        assertEquals(new RtspAddress(true, "h", 322, "rtsps://h/a"), of("RTSPS://h/a"));
        assertEquals(new RtspAddress(true, "fe80::1", 8322, "rtsps://[fe80::1]:8322"), of("rtsps://[fe80::1]:8322"));
        for (String wrong : List.of("http://h/", "rtsp:///x", "rtsp://h:0/", "rtspu://h/")) {
            assertThrows(VideoFault.NotSupported.class, () -> RtspAddress.of(URI.create(wrong)), wrong);
        }
    }

    @Test
    void controlIsFoundUnderEachKindOfBase() {
        record Case(String url, String base, String control, String expected) {}
        for (var c : List.of(
                new Case("rtsp://h/live", "", "", "rtsp://h/live"),
                new Case("rtsp://h/live", "", "*", "rtsp://h/live"),
                new Case("rtsp://h/live", "", "track1", "rtsp://h/live/track1"),
                new Case("rtsp://h/live/", "", "track1", "rtsp://h/live/track1"),
                new Case("rtsp://h", "", "track1", "rtsp://h/track1"),
                new Case("rtsp://h/cam?ch=1&s=0", "", "trackID=1", "rtsp://h/cam?ch=1&s=0/trackID=1"),
                new Case("rtsp://h/live", "rtsp://10.0.0.1:99/in/", "track1", "rtsp://h/in/track1"),
                new Case("rtsps://h/live", "rtsp://10.0.0.1/in/", "track1", "rtsps://h/in/track1"),
                new Case("rtsp://h:99/live", "rtsps://10.0.0.1/in", "rtsp://10.0.0.1/t", "rtsp://h:99/t"),
                new Case("rtsp://h/live", "rtsp://10.0.0.1", "track1", "rtsp://h/track1"),
                new Case("rtsp://h/live", "/other/", "track1", "rtsp://h/other/track1"),
                new Case("rtsp://h/a/live", "inner/", "track1", "rtsp://h/a/inner/track1"),
                new Case("rtsp://h", "inner/", "track1", "rtsp://h/inner/track1"),
                new Case("rtsp://h/live", "http://elsewhere/", "track1", "rtsp://h/live/track1"),
                new Case("rtsp://h/live", "rtsp://h/live/", "/abs", "rtsp://h/abs"),
                new Case("rtsp://h/live", "", "a b\r\nX: y\"", "rtsp://h/live/abX:y"))) {
            assertEquals(c.expected(), of(c.url()).resolved(c.base(), c.control()), c.toString());
        }
    }

    @Test
    void redirectsLeadOnlyToTheSameHostAndNeverOutOfTls() throws UnknownHostException {
        var camera = InetAddress.getByAddress("door.example", new byte[] {10, 0, 0, 7});
        record Case(String from, String to, String expected) {}
        for (var c : List.of(
                new Case("rtsp://door.example/a", "rtsp://door.example:8554/b", "rtsp://door.example:8554/b"),
                new Case("rtsp://door.example/a", "rtsp://DOOR.example/b", "rtsp://DOOR.example/b"),
                new Case("rtsp://door.example/a", "rtsp://10.0.0.7/b", "rtsp://10.0.0.7/b"),
                new Case("rtsp://door.example/a", "rtsps://door.example/b", "rtsps://door.example/b"),
                new Case("rtsp://door.example:99/a", "/b", "rtsp://door.example:99/b"),
                new Case("rtsps://door.example/a", "rtsp://door.example/b", ""),
                new Case("rtsp://door.example/a", "rtsp://10.0.0.8/b", ""),
                new Case("rtsp://door.example/a", "rtsp://door.example.evil/b", ""),
                new Case("rtsp://door.example/a", "rtsp://door.example@10.0.0.8/b", ""),
                new Case("rtsp://door.example/a", "http://door.example/b", ""),
                new Case("rtsp://door.example/a", "rtsp://door.example:0/b", ""),
                new Case("rtsp://door.example/a", "nowhere at all", ""))) {
            var there = of(c.from()).redirected(c.to(), camera).map(RtspAddress::url);
            assertEquals(Optional.of(c.expected()).filter(e -> !e.isEmpty()), there, c.toString());
        }
    }
}
