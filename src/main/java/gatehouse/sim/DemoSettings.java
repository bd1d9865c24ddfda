package gatehouse.sim;

import static java.util.Objects.requireNonNull;

import gatehouse.sim.camera.StreamShape;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/// How large the demo site is and where it lives.
///
/// @param doors how many, from 1
/// @param bind the one address of all doors; empty gives each its own loopback address where the system can do that
/// @param network the third number of those addresses, 127.0.`network`.1 and on, so that two demo sites do not meet
/// @param basePort the first of their ports, 10 per door; 0 takes free ones
/// @param main the large stream
/// @param sub the small stream
/// @param pulse how long a lock stays open
/// @param walk from the first step of a visitor to the ring
/// @param discovery whether the doors can be found by WS-Discovery
public record DemoSettings(
        int doors,
        Optional<InetAddress> bind,
        int network,
        int basePort,
        StreamShape main,
        StreamShape sub,
        Duration pulse,
        Duration walk,
        boolean discovery) {
    private static final int PORTS_PER_DOOR = 10;

    /// As door stations send, and few pictures at rest: they are encoded on the computer that shows them.
    private static final StreamShape MAIN = new StreamShape(1280, 720, 15, 2000).resting(5);

    private static final StreamShape SUB = new StreamShape(640, 360, 10, 400).resting(4);

    /// More sub streams of the usual size than this would take a small machine from the console.
    private static final int MOST_WITH_LARGE_SUBS = 30;

    /// Where a door lives, and whether it lives there alone.
    record Place(InetAddress address, boolean own) {}

    public DemoSettings {
        requireNonNull(bind);
        requireNonNull(main);
        requireNonNull(sub);
        requireNonNull(pulse);
        requireNonNull(walk);
        if (doors < 1 || doors > 250) {
            throw new IllegalArgumentException("A demo site has 1 to 250 doors, not " + doors);
        }
        if (network < 1 || network > 254) {
            throw new IllegalArgumentException("The network of a demo site is 1 to 254, not " + network);
        }
        if (basePort < 0 || basePort + PORTS_PER_DOOR * doors > 65_535) {
            throw new IllegalArgumentException("There are no " + doors + " doors' ports above " + basePort);
        }
    }

    /// So many doors, each on its own loopback address, on free ports. Very many have smaller sub streams.
    public static DemoSettings of(int doors) {
        return new DemoSettings(
                doors,
                Optional.empty(),
                1,
                0,
                MAIN,
                doors > MOST_WITH_LARGE_SUBS ? StreamShape.TINY.resting(2) : SUB,
                Duration.ofSeconds(3),
                Duration.ofMillis(1500),
                true);
    }

    public DemoSettings withBind(InetAddress address) {
        return new DemoSettings(doors, Optional.of(address), network, basePort, main, sub, pulse, walk, discovery);
    }

    public DemoSettings withNetwork(int number) {
        return new DemoSettings(doors, bind, number, basePort, main, sub, pulse, walk, discovery);
    }

    public DemoSettings withBasePort(int port) {
        return new DemoSettings(doors, bind, network, port, main, sub, pulse, walk, discovery);
    }

    public DemoSettings withShapes(StreamShape newMain, StreamShape newSub) {
        return new DemoSettings(doors, bind, network, basePort, newMain, newSub, pulse, walk, discovery);
    }

    public DemoSettings withPulse(Duration newPulse) {
        return new DemoSettings(doors, bind, network, basePort, main, sub, newPulse, walk, discovery);
    }

    public DemoSettings withWalk(Duration newWalk) {
        return new DemoSettings(doors, bind, network, basePort, main, sub, pulse, newWalk, discovery);
    }

    public DemoSettings withoutDiscovery() {
        return new DemoSettings(doors, bind, network, basePort, main, sub, pulse, walk, false);
    }

    Ports ports(int index) {
        int first = basePort + PORTS_PER_DOOR * index;
        return basePort == 0 ? Ports.FREE : new Ports(first, first + 1, first + 2);
    }

    /// Where the n-th door lives, counted from 0.
    Place place(int index) {
        if (bind.isPresent()) {
            return new Place(bind.get(), doors == 1);
        }
        var own = loopback(index);
        return canBind(own) ? new Place(own, true) : new Place(InetAddress.getLoopbackAddress(), doors == 1);
    }

    /// Linux takes all of 127.0.0.0/8 for loopback, others 127.0.0.1 alone.
    private static boolean canBind(InetAddress address) {
        try (var trial = new ServerSocket(0, 1, address)) {
            return trial.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private InetAddress loopback(int index) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, (byte) network, (byte) (index + 1)});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }
}
