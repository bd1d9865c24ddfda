package gatehouse.ui;

import gatehouse.door.Trouble;
import gatehouse.video.Reel;
import gatehouse.video.View;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/// A clip that was never recorded: a drawn scene at 25 pictures a second, which moves on only when told to.
final class DrawnReel implements Reel {
    private static final Duration PICTURE = Duration.ofMillis(40);

    private final Duration length;
    private Duration position = Duration.ofMillis(12_480);
    private View.Size size = new View.Size(640, 360);
    private boolean playing;
    private boolean fresh = true;
    private Runnable noted = () -> {};

    DrawnReel(Duration length) {
        this.length = length;
    }

    @Override
    public Duration length() {
        return length;
    }

    @Override
    public synchronized Duration position() {
        return position;
    }

    @Override
    public synchronized boolean isPlaying() {
        return playing;
    }

    @Override
    public void play(double speed) {
        change(() -> playing = true);
    }

    @Override
    public void pause() {
        change(() -> playing = false);
    }

    @Override
    public void seek(Duration moment) {
        change(() -> position = moment);
    }

    @Override
    public void step(int pictures) {
        change(() -> {
            playing = false;
            position = position.plus(PICTURE.multipliedBy(pictures));
        });
    }

    @Override
    public void fit(int width, int height) {
        int w = Math.min(width, height * 16 / 9);
        change(() -> size = new View.Size(Math.max(16, w), Math.max(9, w * 9 / 16)));
    }

    private void change(Runnable how) {
        synchronized (this) {
            how.run();
            fresh = true;
        }
        noted.run();
    }

    @Override
    public synchronized Optional<View.Size> newest() {
        return Optional.of(size);
    }

    @Override
    public synchronized boolean copyNewest(ByteBuffer bgra, View.Size expected) {
        if (!fresh || !expected.equals(size)) {
            return false;
        }
        fresh = false;
        var image = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_ARGB);
        DrawnGlass.Scene.draw(image, "north-gate");
        for (int argb : image.getRGB(0, 0, size.width(), size.height(), null, 0, size.width())) {
            bgra.put((byte) argb)
                    .put((byte) (argb >> 8))
                    .put((byte) (argb >> 16))
                    .put((byte) 255);
        }
        return true;
    }

    @Override
    public Optional<Trouble> trouble() {
        return Optional.empty();
    }

    @Override
    public void onChange(Runnable listener) {
        noted = listener;
    }

    @Override
    public void close() {}
}
