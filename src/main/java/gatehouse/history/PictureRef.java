package gatehouse.history;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/// A picture that was kept: its SHA-256 in lower-case hex proves it, and is all that its place in the data folder is
/// made of. `file` is that place relative to the data folder, for whoever reads an event by eye.
public record PictureRef(String sha256, String file, Reason reason, int width, int height) {
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

    /// Why the picture was taken.
    public enum Reason {
        RING,
        ANSWER,
        UNLOCK,
        MANUAL
    }

    public PictureRef {
        if (!SHAPE.matcher(sha256).matches()) {
            throw new IllegalArgumentException("A picture is named by 64 hex digits, not \"" + sha256 + "\"");
        }
        requireNonNull(file);
        requireNonNull(reason);
    }

    static PictureRef of(String sha256, Reason reason, int width, int height) {
        return new PictureRef(sha256, fileOf(sha256), reason, width, height);
    }

    static String fileOf(String sha256) {
        return "pictures/" + sha256.substring(0, 2) + "/" + sha256 + ".jpg";
    }
}
