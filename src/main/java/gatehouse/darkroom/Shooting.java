package gatehouse.darkroom;

import gatehouse.darkroom.wire.JobKind;
import gatehouse.darkroom.wire.Message;
import gatehouse.darkroom.wire.Say;
import gatehouse.darkroom.wire.Units;
import gatehouse.darkroom.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/// A film that the darkroom writes: an MP4 file of fragments of a second, so that whatever happens it can be played as
/// far as it was written.
///
/// For one thread at a time; each call waits until the darkroom has done it.
public final class Shooting implements AutoCloseable {
    private final Wire wire;

    private Shooting(Wire wire) {
        this.wire = wire;
    }

    /// The file comes into being with the first picture, which must be a key picture. Its pictures are turned by so
    /// many
    /// degrees clockwise when they are shown.
    public static Shooting begin(Darkroom darkroom, String door, Path place, int turn, Instant begin)
            throws IOException, InterruptedException {
        var wire = darkroom.begin(JobKind.FILM, door, blamed -> {});
        try {
            String path = place.toAbsolutePath().toString();
            wire.send(Say.SHOOT, 12 + Message.textBytes(path), body -> {
                body.putInt(turn).putLong(begin.toEpochMilli());
                Message.putText(body, path);
            });
            return new Shooting(wire);
        } catch (IOException | RuntimeException e) {
            wire.close();
            throw e;
        }
    }

    /// `time` and `duration` in 1/90000 s since the first picture.
    public void add(AccessUnit unit, long time, long duration) throws IOException {
        wire.send(Say.FRAME, 16 + Units.HEAD + unit.data().length, body -> {
            body.putLong(time).putLong(duration);
            Units.put(body, unit, false);
        });
        answer();
    }

    /// Returns when the file is written to its end.
    public void end() throws IOException {
        wire.send(Say.CUT);
        answer();
    }

    private void answer() throws IOException {
        var answer = wire.receive();
        if (answer.kind() != Say.SHOT) {
            throw new IOException(Message.text(answer.body()));
        }
    }

    /// Without `end` before it, the file stays as far as it was written.
    @Override
    public void close() {
        wire.close();
    }
}
