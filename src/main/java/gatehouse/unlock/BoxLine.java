package gatehouse.unlock;

import com.ghgande.j2mod.modbus.Modbus;
import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.ModbusSlaveException;
import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import gatehouse.door.ModbusBox;
import gatehouse.lifecycle.Backoff;
import gatehouse.lifecycle.Retry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/// One relay box: its inputs and coils are read again and again while somebody listens, at a pace that a box stands; a
/// coil is written over a connection of its own, once.
///
/// Safe for any thread. `close()` returns when the connection is gone.
final class BoxLine implements Reach.Line, AutoCloseable {
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
    private static final Duration PACE = Duration.ofMillis(200);
    private static final int TIMEOUT_MILLIS = 1500;

    /// A point of a box: a coil or a discrete input, counted from 0.
    record Point(boolean coil, int number) {}

    /// What a listener is told.
    interface Listener {
        void state(Point point, boolean set, boolean change, long asked);

        void heard();

        void deaf(String why);
    }

    private record Wanted(Point point, Listener listener) {}

    private final ModbusBox box;
    private final Retry loop;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Reach reach = new Reach();
    private final List<Wanted> wanted = new ArrayList<>(); // guarded by itself
    private final Map<Point, Boolean> standing = new HashMap<>(); // guarded by wanted
    private boolean up; // guarded by wanted

    private BoxLine(ModbusBox box) {
        this.box = box;
        this.loop = Retry.start("door-box", BACKOFF, this::watch, down -> fell(down.fault()));
    }

    static BoxLine open(ModbusBox box) {
        return new BoxLine(box);
    }

    @Override
    public boolean await(Duration most, Duration again) {
        return reach.await(most, again, loop);
    }

    @Override
    public boolean isUp() {
        return reach.isUp();
    }

    void listen(Point point, Listener listener) {
        synchronized (wanted) {
            wanted.add(new Wanted(point, listener));
            if (up) {
                listener.heard();
            }
            var known = standing.get(point);
            if (known != null) {
                listener.state(point, known, false, System.nanoTime());
            }
        }
    }

    void forget(Listener listener) {
        synchronized (wanted) {
            wanted.removeIf(w -> w.listener() == listener);
        }
    }

    /// Writes one coil, once: a box that does not answer is not asked again.
    static Told write(ModbusBox box, int coil, boolean on, Duration patience, LongConsumer onSending) {
        var master = master(box, patience);
        try {
            try {
                connect(master);
            } catch (Exception e) {
                return new Told.Unreached("The relay box cannot be reached, so nothing was sent.");
            }
            onSending.accept(System.nanoTime());
            master.writeCoil(box.unit(), coil, on);
            return new Told.Yes("the relay box's answer");
        } catch (ModbusSlaveException e) {
            return refused(e.getType());
        } catch (ModbusException e) {
            return new Told.Doubt("The relay box did not answer.");
        } finally {
            master.disconnect();
        }
    }

    /// Modbus application protocol §7: with the first two the box has no such coil, with the third it did not take the
    /// order. With all others it may have set the coil before it gave up, or do so yet.
    static Told refused(int exception) {
        var code = " (Modbus exception " + exception + ").";
        return switch (exception) {
            case Modbus.ILLEGAL_FUNCTION_EXCEPTION, Modbus.ILLEGAL_ADDRESS_EXCEPTION ->
                new Told.NotTaken("The relay box has no such coil" + code);
            case Modbus.ILLEGAL_VALUE_EXCEPTION -> new Told.No("The relay box refused" + code);
            default -> new Told.Unclear("The relay box answered with an error" + code);
        };
    }

    private static ModbusTCPMaster master(ModbusBox box, Duration patience) {
        return new ModbusTCPMaster(box.host(), box.port(), (int) Math.max(1, patience.toMillis()), false);
    }

    /// The library would send a write that was not answered in time five times: as many pulses. What it calls retries
    /// are
    /// all tries, it reads 0 as 5, and it listens only once it is connected.
    private static void connect(ModbusTCPMaster master) throws Exception {
        master.connect();
        master.setRetries(1);
    }

    private void watch(Runnable working) throws Exception {
        var master = master(box, Duration.ofMillis(TIMEOUT_MILLIS));
        try {
            connect(master);
            do {
                for (var point : points()) {
                    read(master, point);
                }
                working.run();
                if (begun()) {
                    reach.up();
                }
            } while (!closing.await(PACE.toMillis(), TimeUnit.MILLISECONDS));
            throw new IOException("closed");
        } finally {
            master.disconnect();
        }
    }

    private List<Point> points() {
        synchronized (wanted) {
            return wanted.stream().map(Wanted::point).distinct().toList();
        }
    }

    private void read(ModbusTCPMaster master, Point point) throws ModbusException {
        long asked = System.nanoTime();
        var bits = point.coil()
                ? master.readCoils(box.unit(), point.number(), 1)
                : master.readInputDiscretes(box.unit(), point.number(), 1);
        boolean set = bits.getBit(0);
        synchronized (wanted) {
            var before = standing.put(point, set);
            boolean change = before != null && before != set;
            for (var w : wanted) {
                if (w.point().equals(point)) {
                    w.listener().state(point, set, change, asked);
                }
            }
        }
    }

    private boolean begun() {
        synchronized (wanted) {
            boolean first = !up;
            up = true;
            if (first) {
                wanted.forEach(w -> w.listener().heard());
            }
            return first;
        }
    }

    private void fell(Exception why) {
        synchronized (wanted) {
            up = false;
            standing.clear();
            var words = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
            wanted.forEach(w -> w.listener().deaf(words));
        }
        reach.down(false);
    }

    @Override
    public void close() {
        closing.countDown();
        loop.close();
    }
}
