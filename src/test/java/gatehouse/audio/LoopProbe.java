package gatehouse.audio;

import gatehouse.rtp.RtpPacket;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Measures what a phone adds between mouth and ear, from outside: it sends silence with a short tone now and then as
/// G.711, the phone plays it into a speaker that is its own microphone, and the tone comes back. The time is from the
/// packet in which the tone begins to the one in which it begins again.
final class LoopProbe implements AutoCloseable {
    private static final int EVERY = 40; // packets from tone to tone
    private static final int LASTS = 4;
    private static final int LOUD = 2000;

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final List<Double> times = new ArrayList<>(); // guarded by itself
    private volatile long toneSent;
    private Thread listening;

    LoopProbe() throws SocketException {}

    int port() {
        return socket.getLocalPort();
    }

    /// The times of so many tones, in ms, sorted; those that did not come back are missing.
    List<Double> measure(InetSocketAddress phone, int tones) throws IOException, InterruptedException {
        listening = Thread.ofPlatform().daemon(true).start(this::listen);
        var tone = SoundTest.tone(1000, 12_000, 160 * LASTS);
        var pacer = new Pacer(Duration.ofMillis(20));
        for (int i = 0; i < (tones + 3) * EVERY; i++) {
            pacer.await();
            int step = i % EVERY;
            var frame = new short[160];
            if (i >= 2 * EVERY && step < LASTS) {
                System.arraycopy(tone, 160 * step, frame, 0, 160);
            }
            var line = ByteBuffer.wrap(G711.encode(Codec.PCMA, frame));
            var out = new RtpPacket(8, i == 0, i, 160L * i, 77, line).write();
            if (i >= 2 * EVERY && step == 0) {
                toneSent = System.nanoTime();
            }
            socket.send(new DatagramPacket(out.array(), out.limit(), phone));
        }
        synchronized (times) {
            return times.stream().sorted().toList();
        }
    }

    private void listen() {
        var datagram = new DatagramPacket(new byte[2048], 2048);
        while (true) {
            try {
                socket.receive(datagram);
            } catch (IOException e) {
                return; // closed
            }
            long sent = toneSent;
            var packet = RtpPacket.read(ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength()));
            if (sent != 0 && packet.isPresent() && packet.get().payloadType() == 8 && loud(packet.get())) {
                synchronized (times) {
                    times.add((System.nanoTime() - sent) / 1e6);
                }
                toneSent = 0;
            }
        }
    }

    private static boolean loud(RtpPacket packet) {
        var line = new byte[packet.payload().remaining()];
        packet.payload().get(line);
        for (short sample : G711.decode(Codec.PCMA, line)) {
            if (Math.abs(sample) > LOUD) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        socket.close();
        try {
            if (listening != null) {
                listening.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
