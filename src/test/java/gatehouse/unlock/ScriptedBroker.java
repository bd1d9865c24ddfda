package gatehouse.unlock;

import gatehouse.sim.Lock;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// An MQTT 5 broker with its lock in one, that writes down what comes over the wire: byte by byte, by no library. The
/// lock moves when the message itself has come, or when it is released (OASIS MQTT 5, §4.3.3, both are allowed).
final class ScriptedBroker implements AutoCloseable {
    private static final int EXPIRY = 0x02;
    private static final int SESSION_EXPIRY = 0x11;
    private static final int CORRELATION = 0x09;

    /// One PUBLISH as it came. `expiry` is empty when the message never goes stale.
    record Publish(int qos, boolean duplicate, boolean retained, Optional<Long> expiry, String topic, String payload) {}

    /// One CONNECT as it came.
    record Connect(boolean clean, long sessionExpiry) {}

    private final ServerSocket server;
    private final Lock lock;
    private final boolean early;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<Publish> publishes = new CopyOnWriteArrayList<>();
    private final List<Connect> connects = new CopyOnWriteArrayList<>();

    private final Runnable onOrder;

    private ScriptedBroker(ServerSocket server, Lock lock, boolean early, Runnable onOrder) {
        this.server = server;
        this.lock = lock;
        this.early = early;
        this.onOrder = onOrder;
    }

    /// `early`: the message is handed on when it has come; else when the sender has released it.
    static ScriptedBroker open(Lock lock, boolean early) throws IOException {
        return open(lock, early, () -> {});
    }

    static ScriptedBroker open(Lock lock, boolean early, Runnable onOrder) throws IOException {
        var server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        var broker = new ScriptedBroker(server, lock, early, onOrder);
        Thread.ofVirtual().name("scripted-broker").start(broker::accept);
        lock.onChange(state -> broker.tellAll());
        return broker;
    }

    InetSocketAddress at() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    List<Publish> publishes() {
        return List.copyOf(publishes);
    }

    List<Connect> connects() {
        return List.copyOf(connects);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> converse(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new DataInputStream(socket.getInputStream());
            var held = new HashMap<Integer, Publish>();
            while (true) {
                int first = in.readUnsignedByte();
                var body = in.readNBytes(length(in));
                switch (first >> 4) {
                    case 1 -> {
                        connects.add(connect(body));
                        write(socket, 0x20, new byte[] {0, 0, 0});
                    }
                    case 8 -> {
                        write(socket, 0x90, new byte[] {body[0], body[1], 0, 0});
                        sockets.add(socket);
                        tell(socket);
                    }
                    case 3 -> came(socket, first, body, held);
                    case 6 -> {
                        int id = number(body, 0);
                        var message = held.remove(id);
                        if (message != null && !early) {
                            lock.open(Lock.By.MQTT);
                        }
                        write(socket, 0x70, new byte[] {body[0], body[1]});
                    }
                    case 12 -> write(socket, 0xD0, new byte[0]);
                    case 14 -> {
                        return;
                    }
                    default -> throw new IOException("packet type " + (first >> 4));
                }
            }
        } catch (IOException e) {
            // The desk or the network went away.
        } finally {
            sockets.remove(socket);
        }
    }

    private void came(Socket socket, int first, byte[] body, Map<Integer, Publish> held) throws IOException {
        int topic = number(body, 0);
        int qos = first >> 1 & 3;
        int at = 2 + topic;
        int id = qos == 0 ? 0 : number(body, at);
        at += qos == 0 ? 0 : 2;
        int properties = body[at++] & 0x7F; // a command has fewer than 128 bytes of them
        Optional<Long> expiry = Optional.empty();
        for (int end = at + properties; at < end; ) {
            int property = body[at++];
            switch (property) {
                case EXPIRY -> {
                    expiry = Optional.of((long) number(body, at) << 16 | number(body, at + 2));
                    at += 4;
                }
                case CORRELATION -> at += 2 + number(body, at);
                default -> throw new IOException("property " + property);
            }
        }
        var message = new Publish(
                qos,
                (first & 8) != 0,
                (first & 1) != 0,
                expiry,
                new String(body, 2, topic, StandardCharsets.UTF_8),
                new String(body, at, body.length - at, StandardCharsets.UTF_8));
        publishes.add(message);
        onOrder.run();
        if (early && held.get(id) == null) {
            lock.open(Lock.By.MQTT);
        }
        held.put(id, message);
        write(socket, 0x50, new byte[] {(byte) (id >> 8), (byte) id});
    }

    private static Connect connect(byte[] body) {
        boolean clean = (body[7] & 2) != 0;
        int properties = body[10] & 0x7F;
        long session = 0;
        for (int at = 11; at + 4 < 11 + properties; at++) {
            if (body[at] == SESSION_EXPIRY) {
                session = (long) number(body, at + 1) << 16 | number(body, at + 3);
                break;
            }
        }
        return new Connect(clean, session);
    }

    private void tellAll() {
        sockets.forEach(socket -> {
            try {
                tell(socket);
            } catch (IOException e) {
                sockets.remove(socket);
            }
        });
    }

    private void tell(Socket socket) throws IOException {
        var topic = "site/gate/state".getBytes(StandardCharsets.UTF_8);
        var packet = new ByteArrayOutputStream();
        packet.write(0);
        packet.write(topic.length);
        packet.writeBytes(topic);
        packet.write(0);
        packet.writeBytes(
                (lock.state() == Lock.State.UNLOCKED ? "unlocked" : "locked").getBytes(StandardCharsets.UTF_8));
        write(socket, 0x31, packet.toByteArray());
    }

    private static void write(Socket socket, int first, byte[] body) throws IOException {
        var packet = new byte[2 + body.length]; // nothing said here is longer than 127 bytes
        packet[0] = (byte) first;
        packet[1] = (byte) body.length;
        System.arraycopy(body, 0, packet, 2, body.length);
        synchronized (socket) {
            socket.getOutputStream().write(packet);
            socket.getOutputStream().flush();
        }
    }

    private static int length(DataInputStream in) throws IOException {
        int length = 0;
        for (int shift = 0; shift <= 21; shift += 7) {
            int digit = in.readUnsignedByte();
            length |= (digit & 0x7F) << shift;
            if ((digit & 0x80) == 0) {
                return length;
            }
        }
        throw new IOException("a length of more than four bytes");
    }

    private static int number(byte[] body, int at) {
        return (body[at] & 0xFF) << 8 | body[at + 1] & 0xFF;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : sockets) {
            socket.close();
        }
    }
}
