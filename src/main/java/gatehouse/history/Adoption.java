package gatehouse.history;

import gatehouse.lifecycle.Joining;
import java.nio.file.Files;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes in the clips that an end of the program cut off: as far as they were written they are whole, and belong to
/// their visit. On a thread of its own, because a clip is read to its end for its hash.
final class Adoption implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);
    private static final String CUT = "Clip, cut short when the program ended";

    /// Where the events go; `History.keep` is that.
    interface Keeping {
        void keep(Event event) throws HistoryFault;
    }

    private final Clips clips;
    private final Keeping record;
    private Thread thread = Thread.ofVirtual().unstarted(() -> {}); // set before others see this
    private volatile boolean closed;

    Adoption(Clips clips, Keeping record) {
        this.clips = clips;
        this.record = record;
    }

    void start(List<Clips.Left> left) {
        thread = Thread.ofPlatform().daemon(true).name("clip-adoption").unstarted(() -> {
            for (var each : left) {
                if (!closed) {
                    adopt(each);
                }
            }
        });
        if (!left.isEmpty()) {
            thread.start();
        }
    }

    private void adopt(Clips.Left left) {
        try {
            var begin = left.origin().map(ClipOrigin::begin);
            ClipRef ref;
            if (Files.exists(left.movie())) {
                ref = clips.keep(left.movie(), begin.isPresent() ? begin.get() : Clips.lastChange(left.movie()));
            } else if (left.hash().isPresent() && begin.isPresent()) {
                ref = clips.inPlace(left.hash().get(), begin.get());
            } else {
                clips.settled(left.movie()); // it had not begun
                return;
            }
            var event = Event.now(Kind.CLIP, CUT).withClip(ref);
            record.keep(left.origin().map(o -> o.on(event)).orElse(event));
            clips.settled(left.movie());
            LOG.info("A clip was cut short when the program ended; kept as {}", ref.file());
        } catch (HistoryFault e) {
            if (e.why() == HistoryFault.Why.DAMAGED) {
                clips.settled(left.movie());
                tell(left);
            } else {
                LOG.warn("A clip of an earlier run could not be kept yet: {}", e.getMessage());
            }
        }
    }

    private void tell(Clips.Left left) {
        try {
            var event = Event.now(Kind.NOTE, "A clip was begun, but the program ended before its first second.");
            record.keep(left.origin().map(o -> o.on(event)).orElse(event));
        } catch (HistoryFault e) {
            LOG.warn("Not kept: {}", e.getMessage());
        }
    }

    /// Returns when the clip that is being read is in its place; the others wait for the next start.
    @Override
    public void close() {
        closed = true;
        Joining.untilEnded(thread);
    }
}
