package gatehouse.audio;

import gatehouse.audio.SoundState.Cleaning;
import gatehouse.lifecycle.Joining;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Cleans the guard's voice: what the speaker plays is taken out of what the microphone hears, noise is held down, a
/// soft voice lifted. The library is loaded when it is first needed, beside the call and not before it; until then, and
/// where it cannot be loaded, the voice goes through as it is.
///
/// Safe for any thread.
final class Cleaner implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Cleaner.class);
    static final SoundTrouble NOT_LOADED = new SoundTrouble.EchoStays();

    /// What does the work, on 10 ms of 16 kHz. Used by one thread for each direction.
    interface Library extends AutoCloseable {
        void wish(SoundWishes.Clean wishes);

        void played(short[] frame);

        void clean(short[] frame);

        @Override
        void close();
    }

    interface Loading {
        Library load(SoundWishes.Clean wishes);
    }

    private final Loading loading;
    private final Runnable changed;
    private volatile Library library; // null: not loaded
    private volatile SoundWishes.Clean wishes = SoundWishes.Clean.ALL;
    private volatile boolean failed;
    private Thread loader; // guarded by this
    private boolean closed; // guarded by this

    /// `changed` is run when the state is another.
    Cleaner(Loading loading, Runnable changed) {
        this.loading = loading;
        this.changed = changed;
    }

    void wish(SoundWishes.Clean wanted) {
        if (!wanted.equals(wishes)) {
            wishes = wanted;
            var there = library;
            if (there != null) {
                there.wish(wanted);
            }
        }
    }

    Cleaning state() {
        if (!wishes.any()) {
            return Cleaning.OFF;
        }
        return library != null ? Cleaning.ON : failed ? Cleaning.HALF_DUPLEX : Cleaning.WAITING;
    }

    Optional<SoundTrouble> trouble() {
        return state() == Cleaning.HALF_DUPLEX ? Optional.of(NOT_LOADED) : Optional.empty();
    }

    /// Whether the echo stays in though it was to be taken out.
    boolean echoes() {
        return wishes.echo() && failed;
    }

    /// What the speaker is given.
    void played(short[] frame) {
        var there = library;
        if (there != null && wishes.echo()) {
            there.played(frame);
        }
    }

    /// What the microphone heard becomes what is sent.
    void clean(short[] frame) {
        if (!wishes.any()) {
            return;
        }
        var there = library;
        if (there != null) {
            there.clean(frame);
        } else if (!failed) {
            load();
        }
    }

    private synchronized void load() {
        if (loader == null && !closed) {
            loader = Thread.ofPlatform().daemon(true).name("echo-load").start(this::loadBeside);
        }
    }

    private void loadBeside() {
        try {
            var loaded = loading.load(wishes);
            synchronized (this) {
                if (closed) {
                    loaded.close();
                    return;
                }
                library = loaded;
            }
            loaded.wish(wishes);
        } catch (RuntimeException | LinkageError e) {
            log.warn("The echo canceller cannot be loaded: {}", e.toString());
            failed = true;
        }
        changed.run();
    }

    /// Nobody may use it any more.
    @Override
    public void close() {
        Thread thread;
        synchronized (this) {
            closed = true;
            thread = loader;
        }
        if (thread != null) {
            Joining.untilEnded(thread);
        }
        var there = library;
        library = null;
        if (there != null) {
            there.close();
        }
    }
}
