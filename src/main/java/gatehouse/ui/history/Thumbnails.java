package gatehouse.ui.history;

import gatehouse.ui.kit.Shown;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javafx.scene.image.Image;

/// Small pictures of rows, the last few hundred kept. Answers come on the screen's thread, to which it is confined.
final class Thumbnails {
    private static final int MOST = 300;
    private final Function<String, CompletableFuture<byte[]>> source;
    private final Map<String, CompletableFuture<Image>> kept = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<Image>> eldest) {
            return size() > MOST;
        }
    };

    Thumbnails(Function<String, CompletableFuture<byte[]>> source) {
        this.source = source;
    }

    CompletableFuture<Image> get(String ref) {
        return kept.computeIfAbsent(
                ref,
                r -> source.apply(r)
                        .thenApplyAsync(bytes -> new Image(new ByteArrayInputStream(bytes), 192, 108, false, true))
                        .thenApplyAsync(image -> image, Shown.screen()));
    }
}
