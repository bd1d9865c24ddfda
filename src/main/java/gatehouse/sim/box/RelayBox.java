package gatehouse.sim.box;

import gatehouse.sim.Fault;
import gatehouse.sim.Faults;
import gatehouse.sim.Leaf;
import gatehouse.sim.Lock;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/// A relay box with coils that move bolts and discrete inputs that are leaf contacts, both counted from 0: Modbus/TCP
/// (Modbus Messaging on TCP/IP Implementation Guide V1.0b) with the functions 1, 2 and 5.
///
/// Safe for any thread. `close()` returns when its threads and sockets are gone.
public final class RelayBox implements AutoCloseable {
    private static final int READ_COILS = 1;
    private static final int READ_INPUTS = 2;
    private static final int WRITE_COIL = 5;
    private static final int ILLEGAL_FUNCTION = 1;
    private static final int ILLEGAL_ADDRESS = 2;
    private static final int ILLEGAL_VALUE = 3;
    private static final int ON = 0xFF00;
    private static final int LONGEST = 260;

    /// One write of a coil that came in.
    public record Write(int coil, boolean on) {}

    private final ServerSocket server;
    private final List<Lock> coils;
    private final List<Leaf> inputs;
    private final Faults faults;
    private final List<Write> writes = new CopyOnWriteArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("sim-relay-box-", 0).factory());

    private RelayBox(ServerSocket server, List<Lock> coils, List<Leaf> inputs, Faults faults) {
        this.server = server;
        this.coils = List.copyOf(coils);
        this.inputs = List.copyOf(inputs);
        this.faults = faults;
    }

    /// A lock with a pulse ends it itself; one without stays as the coil is put.
    public static RelayBox open(InetAddress at, int port, List<Lock> coils, List<Leaf> inputs, Faults faults)
            throws IOException {
        var socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(at, port), 50);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        var box = new RelayBox(socket, coils, inputs, faults);
        box.threads.execute(box::accept);
        return box;
    }

    public int port() {
        return server.getLocalPort();
    }

    /// Every write that was understood, oldest first, whatever became of it.
    public List<Write> writes() {
        return List.copyOf(writes);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var connection = server.accept();
                connections.add(connection);
                threads.execute(() -> converse(connection));
            } catch (IOException | RejectedExecutionException e) {
                return;
            }
        }
    }

    private void converse(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            var in = new DataInputStream(connection.getInputStream());
            while (true) {
                int transaction = in.readUnsignedShort();
                int protocol = in.readUnsignedShort();
                int length = in.readUnsignedShort();
                if (protocol != 0 || length < 2 || length > LONGEST) {
                    return;
                }
                int unit = in.readUnsignedByte();
                var pdu = in.readNBytes(length - 1);
                if (!answered(pdu, transaction, unit, connection)) {
                    connection.setSoLinger(true, 0);
                    return;
                }
            }
        } catch (IOException e) {
            // The other side went away.
        } finally {
            connections.remove(connection);
        }
    }

    /// False when the connection is to be cut.
    private boolean answered(byte[] pdu, int transaction, int unit, Socket connection) throws IOException {
        int function = pdu[0] & 0xFF;
        int first = pdu.length >= 3 ? (pdu[1] & 0xFF) << 8 | pdu[2] & 0xFF : -1;
        int value = pdu.length >= 5 ? (pdu[3] & 0xFF) << 8 | pdu[4] & 0xFF : -1;
        byte[] answer;
        switch (function) {
            case READ_COILS ->
                answer = bits(
                        function, first, value, coils.size(), i -> coils.get(i).state() == Lock.State.UNLOCKED);
            case READ_INPUTS ->
                answer = bits(
                        function,
                        first,
                        value,
                        inputs.size(),
                        i -> inputs.get(i).isOpen());
            case WRITE_COIL -> {
                if (first < 0 || first >= coils.size()) {
                    answer = exception(function, ILLEGAL_ADDRESS);
                    break;
                }
                writes.add(new Write(first, value == ON));
                var lock = coils.get(first);
                var outcome = value == ON ? lock.open(Lock.By.MODBUS) : lock.lock();
                if (outcome == Lock.Outcome.SILENT || outcome == Lock.Outcome.CUT) {
                    return outcome == Lock.Outcome.SILENT;
                }
                var lie = value == ON ? faults.find(Fault.BoxException.class) : Optional.<Fault.BoxException>empty();
                answer = lie.isPresent()
                        ? exception(function, lie.get().code())
                        : outcome == Lock.Outcome.MOVED ? pdu : exception(function, ILLEGAL_VALUE);
            }
            default -> answer = exception(function, ILLEGAL_FUNCTION);
        }
        write(connection.getOutputStream(), transaction, unit, answer);
        return true;
    }

    private interface Bit {
        boolean at(int index);
    }

    private static byte[] bits(int function, int first, int count, int all, Bit bit) {
        if (first < 0 || count < 1 || first + count > all) {
            return exception(function, ILLEGAL_ADDRESS);
        }
        var answer = new byte[2 + (count + 7) / 8];
        answer[0] = (byte) function;
        answer[1] = (byte) (answer.length - 2);
        for (int i = 0; i < count; i++) {
            if (bit.at(first + i)) {
                answer[2 + i / 8] |= (byte) (1 << i % 8);
            }
        }
        return answer;
    }

    private static byte[] exception(int function, int code) {
        return new byte[] {(byte) (function | 0x80), (byte) code};
    }

    private static void write(OutputStream out, int transaction, int unit, byte[] pdu) throws IOException {
        var frame = new byte[7 + pdu.length];
        frame[0] = (byte) (transaction >> 8);
        frame[1] = (byte) transaction;
        frame[4] = (byte) (pdu.length + 1 >> 8);
        frame[5] = (byte) (pdu.length + 1);
        frame[6] = (byte) unit;
        System.arraycopy(pdu, 0, frame, 7, pdu.length);
        out.write(frame);
        out.flush();
    }

    @Override
    public void close() {
        shut(server);
        connections.forEach(RelayBox::shut);
        threads.shutdownNow();
        threads.close();
    }

    private static void shut(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // It was shut already.
        }
    }
}
