package gatehouse.onvif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReachedTest {
    private static final Reached HERE = new Reached(URI.create("http://192.0.2.7:8080/onvif/device_service"));

    private static List<String> service(Reached reached, String named) {
        return reached.service(named).orElseThrow().stream().map(URI::toString).toList();
    }

    @Test
    void addressOnOurHostKeepsItsPort() {
        assertEquals(List.of("http://192.0.2.7:81/m?x=1"), service(HERE, "http://192.0.2.7:81/m?x=1"));
    }

    @Test
    void addressOnAnotherHostIsReadOnOursWithOurPortFirst() {
        assertEquals(
                List.of("http://192.0.2.7:8080/m", "http://192.0.2.7:81/m"), service(HERE, "http://10.0.0.5:81/m"));
        assertEquals(List.of("http://192.0.2.7:8080/m", "http://192.0.2.7/m"), service(HERE, "http://127.0.0.1/m"));
    }

    @Test
    void encryptedStaysEncrypted() {
        var secure = new Reached(URI.create("https://192.0.2.7/onvif/device_service"));
        assertEquals(List.of("https://192.0.2.7/m"), service(secure, "http://192.0.2.7:80/m"));
        assertEquals(List.of("https://192.0.2.7/m"), service(secure, "http://10.0.0.5:80/m"));
    }

    @Test
    void streamKeepsItsPortAndLosesHostAndUser() {
        assertEquals(
                Optional.of(URI.create("rtsp://192.0.2.7:554/live?a=1&b=2")),
                HERE.stream("rtsp://admin:12345@10.0.0.5:554/live?a=1&b=2"));
        assertEquals(Optional.of(URI.create("rtsp://192.0.2.7/live")), HERE.stream(" rtsp://localhost/live\n"));
    }

    @Test
    void blanksThatCamerasWriteAreMended() {
        assertEquals(Optional.of(URI.create("rtsp://192.0.2.7/my%20cam")), HERE.stream("rtsp://10.0.0.5/my cam"));
    }

    @Test
    void whatIsNoAddressIsNone() {
        for (var bad :
                List.of("", "x", "file:///etc/passwd", "http://", "http://a\r\nb/", "rtsp:///x", "http://x:99999/")) {
            assertTrue(HERE.stream(bad).isEmpty(), bad);
            assertTrue(HERE.service(bad).isEmpty(), bad);
        }
        assertTrue(HERE.stream("http://192.0.2.7/x").isEmpty());
        assertTrue(HERE.service("rtsp://192.0.2.7/x").isEmpty());
    }

    @Test
    void redirectIsFollowedOnlyOnTheSameHostAndNeverToPlain() {
        var from = URI.create("http://192.0.2.7:8080/a");
        assertEquals(Optional.of(URI.create("http://192.0.2.7:8080/b")), HERE.redirect(from, "/b"));
        assertEquals(Optional.of(URI.create("https://192.0.2.7/b")), HERE.redirect(from, "https://192.0.2.7/b"));
        assertTrue(HERE.redirect(from, "http://198.51.100.1/b").isEmpty());
        assertTrue(HERE.redirect(from, "//198.51.100.1/b").isEmpty());
        assertTrue(HERE.redirect(URI.create("https://192.0.2.7/a"), "http://192.0.2.7/a")
                .isEmpty());
        assertTrue(HERE.redirect(from, "http://[").isEmpty());
    }

    @Test
    void sixIsKeptInBrackets() {
        var six = new Reached(URI.create("http://[2001:db8::7]/onvif/device_service"));
        assertEquals(List.of("http://[2001:db8::7]/m"), service(six, "http://10.0.0.5/m"));
    }
}
