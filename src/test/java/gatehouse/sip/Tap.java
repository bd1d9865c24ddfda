package gatehouse.sip;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Stands between a caller and whom it calls, over UDP, and measures from the INVITE it passes on to the 180 that comes
/// back: the same for whoever is called. The caller asks for its answers where it called from (`rport`).
final class Tap implements Closeable {
    private final InetSocketAddress callee;
    private final DatagramSocket near = socket();
    private final DatagramSocket far = socket();
    private final Map<String, Long> asked = new HashMap<>(); // this and the next two: guarded by this
    private final List<Double> times = new ArrayList<>();
    private SocketAddress caller;

    Tap(InetSocketAddress callee) throws IOException {
        this.callee = callee;
        Thread.ofPlatform().daemon().name("tap-there").start(() -> relay(near, this::there));
        Thread.ofPlatform().daemon().name("tap-back").start(() -> relay(far, this::back));
    }

    private static DatagramSocket socket() throws IOException {
        return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    int port() {
        return near.getLocalPort();
    }

    /// Milliseconds of each call that rang, in the order they did.
    synchronized List<Double> times() {
        return List.copyOf(times);
    }

    private interface Passing {
        void pass(DatagramPacket packet, String text) throws IOException;
    }

    private static void relay(DatagramSocket from, Passing passing) {
        var buffer = new byte[65_536];
        while (!from.isClosed()) {
            try {
                var packet = new DatagramPacket(buffer, buffer.length);
                from.receive(packet);
                passing.pass(packet, new String(buffer, 0, packet.getLength(), StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                // Closed, or a datagram that could not be passed on: the caller repeats it.
            }
        }
    }

    private void there(DatagramPacket packet, String text) throws IOException {
        synchronized (this) {
            caller = packet.getSocketAddress();
            if (text.startsWith("INVITE ")) {
                asked.putIfAbsent(RawCaller.header(text, "Call-ID"), System.nanoTime());
            }
        }
        packet.setSocketAddress(callee);
        far.send(packet);
    }

    private void back(DatagramPacket packet, String text) throws IOException {
        long now = System.nanoTime();
        SocketAddress to;
        synchronized (this) {
            to = caller;
            if (text.startsWith("SIP/2.0 180")) {
                Long began = asked.put(RawCaller.header(text, "Call-ID"), Long.MAX_VALUE);
                if (began != null && began != Long.MAX_VALUE) {
                    times.add((now - began) / 1e6);
                }
            }
        }
        packet.setSocketAddress(to);
        near.send(packet);
    }

    @Override
    public void close() {
        near.close();
        far.close();
    }
}
