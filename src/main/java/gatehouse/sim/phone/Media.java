package gatehouse.sim.phone;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The voice of a simulated door: hums its tone, keeps what it heard last, hears telephone events. RTP by hand,
/// RFC 3550 and RFC 4733.
///
/// The socket is bound at once, for the offer names it; packets flow from `start`. Safe for any thread. `close`
/// returns when both threads are gone.
final class Media implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Media.class);
    private static final int FRAME = 160;
    private static final long STEP = Duration.ofMillis(20).toNanos();
    private static final int KEPT = 5 * 8000;
    private static final double LOUDNESS = 8000;
    private static final int TRIES = 50;

    private final DatagramSocket socket;
    private final double hz;
    private final Consumer<Character> digit;
    private final short[] kept = new short[KEPT];
    private long heardSamples; // guarded by kept
    private volatile InetSocketAddress target;
    private volatile Law law;
    private volatile OptionalInt events = OptionalInt.empty();
    private volatile boolean wanted; // by whom we send to
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private volatile boolean closed;
    private Thread speaking; // guarded by this
    private Thread hearing; // guarded by this

    private Media(DatagramSocket socket, double hz, Consumer<Character> digit) {
        this.socket = socket;
        this.hz = hz;
        this.digit = digit;
    }

    static Media bind(InetAddress host, double hz, Consumer<Character> digit) throws SocketException {
        for (int i = 0; i < TRIES; i++) {
            var socket = new DatagramSocket(new InetSocketAddress(host, 0));
            if (socket.getLocalPort() % 2 == 0) {
                return new Media(socket, hz, digit);
            }
            socket.close();
        }
        throw new SocketException("No even port for RTP on " + host.getHostAddress());
    }

    InetSocketAddress at() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /// Begins, or goes on with what was agreed anew.
    synchronized void start(Sdp agreed) {
        law = agreed.law();
        events = agreed.events();
        wanted = agreed.way().hears();
        target = agreed.at();
        if (speaking == null && !closed) {
            int port = socket.getLocalPort();
            hearing = Thread.ofVirtual().name("sim-rtp-in-" + port).start(this::hear);
            speaking = Thread.ofVirtual().name("sim-rtp-out-" + port).start(this::speak);
        }
    }

    /// The newest samples heard, oldest first, five seconds at most.
    short[] heard() {
        synchronized (kept) {
            int count = (int) Math.min(heardSamples, KEPT);
            var newest = new short[count];
            for (int i = 0; i < count; i++) {
                newest[i] = kept[(int) ((heardSamples - count + i) % KEPT)];
            }
            return newest;
        }
    }

    long sent() {
        return sent.get();
    }

    long received() {
        return received.get();
    }

    @Override
    public void close() {
        Thread out;
        Thread in;
        synchronized (this) {
            closed = true;
            out = speaking;
            in = hearing;
        }
        socket.close();
        ended(out);
        ended(in);
    }

    private static void ended(Thread thread) {
        if (thread == null || thread == Thread.currentThread()) {
            return;
        }
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void speak() {
        int ssrc = ThreadLocalRandom.current().nextInt();
        int sequence = ThreadLocalRandom.current().nextInt(0x8000);
        int timestamp = ThreadLocalRandom.current().nextInt();
        long due = System.nanoTime();
        for (long frame = 0; !closed; frame++) {
            var out = ByteBuffer.allocate(12 + FRAME);
            out.put((byte) 0x80).put((byte) ((frame == 0 ? 0x80 : 0) | law.payloadType()));
            out.putShort((short) (sequence + frame))
                    .putInt((int) (timestamp + frame * FRAME))
                    .putInt(ssrc);
            for (int i = 0; i < FRAME; i++) {
                double turn = 2 * Math.PI * hz * (frame * FRAME + i) / 8000;
                out.put(law.encode((short) Math.round(LOUDNESS * Math.sin(turn))));
            }
            put(out.array());
            due += STEP;
            for (long left = due - System.nanoTime(); left > 0 && !closed; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    private void put(byte[] packet) {
        var to = target;
        if (!wanted || to.getPort() == 0 || to.getAddress().isAnyLocalAddress()) {
            return; // on hold
        }
        try {
            socket.send(new DatagramPacket(packet, packet.length, to));
            sent.incrementAndGet();
        } catch (IOException e) {
            if (!closed) {
                log.debug("RTP to {}: {}", to, e.toString());
            }
        }
    }

    private void hear() {
        var datagram = new DatagramPacket(new byte[2048], 2048);
        var order = new Order();
        while (!closed) {
            try {
                datagram.setLength(2048);
                socket.receive(datagram);
                take(ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength()), order);
            } catch (IOException e) {
                if (!closed) {
                    log.debug("RTP: {}", e.toString());
                }
            }
        }
    }

    /// What was heard last: a packet that repeats or comes late is not heard again, a tone is one timestamp.
    private static final class Order {
        boolean begun;
        short sequence;
        int ssrc;
        boolean toned;
        int tone;
    }

    private void take(ByteBuffer packet, Order order) {
        if (packet.limit() < 12 || (packet.get(0) & 0xc0) != 0x80) {
            return;
        }
        int at = 12 + 4 * (packet.get(0) & 0x0f);
        if ((packet.get(0) & 0x10) != 0 && packet.limit() >= at + 4) {
            at += 4 + 4 * (packet.getShort(at + 2) & 0xffff);
        }
        int type = packet.get(1) & 0x7f;
        short sequence = packet.getShort(2);
        int ssrc = packet.getInt(8);
        boolean event = events.isPresent() && events.getAsInt() == type;
        if (at >= packet.limit() || (!event && type != law.payloadType())) {
            return;
        }
        boolean old = order.begun && ssrc == order.ssrc && (short) (sequence - order.sequence) <= 0;
        if (old) {
            return;
        }
        order.begun = true;
        order.sequence = sequence;
        order.ssrc = ssrc;
        received.incrementAndGet();
        if (event) {
            tone(packet, at, order);
        } else {
            keep(packet, at);
        }
    }

    private void tone(ByteBuffer packet, int at, Order order) {
        int timestamp = packet.getInt(4);
        int number = packet.get(at) & 0xff;
        if (packet.limit() - at < 4 || number > 15 || (order.toned && order.tone == timestamp)) {
            return;
        }
        order.toned = true;
        order.tone = timestamp;
        digit.accept("0123456789*#ABCD".charAt(number));
    }

    private void keep(ByteBuffer packet, int at) {
        synchronized (kept) {
            for (int i = at; i < packet.limit(); i++) {
                kept[(int) (heardSamples++ % KEPT)] = law.decode(packet.get(i));
            }
        }
    }
}
