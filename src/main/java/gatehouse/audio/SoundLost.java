package gatehouse.audio;

/// A sound device that cannot be opened or stopped working.
public final class SoundLost extends Exception {
    private static final long serialVersionUID = 1;

    public SoundLost(String message) {
        super(message);
    }

    public SoundLost(String message, Throwable cause) {
        super(message, cause);
    }
}
