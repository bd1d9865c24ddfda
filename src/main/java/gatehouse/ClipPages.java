package gatehouse;

import gatehouse.door.DoorId;
import gatehouse.history.ClipRef;
import gatehouse.history.Event;
import gatehouse.history.History;
import gatehouse.history.HistoryFault;
import gatehouse.ui.history.HistorySource.Clip;
import gatehouse.video.Reel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The clips of the visits that the history screen shows. Every method may wait for the disk. Safe for any thread.
final class ClipPages {
    private static final int MOST = 1000;

    private final History history;
    private final HistoryPages.Reels reels;
    private final Insight insight;
    private final Map<String, Known> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST;
        }
    }; // guarded by itself

    /// A clip of a visit that was shown, and whose it is: somebody else may sit here when it is asked for.
    private record Known(ClipRef ref, Optional<DoorId> door, Instant at) {}

    ClipPages(History history, HistoryPages.Reels reels, Insight insight) {
        this.history = history;
        this.reels = reels;
        this.insight = insight;
    }

    /// Each clip once, oldest first: a crash may have put one on record twice.
    List<Clip> of(List<Event> events) {
        var clips = new LinkedHashMap<String, ClipRef>();
        events.forEach(e -> e.clips().forEach(c -> clips.putIfAbsent(c.sha256(), c)));
        var first = events.getFirst();
        synchronized (known) {
            clips.forEach((id, ref) -> known.put(id, new Known(ref, first.door(), first.at())));
        }
        return clips.values().stream()
                .sorted((a, b) -> a.begin().compareTo(b.begin()))
                .map(c -> new Clip(c.sha256(), c.begin(), c.length(), c.codec() + " " + c.height() + "p"))
                .toList();
    }

    Reel play(String id, int width, int height) {
        var file = history.clipFile(ref(id));
        try {
            if (!Files.exists(file)) {
                throw new IOException("its file is gone");
            }
            return reels.open(file, width, height);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The clip cannot be played: " + e.getMessage()
                            + ". Keep the data folder as it is and run \"gatehouse history verify\".",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The clip was not opened: the program ends.", e);
        }
    }

    Optional<String> proof(String id) {
        try {
            history.proveClip(ref(id));
            return Optional.empty();
        } catch (HistoryFault e) {
            return Optional.of(e.trouble().sentence() + " " + e.trouble().remedy());
        }
    }

    Void save(String id, Path to) {
        try {
            Files.copy(history.clipFile(ref(id)), to, StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(to.resolveSibling(to.getFileName() + ".sha256"), id + "  " + to.getFileName() + "\n");
            return null;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The clip was not saved: " + e.getMessage() + ". Choose another folder.", e);
        }
    }

    private ClipRef ref(String id) {
        synchronized (known) {
            return Optional.ofNullable(known.get(id))
                    .filter(clip -> insight.seesPictures(clip.door(), clip.at()))
                    .map(Known::ref)
                    .orElseThrow(() -> new IllegalArgumentException("There is no such clip in the list"));
        }
    }
}
