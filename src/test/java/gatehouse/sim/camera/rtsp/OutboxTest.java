package gatehouse.sim.camera.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.sim.Faults;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox outbox = new Outbox();
    private final AtomicInteger keysAsked = new AtomicInteger();

    /// A viewer who takes nothing loses what gathered, gets its replies all the same, and begins again at a key
    /// picture.
    @Test
    void aSlowViewerGoesOnAtTheNextKeyPicture() throws Exception {
        var session = new RtspSession(source(), new NoWire(), outbox, new Faults(), () -> {});
        session.play();
        session.accept(picture(true));
        for (int i = 0; i < 60; i++) {
            session.accept(picture(false));
        }
        assertTrue(outbox.put(new Outbox.Item.Reply(RtspReply.of(200, 1))));
        assertTrue(keysAsked.get() > 0);
        session.accept(picture(false));
        session.accept(picture(true));
        outbox.close();
        assertTrue(outbox.take().orElseThrow() instanceof Outbox.Item.Reply);
        assertTrue(outbox.take().isEmpty());
    }

    @Test
    void afterAFullBoxOnlyAKeyPictureIsTakenIn() throws Exception {
        var session = new RtspSession(source(), new NoWire(), outbox, new Faults(), () -> {});
        session.play();
        session.accept(picture(false));
        session.accept(picture(true));
        session.accept(picture(false));
        assertTrue(((Outbox.Item.Picture) outbox.take().orElseThrow()).unit().key());
        assertFalse(((Outbox.Item.Picture) outbox.take().orElseThrow()).unit().key());
        assertEquals(1, keysAsked.get());
    }

    @Test
    void aViewerWhoAsksWithoutReadingIsNotKeptForever() {
        int taken = 0;
        while (taken < 1000 && outbox.put(new Outbox.Item.Reply(RtspReply.of(200, 1)))) {
            taken++;
        }
        assertEquals(64, taken);
    }

    private static AccessUnit picture(boolean key) {
        return new AccessUnit(key, System.nanoTime(), Instant.EPOCH, List.of(ByteBuffer.allocate(100)), 100, 96);
    }

    private LiveSource source() {
        return new LiveSource() {
            @Override
            public Facts facts() {
                return new Facts(640, 360, 12, 400, new Format.H264(ByteBuffer.allocate(4), ByteBuffer.allocate(4)));
            }

            @Override
            public void watch(Consumer<AccessUnit> viewer) {}

            @Override
            public void unwatch(Consumer<AccessUnit> viewer) {}

            @Override
            public void keyPicture() {
                keysAsked.incrementAndGet();
            }
        };
    }

    private static final class NoWire implements Wire {
        @Override
        public String transport() {
            return "";
        }

        @Override
        public void rtp(byte[] packet, int length) throws IOException {
            throw new IOException("nothing is sent in this test");
        }

        @Override
        public void rtcp(byte[] packet, int length) throws IOException {
            throw new IOException("nothing is sent in this test");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
