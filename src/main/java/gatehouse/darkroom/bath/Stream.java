package gatehouse.darkroom.bath;

import gatehouse.darkroom.Coding;
import gatehouse.darkroom.Thrift;
import gatehouse.darkroom.wire.Message;
import gatehouse.darkroom.wire.Pulse;
import gatehouse.darkroom.wire.Say;
import gatehouse.darkroom.wire.Sheets;
import gatehouse.darkroom.wire.Units;
import gatehouse.darkroom.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/// One stream on its way from coded pictures to prints: the state of one `Develop` job. Confined to its thread.
final class Stream implements AutoCloseable {
    /// A decoder that cannot keep up still shows a picture so often.
    private static final long LEAST_SHOWN_NANOS = 150_000_000;

    /// A print of at most this share of the camera's width does not show whether blocks were smoothed: against the full
    /// decoding 41 dB in the worst picture of 100 since the key picture (docs/decisions/0006).
    private static final double SMALL_SHARE = 0.5;

    /// What is not smoothed adds up from picture to picture; so many since the key picture were measured.
    private static final int MOST_UNSMOOTHED = 110;

    private static final Thrift[] THRIFTS = Thrift.values();

    private final Wire wire;
    private final Pulse.Place place;
    private final Develop.Inspection inspection;
    private final Map<Integer, Printing> prints = new LinkedHashMap<>();
    private Optional<Decoder> decoder = Optional.empty();
    private Thrift thrift = Thrift.NONE;
    private int turn;
    private int sinceKey;
    private long shownNanos;
    private boolean shownAny;
    private boolean skippedOne;
    private long decodeNanos;

    Stream(Wire wire, Pulse.Place place, Develop.Inspection inspection) {
        this.wire = wire;
        this.place = place;
        this.inspection = inspection;
    }

    void unit(Units.Received unit) throws IOException {
        boolean made = decode(unit);
        boolean shown = made && isWanted(unit) && show(false);
        done(made ? Say.MADE : Say.NOTHING, shown);
    }

    private boolean decode(Units.Received unit) {
        long begin = System.nanoTime();
        place.goIn();
        try {
            if (thrift.compareTo(Thrift.DISPOSABLE) >= 0 && unit.disposable()) {
                return false;
            }
            if (decoder.isEmpty() || decoder.get().coding() != unit.coding()) {
                decoder.ifPresent(Decoder::close);
                decoder = Optional.of(Decoder.of(unit.coding()));
            }
            sinceKey = unit.key() ? 0 : sinceKey + 1;
            decoder.get().save(thrift, !isSmoothingSeen());
            inspection.look(unit);
            return decoder.get().decode(unit);
        } finally {
            place.comeOut();
            decodeNanos = System.nanoTime() - begin;
        }
    }

    private boolean isSmoothingSeen() {
        var present = decoder.orElseThrow();
        if (present.coding() != Coding.H264 || sinceKey > MOST_UNSMOOTHED || prints.isEmpty()) {
            return true;
        }
        int width = present.hasPicture() ? present.picture().width() : 0;
        return !prints.values().stream().allMatch(print -> print.isSmall(width, SMALL_SHARE));
    }

    private boolean isWanted(Units.Received unit) {
        long now = System.nanoTime();
        if (shownAny && unit.hurried() && now - shownNanos < LEAST_SHOWN_NANOS) {
            return false;
        }
        if (shownAny && thrift == Thrift.HALF_RATE && !skippedOne) {
            skippedOne = true;
            return false;
        }
        skippedOne = false;
        shownAny = true;
        shownNanos = now;
        return true;
    }

    private boolean show(boolean onlyStale) {
        if (prints.isEmpty()) {
            return false;
        }
        place.goIn();
        try {
            var frame = decoder.orElseThrow().picture();
            double shape = shape(frame);
            for (var print : prints.values()) {
                if (!onlyStale || print.isStale()) {
                    print.print(frame, shape, decodeNanos, thrift != Thrift.NONE);
                }
            }
            return true;
        } finally {
            place.comeOut();
        }
    }

    static double shape(AVFrame frame) {
        try (var ratio = frame.sample_aspect_ratio()) {
            boolean told = ratio.num() > 0 && ratio.den() > 0;
            double pixel = told ? Math.clamp((double) ratio.num() / ratio.den(), 0.25, 4.0) : 1;
            return (double) frame.width() / frame.height() * pixel;
        }
    }

    private void done(int how, boolean shown) throws IOException {
        long arrived = how == Say.NOTHING ? 0 : decoder.orElseThrow().arrivedNanos();
        wire.send(Say.DONE, 9 + 4 * prints.size(), body -> {
            body.put((byte) how).putLong(arrived);
            if (shown) {
                prints.keySet().forEach(body::putInt);
            }
        });
    }

    void print(ByteBuffer body) throws IOException {
        int id = body.getInt();
        long capacity = body.getLong();
        var path = Path.of(Message.text(body));
        var framing = framing(body);
        drop(id);
        try {
            prints.put(id, new Printing(Sheets.writer(path, capacity), framing));
        } catch (NoSuchFileException e) {
            // Dropped already: whoever wanted it looked away at once.
            return;
        }
        wire.send(Say.MAPPED, 4, answer -> answer.putInt(id));
        reprint();
    }

    void order(ByteBuffer body) throws IOException {
        var print = prints.get(body.getInt());
        if (print != null) {
            print.order(framing(body));
            reprint();
        }
    }

    private Framing framing(ByteBuffer body) throws IOException {
        if (body.remaining() < 40) {
            throw new IOException("An order that ends too early");
        }
        return new Framing(
                body.getInt(),
                body.getInt(),
                body.getDouble(),
                body.getDouble(),
                body.getDouble(),
                body.getDouble(),
                turn);
    }

    /// The present picture again, for prints that were ordered anew, without waiting for the next one.
    private void reprint() throws IOException {
        boolean any = decoder.map(Decoder::hasPicture).orElse(false)
                && prints.values().stream().anyMatch(Printing::isStale);
        if (any && show(true)) {
            done(Say.REPRINTED, true);
        }
    }

    void drop(int id) {
        Optional.ofNullable(prints.remove(id)).ifPresent(Printing::close);
    }

    void save(int wanted) {
        thrift = THRIFTS[Math.clamp(wanted, 0, THRIFTS.length - 1)];
    }

    /// Before the first print.
    void turn(int degrees) {
        turn = degrees;
    }

    @Override
    public void close() {
        prints.values().forEach(Printing::close);
        prints.clear();
        decoder.ifPresent(Decoder::close);
    }
}
