package gatehouse.ui.kit;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one way onto the screen's thread. A value handed over replaces one that was not shown yet: the newest wins, and
/// however fast values come there is never more than one waiting.
///
/// Safe for any thread.
public final class Shown<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Shown.class);
    private final AtomicReference<T> waiting = new AtomicReference<>();
    private final Consumer<T> onScreen;

    public Shown(Consumer<T> onScreen) {
        this.onScreen = requireNonNull(onScreen);
    }

    public void show(T value) {
        if (waiting.getAndSet(requireNonNull(value)) == null) {
            Platform.runLater(() -> onScreen.accept(waiting.getAndSet(null)));
        }
    }

    /// Takes an answer, or why there is none, on the screen's thread.
    public static <T> void answer(CompletableFuture<T> answer, Consumer<T> take, Consumer<Throwable> failed) {
        answer.whenCompleteAsync(
                        (value, failure) -> {
                            if (failure == null) {
                                take.accept(value);
                            } else {
                                failed.accept(failure);
                            }
                        },
                        screen())
                .exceptionally(e -> {
                    LOG.error("A screen could not take an answer", e);
                    return null;
                });
    }

    /// For what a future brings: runs on the screen's thread, in order, nothing left out.
    public static Executor screen() {
        return Platform::runLater;
    }
}
