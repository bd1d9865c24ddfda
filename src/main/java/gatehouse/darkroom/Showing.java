package gatehouse.darkroom;

import gatehouse.darkroom.wire.JobKind;
import gatehouse.darkroom.wire.Message;
import gatehouse.darkroom.wire.Say;
import gatehouse.darkroom.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A film that the darkroom plays, picture by picture.
///
/// For one thread at a time; each call waits until the darkroom has done it.
public final class Showing implements AutoCloseable {
    /// The film itself cannot be played; trying again does not help.
    public static final class Broken extends IOException {
        private static final long serialVersionUID = 1L;

        Broken(String why) {
            super(why);
        }
    }

    private final Wire wire;
    private final Path prints;
    private long length;
    private long[] times = new long[0];
    private Optional<Print> print = Optional.empty();
    private Optional<Order> ordered = Optional.empty();

    private Showing(Wire wire, Path prints) {
        this.wire = wire;
        this.prints = prints;
    }

    static Showing open(Darkroom darkroom, Path prints, String name, Path film)
            throws IOException, InterruptedException {
        var showing = new Showing(darkroom.begin(JobKind.REEL, name, blamed -> {}), prints);
        try {
            showing.load(film);
            return showing;
        } catch (IOException | RuntimeException e) {
            showing.close();
            throw e;
        }
    }

    private void load(Path film) throws IOException {
        String path = film.toAbsolutePath().toString();
        wire.send(Say.LOAD, Message.textBytes(path), body -> Message.putText(body, path));
        var body = answer(Say.LOADED).body();
        length = body.getLong();
        times = new long[body.remaining() / 8];
        body.asLongBuffer().get(times);
    }

    /// When each picture is due, in 1/90000 s since the first.
    public long[] times() {
        return times.clone();
    }

    public long length() {
        return length;
    }

    /// The picture of this number as ordered. The print is the one answered before, or a larger one; its picture's
    /// arrival is the number in the film.
    public Print show(int index, Order order) throws IOException {
        var sheet = sheet(order);
        wire.send(Say.SHOW, 4, body -> body.putInt(index));
        answer(Say.SHOWN);
        return sheet;
    }

    private Print sheet(Order order) throws IOException {
        if (print.isPresent() && ordered.equals(Optional.of(order))) {
            return print.get();
        }
        print.ifPresent(Print::letGo);
        var fresh = Print.make(prints, Development.PRINTS.incrementAndGet(), order);
        print = Optional.of(fresh);
        ordered = Optional.of(order);
        String path = fresh.file().toString();
        wire.send(Say.PRINT, 12 + Message.textBytes(path) + 40, body -> {
            body.putInt(fresh.id()).putLong(fresh.capacity());
            Message.putText(body, path);
            body.putInt(order.boxWidth()).putInt(order.boxHeight());
            body.putDouble(order.x())
                    .putDouble(order.y())
                    .putDouble(order.width())
                    .putDouble(order.height());
        });
        answer(Say.MAPPED);
        fresh.unname();
        return fresh;
    }

    private Message answer(int expected) throws IOException {
        var answer = wire.receive();
        if (answer.kind() == Say.SORRY) {
            throw new Broken(Message.text(answer.body()));
        }
        if (answer.kind() != expected) {
            throw new IOException("A message " + answer.kind() + " from a film that is played");
        }
        return answer;
    }

    @Override
    public void close() {
        wire.close();
        print.ifPresent(Print::letGo);
        print = Optional.empty();
    }
}
