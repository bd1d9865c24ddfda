package gatehouse.audio;

/// Rings the guard: a tone every three seconds from `start()` to `stop()`, at half volume while somebody is being
/// talked
/// to. It can be turned down, but never below the least that the site allows.
///
/// Safe for any thread.
public final class RingTone implements AutoCloseable {
    private static final double HALF = 0.5;

    private final Repeating repeating;
    private final double least;
    private volatile double volume = 1;
    private volatile boolean quieter;

    /// One of the built-in tones by its number; others are counted round.
    public RingTone(Sound sound, int variation) {
        this(sound, Ring.of(Ring.BuiltIn.values()[Math.floorMod(variation, Ring.BuiltIn.values().length)]), 0);
    }

    /// `least` is the lowest volume it can be turned down to, 0 to 1.
    public RingTone(Sound sound, Ring ring, double least) {
        this.least = Double.isNaN(least) ? 0 : Math.clamp(least, 0.0, 1.0);
        this.repeating = new Repeating("ring-tone", sound, ring.samples(), ring.every(), this::loudness);
    }

    private double loudness() {
        double wanted = Math.max(volume, least);
        return quieter ? Math.max(wanted * HALF, Math.min(least, HALF)) : wanted;
    }

    /// Begins to ring; while it rings already, does nothing.
    public void start() {
        repeating.start();
    }

    /// Ends the ringing at once and returns when its thread is gone.
    public void stop() {
        repeating.stop();
    }

    public void quieter(boolean wanted) {
        quieter = wanted;
    }

    /// 0 to 1, while it rings too; anything else is brought into that range, not-a-number changes nothing.
    public void volume(double wanted) {
        if (!Double.isNaN(wanted)) {
            volume = Math.clamp(wanted, 0.0, 1.0);
        }
    }

    @Override
    public void close() {
        repeating.close();
    }
}
