package gatehouse.sim.mqtt;

import gatehouse.sim.Fault;
import gatehouse.sim.Faults;
import gatehouse.sim.Leaf;
import gatehouse.sim.Lock;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/// A lock that takes commands from a broker: `{"do":"open","id":"…"}` on `NAME/command`, with `hold`, `lockdown` and
/// `normal` beside `open`. It tells how it stands, retained, on `NAME/state` (`locked`, `unlocked`) and `NAME/leaf`
/// (`open`, `closed`). A command whose id it has seen is not carried out again, nor is a retained one.
///
/// Safe for any thread. `close()` returns when the connection is gone.
public final class MqttLock implements AutoCloseable {
    private static final int KEEP_ALIVE = 30;
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int MOST_IDS = 20_000;
    private static final Pattern FIELD = Pattern.compile("\"(do|id)\"\\s*:\\s*\"([^\"]*)\"");

    /// One command that came in.
    public record Command(String deed, String id, int qos, boolean retained) {}

    private final String name;
    private final Lock lock;
    private final Faults faults;
    private final Socket socket;
    private final Thread thread;
    private final ReentrantLock writing = new ReentrantLock();
    private final Set<String> seen = new HashSet<>(); // confined to the thread
    private final Set<Integer> held = new HashSet<>(); // packet ids between PUBLISH and PUBREL; confined to the thread
    private final List<Command> commands = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    private MqttLock(String name, Lock lock, Faults faults, Socket socket) {
        this.name = name;
        this.lock = lock;
        this.faults = faults;
        this.socket = socket;
        this.thread = Thread.ofVirtual().name("sim-mqtt-lock").unstarted(this::listen);
    }

    /// `clean` false: the broker keeps what comes while the lock is away.
    public static MqttLock open(
            InetSocketAddress broker, String name, boolean clean, Lock lock, Leaf leaf, Faults faults)
            throws IOException {
        var socket = new Socket();
        try {
            socket.connect(broker, PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            var made = new MqttLock(name, lock, faults, socket);
            made.hello(clean);
            lock.onChange(state -> made.tell());
            leaf.onMove(open -> made.say(name + "/leaf", open ? "open" : "closed"));
            made.tell();
            made.say(name + "/leaf", leaf.isOpen() ? "open" : "closed");
            made.thread.start();
            return made;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    public List<Command> commands() {
        return List.copyOf(commands);
    }

    private void hello(boolean clean) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        write(Packets.connect("lock-" + name.replace('/', '-'), clean, KEEP_ALIVE));
        var in = new DataInputStream(socket.getInputStream());
        var answer = Packets.read(in);
        if (answer.type() != Packets.CONNACK || answer.body()[1] != 0) {
            throw new IOException("The broker does not let the lock in");
        }
        write(Packets.subscribe(1, name + "/command", 2));
        var granted = Packets.read(in);
        if (granted.body()[granted.body().length - 1] == (byte) 0x80) {
            throw new IOException("The broker does not let the lock listen");
        }
        // Half of the keep-alive: silence for that long is a reason to ping.
        socket.setSoTimeout(KEEP_ALIVE * 500);
    }

    private void listen() {
        try {
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            while (!closed) {
                Packets.Packet packet;
                try {
                    packet = Packets.read(in);
                } catch (java.net.SocketTimeoutException e) {
                    write(Packets.ping());
                    continue;
                }
                switch (packet.type()) {
                    case Packets.PUBLISH -> came(Packets.Message.of(packet));
                    case Packets.PUBREL -> {
                        held.remove(packet.number(0));
                        write(Packets.pubcomp(packet.number(0)));
                    }
                    default -> {
                        // SUBACK and PINGRESP need no answer.
                    }
                }
            }
        } catch (IOException e) {
            // The broker went away, or the lock is closing.
        }
    }

    private void came(Packets.Message message) throws IOException {
        boolean news = message.qos() < 2 || held.add(message.id());
        if (message.qos() == 1) {
            write(Packets.puback(message.id()));
        } else if (message.qos() == 2) {
            write(Packets.pubrec(message.id()));
        }
        if (!news || !message.topic().equals(name + "/command")) {
            return;
        }
        var text = new String(message.payload(), StandardCharsets.UTF_8);
        var command = new Command(
                field(text, "do").orElse(""), field(text, "id").orElse(""), message.qos(), message.retained());
        commands.add(command);
        if (!message.retained() && seen.size() < MOST_IDS && seen.add(command.id())) {
            carryOut(command);
        }
    }

    private static Optional<String> field(String text, String key) {
        var matcher = FIELD.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1).equals(key)) {
                return Optional.of(matcher.group(2));
            }
        }
        return Optional.empty();
    }

    private void carryOut(Command command) {
        switch (command.deed()) {
            case "open" -> lock.open(Lock.By.MQTT);
            case "hold" -> lock.hold();
            case "lockdown" -> lock.lockDown();
            case "normal" -> lock.lock();
            default -> {
                // A lock does not do what it does not know.
            }
        }
    }

    private void tell() {
        if (!faults.has(Fault.RelaySilent.class)) {
            say(name + "/state", lock.state() == Lock.State.UNLOCKED ? "unlocked" : "locked");
        }
    }

    private void say(String topic, String payload) {
        try {
            write(Packets.publish(topic, payload, true));
        } catch (IOException e) {
            // The broker went away; the next connection tells how things stand.
        }
    }

    private void write(byte[] packet) throws IOException {
        writing.lock();
        try {
            socket.getOutputStream().write(packet);
            socket.getOutputStream().flush();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            write(Packets.disconnect());
        } catch (IOException e) {
            // It was gone already.
        }
        try {
            socket.close();
        } catch (IOException e) {
            // It was closed already.
        }
        gatehouse.lifecycle.Joining.untilEnded(thread);
    }
}
