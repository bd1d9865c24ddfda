package gatehouse.darkroom;

import gatehouse.darkroom.wire.Message;
import gatehouse.darkroom.wire.Say;
import gatehouse.darkroom.wire.Units;
import gatehouse.darkroom.wire.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One live stream in the darkroom: coded pictures are fed in, prints come out. It ends with an `IOException` from
/// `feed` when its process is gone; whoever wants more begins a new one from the warm memory.
///
/// Feeding and ordering belong to one thread. What is seen is said on a thread of its own.
public final class Development implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Development.class);

    /// So many pictures may be under way at once: enough that the decoder never waits for the next one, few enough that
    /// a slow decoder is noticed at once.
    private static final int UNDER_WAY = 3;

    static final AtomicInteger PRINTS = new AtomicInteger();

    /// Who looks at what comes out. Called on the development's own thread: note it and return.
    public interface Seen {
        /// The print has a new picture.
        void printed(Print print);

        /// A picture is through that arrived when this says.
        void through(long arrivedNanos);

        /// The stream has ended its process, or is taken to have done so; it rests before the next try.
        void blamed(Blamed blamed);
    }

    private final Wire wire;
    private final Path folder;
    private final Seen seen;
    private final Map<Integer, Print> prints = new ConcurrentHashMap<>();
    private final Semaphore room = new Semaphore(UNDER_WAY);
    private final Lag lag = new Lag(System.nanoTime());
    private final Consumer<Development> afterClose;
    private final Thread listening;
    private volatile boolean ended;
    private volatile boolean attended;
    private volatile Thrift wanted = Thrift.NONE;
    private Thrift thrift = Thrift.NONE; // confined to the feeder

    Development(String door, Wire wire, Path folder, int turn, Seen seen, Consumer<Development> afterClose)
            throws IOException {
        this.afterClose = afterClose;
        this.wire = wire;
        this.folder = folder;
        this.seen = seen;
        wire.send(Say.TURN, 4, body -> body.putInt(turn));
        this.listening = Thread.ofVirtual().name("darkroom-listen-" + door).start(this::listen);
    }

    /// Begins a print; `made` is told of it before its first picture comes. The development holds it until it is
    /// dropped
    /// or the development ends.
    public Print print(Order order, Consumer<Print> made) throws IOException {
        var print = Print.make(folder, PRINTS.incrementAndGet(), order);
        prints.put(print.id(), print);
        made.accept(print);
        String path = print.file().toString();
        wire.send(Say.PRINT, 12 + Message.textBytes(path) + 40, body -> {
            body.putInt(print.id()).putLong(print.capacity());
            Message.putText(body, path);
            put(body, order);
        });
        return print;
    }

    /// Whether the print has room for the order; if so, its next picture is as ordered.
    public boolean order(Print print, Order order) throws IOException {
        if (!print.fits(order)) {
            return false;
        }
        wire.send(Say.ORDER, 44, body -> put(body.putInt(print.id()), order));
        return true;
    }

    private static void put(ByteBuffer body, Order order) {
        body.putInt(order.boxWidth()).putInt(order.boxHeight());
        body.putDouble(order.x()).putDouble(order.y()).putDouble(order.width()).putDouble(order.height());
    }

    public void drop(Print print) throws IOException {
        if (prints.remove(print.id()) != null) {
            print.letGo();
            wire.send(Say.DROP, 4, body -> body.putInt(print.id()));
        }
    }

    /// Hands one coded picture over, and waits while too many are under way. `hurried` when a newer one waits, so that
    /// this one need not be seen.
    public void feed(AccessUnit unit, boolean hurried) throws IOException, InterruptedException {
        if (!room.tryAcquire()) {
            lag.waits(true, System.nanoTime());
            room.acquire();
            lag.waits(false, System.nanoTime());
        }
        if (ended) {
            throw new EOFException("The darkroom has gone");
        }
        save(attended ? Thrift.NONE : wanted);
        wire.send(Say.UNIT, Units.HEAD + unit.data().length, body -> Units.put(body, unit, hurried));
    }

    private void save(Thrift now) throws IOException {
        if (now != thrift) {
            thrift = now;
            wire.send(Say.THRIFT, 1, body -> body.put((byte) now.ordinal()));
        }
    }

    /// Somebody watches this one: it is never made simpler.
    public void attend(boolean yes) {
        attended = yes;
    }

    /// From the next picture on.
    void wish(Thrift step) {
        wanted = step;
    }

    Lag lag() {
        return lag;
    }

    private void listen() {
        try {
            while (true) {
                hear(wire.receive());
            }
        } catch (EOFException | ClosedChannelException e) {
            LOG.debug("A development has ended");
        } catch (IOException e) {
            LOG.debug("A development has ended: {}", e.toString());
        } catch (RuntimeException e) {
            LOG.error("A development failed", e);
        } finally {
            ended = true;
            room.release(UNDER_WAY + 1);
        }
    }

    private void hear(Message message) throws IOException {
        var body = message.body();
        switch (message.kind()) {
            case Say.DONE -> {
                int how = body.get();
                long arrived = body.getLong();
                while (body.hasRemaining()) {
                    var print = prints.get(body.getInt());
                    if (print != null) {
                        seen.printed(print);
                    }
                }
                if (how == Say.MADE) {
                    lag.through(System.nanoTime() - arrived);
                    seen.through(arrived);
                }
                if (how != Say.REPRINTED) {
                    room.release();
                }
            }
            case Say.MAPPED -> {
                var print = prints.get(body.getInt());
                if (print != null) {
                    print.unname();
                }
            }
            default -> throw new IOException("A message " + message.kind() + " from a development");
        }
    }

    @Override
    public void close() {
        ended = true;
        wire.close();
        boolean interrupted = false;
        while (Thread.currentThread() != listening && listening.isAlive()) {
            try {
                listening.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        prints.values().forEach(Print::letGo);
        prints.clear();
        afterClose.accept(this);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
