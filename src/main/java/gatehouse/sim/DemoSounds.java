package gatehouse.sim;

import gatehouse.site.Announcement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What can be played to the demo's visitors: chimes, for nobody has recorded a voice. They are made as WAV files, as a
/// real site has them, and taken away with the demo.
final class DemoSounds implements AutoCloseable {
    static final int WAIT_HZ = 1800;

    private static final int RATE = 16_000;
    private static final double SECONDS = 2;
    private static final double LOUDNESS = 8000;

    private final Path wait;
    private final Path closed;

    private DemoSounds(Path wait, Path closed) {
        this.wait = wait;
        this.closed = closed;
    }

    static DemoSounds make() throws IOException {
        var wait = chime(WAIT_HZ);
        try {
            return new DemoSounds(wait, chime(WAIT_HZ / 2));
        } catch (IOException e) {
            Files.deleteIfExists(wait);
            throw e;
        }
    }

    List<Announcement> announcements() {
        return List.of(
                new Announcement("wait", "Please wait", wait, 1),
                new Announcement("closed", "We are closed", closed, 2));
    }

    @Override
    public void close() {
        for (var file : List.of(wait, closed)) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                file.toFile().deleteOnExit();
            }
        }
    }

    private static Path chime(double hz) throws IOException {
        int samples = (int) (RATE * SECONDS);
        var wav = ByteBuffer.allocate(44 + samples * 2).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples * 2);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(RATE * 2);
        wav.putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples * 2);
        for (int i = 0; i < samples; i++) {
            wav.putShort((short) (LOUDNESS * Math.sin(2 * Math.PI * hz * i / RATE)));
        }
        var file = Files.createTempFile("gatehouse-chime-", ".wav");
        Files.write(file, wav.array());
        return file;
    }
}
