package gatehouse;

import gatehouse.door.CallsFrom;
import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.door.Streams;
import gatehouse.site.Calls;
import gatehouse.site.Exchange;
import gatehouse.site.Line;
import gatehouse.site.LineTransport;
import gatehouse.site.Listen;
import gatehouse.site.Site;
import gatehouse.site.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Sites of a few doors without pictures, for tests of the telephone.
final class SmallSite {
    static final String LINE = "pbx";
    static final String NUMBER = "600";

    private SmallSite() {}

    static Door door(String id, CallsFrom from) {
        var nowhere = URI.create("rtsp://127.0.0.1:1/");
        return new Door(
                new DoorId(id),
                id,
                new Streams(nowhere, nowhere, Login.NONE),
                Optional.of(from),
                List.of(),
                "",
                0,
                Optional.empty(),
                Login.NONE);
    }

    /// Takes calls straight from its doors, on a free UDP port of the loopback; at most 60 at once.
    static Site listening(Door... doors) {
        var listen = new Listen(Transport.UDP, "127.0.0.1", 0);
        return new Site("Test", calls(List.of(), List.of(listen)), List.of(doors), List.of(), false);
    }

    /// Extension 600 of an exchange on the loopback.
    static Site registered(int pbxPort, String password, Door... doors) {
        var line = Line.of(
                LINE,
                new Exchange("127.0.0.1", pbxPort),
                LineTransport.UDP,
                "test.local",
                NUMBER,
                new Login(NUMBER, Secret.of(password)),
                Duration.ofMinutes(10));
        return new Site("Test", calls(List.of(line), List.of()), List.of(doors), List.of(), false);
    }

    private static Calls calls(List<Line> lines, List<Listen> listen) {
        return new Calls(lines, listen, Duration.ofMinutes(1), 60, 0, 0);
    }
}
