package gatehouse.history;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/// A clip that was kept: its SHA-256 in lower-case hex proves it, and is all that its place in the data folder is made
/// of. `begin` is the wall-clock time of its first picture, `length` and `bytes` those of the file; the codec is named
/// as
/// people name it.
public record ClipRef(
        String sha256, String file, Instant begin, Duration length, long bytes, String codec, int width, int height) {
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");
    private static final int LONGEST_NAME = 40;

    public ClipRef {
        if (!SHAPE.matcher(sha256).matches()) {
            throw new IllegalArgumentException("A clip is named by 64 hex digits, not \"" + sha256 + "\"");
        }
        requireNonNull(file);
        begin = begin.truncatedTo(ChronoUnit.MICROS);
        length = length.truncatedTo(ChronoUnit.MILLIS);
        codec = codec.substring(0, Math.min(codec.length(), LONGEST_NAME));
    }

    static ClipRef of(String sha256, Instant begin, Duration length, long bytes, String codec, int width, int height) {
        return new ClipRef(sha256, fileOf(sha256), begin, length, bytes, codec, width, height);
    }

    public Instant end() {
        return begin.plus(length);
    }

    static String fileOf(String sha256) {
        return "clips/" + sha256.substring(0, 2) + "/" + sha256 + ".mp4";
    }
}
