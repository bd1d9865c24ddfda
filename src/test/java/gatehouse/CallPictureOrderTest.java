package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.darkroom.Darkroom;
import gatehouse.desk.CallId;
import gatehouse.desk.Deed;
import gatehouse.desk.Happening;
import gatehouse.door.CallsFrom;
import gatehouse.sip.RawCaller;
import gatehouse.video.CallPicture;
import gatehouse.video.CallVideo;
import gatehouse.video.VideoSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// The ports of a call's picture, when the guard or the visitor is quicker than the telephone.
class CallPictureOrderTest {
    private static final String NORTH_GATE = "north-gate";
    private static final Set<Thread.State> AT_REST =
            EnumSet.of(Thread.State.BLOCKED, Thread.State.WAITING, Thread.State.TERMINATED);

    private final Told told = new Told();
    private final AtomicReference<Telephone> telephone = new AtomicReference<>();
    private final List<InetSocketAddress> opened = new CopyOnWriteArrayList<>();

    @Test
    void guardWhoAnswersWhileThePortIsStillOpenedSeesTheDoor() throws Exception {
        var pressed = new AtomicBoolean();
        try (var darkroom = Darkroom.inside();
                var eye = eye(darkroom);
                var desk = telephone((door, here) -> {
                    if (!pressed.getAndSet(true)) {
                        untilAtRest(answering());
                    }
                    return open(eye, here);
                });
                var station = RawCaller.udp(desk.listening().getFirst().address())) {
            telephone.set(desk);
            var talk = station.talk();
            station.say(talk.invite(RawCaller.VOICE + "m=video 40002 RTP/AVP 96\na=rtpmap:96 H264/90000\n"));
            var early = station.until("SIP/2.0 183");
            var answered = station.until("SIP/2.0 200");
            assertEquals(1, opened.size());
            assertEquals(opened.getFirst().getPort(), videoPort(early));
            assertEquals(opened.getFirst().getPort(), videoPort(answered));
        }
    }

    @Test
    void visitorWhoLeavesWhileHeIsAnsweredLeavesNoPortOpen() throws Exception {
        var leaving = new AtomicReference<Leaving>();
        try (var darkroom = Darkroom.inside();
                var eye = eye(darkroom);
                var desk = telephone((door, here) -> {
                    leaving.get().leave(told);
                    return open(eye, here);
                });
                var station = RawCaller.udp(desk.listening().getFirst().address())) {
            var talk = station.talk();
            leaving.set(new Leaving(station, talk));
            station.ring(talk);
            desk.answer(new Deed.Answer(told.next(Happening.Rang.class).call()));
            assertEquals(1, opened.size());
            awaitFree(opened.getFirst());
        }
    }

    private record Leaving(RawCaller station, RawCaller.Talk talk) {
        void leave(Told told) throws IOException {
            try {
                station.say(talk.cancel(""));
                told.next(Happening.CallOver.class);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /// The guard presses the key the moment it rings.
    private Thread answering() {
        CallId call;
        try {
            call = told.next(Happening.Rang.class).call();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return Thread.ofPlatform().start(() -> telephone.get().answer(new Deed.Answer(call)));
    }

    private static void untilAtRest(Thread thread) {
        while (!AT_REST.contains(thread.getState())) {
            Thread.onSpinWait();
        }
    }

    private Optional<CallPicture> open(CallVideo eye, InetAddress here) throws IOException {
        var picture = eye.await(here);
        opened.add(picture.address());
        return Optional.of(picture);
    }

    private CallVideo eye(Darkroom darkroom) {
        return CallVideo.open(NORTH_GATE, CallVideo.Ports.ANY, darkroom, VideoSettings.STANDARD, new PictureMoves());
    }

    private Telephone telephone(CallPictures.Eyes eyes) throws Exception {
        var site = SmallSite.listening(SmallSite.door(NORTH_GATE, new CallsFrom.Peer("127.0.0.1", 0)));
        return Telephone.open(site, new Ears(1000), new Figures(), eyes, told);
    }

    private static int videoPort(String message) {
        return message.lines()
                .filter(line -> line.startsWith("m=video "))
                .map(line -> Integer.parseInt(line.split(" ")[1]))
                .findFirst()
                .orElseThrow(() -> new AssertionError(message));
    }

    private static void awaitFree(InetSocketAddress port) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try (var socket = new DatagramSocket(port)) {
                assertTrue(socket.isBound());
                return;
            } catch (BindException e) {
                assertTrue(System.nanoTime() < end, "The port of the picture stays open: " + port);
                Thread.onSpinWait();
            }
        }
    }
}
