package gatehouse.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Proves a data folder: every byte of the journal, the chain, every picture and clip, and the end of the journal
/// against the
/// searchable copy. Changes nothing; a console may be running.
final class Verification implements Scan.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Verification.class);
    private static final int MOST_PROBLEMS = 1_000;
    private static final String ASK = "Keep the data folder as it is, copy it, and ask who had access to this machine.";

    private final Pictures pictures;
    private final Clips clips;
    private final Optional<Projection.Watermark> mark;
    private final boolean owned;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> seenClips = new HashSet<>();
    private long events;
    private long last;
    private Optional<Instant> firstAt = Optional.empty();
    private Optional<Instant> lastAt = Optional.empty();

    private Verification(Path data, Optional<Projection.Watermark> mark, boolean owned) {
        this.pictures = new Pictures(data, Disk.REAL);
        this.clips = new Clips(data, Disk.REAL);
        this.mark = mark;
        this.owned = owned;
    }

    static Report of(Path data) throws IOException {
        boolean owned = FolderLock.isOwned(data);
        var mark = owned ? Optional.<Projection.Watermark>empty() : peek(data);
        var verification = new Verification(data, mark, owned);
        Scan.walk(data, verification);
        return verification.report();
    }

    private static Optional<Projection.Watermark> peek(Path data) {
        try {
            return Projection.peek(data);
        } catch (RuntimeException e) {
            LOG.info("The searchable copy was not compared: {}", e.toString());
            return Optional.empty();
        }
    }

    @Override
    public void entry(Entry entry) {
        events = events + 1;
        last = entry.seq();
        firstAt = firstAt.or(() -> Optional.of(entry.wall()));
        lastAt = Optional.of(entry.wall());
        mark.filter(m -> m.seq() == entry.seq() && !m.hash().equals(entry.hash()))
                .ifPresent(m -> add(new Problem(
                        "search.mv.db",
                        0,
                        m.seq(),
                        "Entry " + m.seq() + " is not the one that the searchable copy was made from.",
                        ASK)));
        for (PictureRef picture : entry.event().pictures()) {
            if (seen.add(picture.sha256())) {
                check(picture.file(), entry.seq(), () -> pictures.read(picture));
            }
        }
        for (ClipRef clip : entry.event().clips()) {
            if (seenClips.add(clip.sha256())) {
                check(clip.file(), entry.seq(), () -> clips.prove(clip));
            }
        }
    }

    @Override
    public void problem(Problem problem) {
        add(problem);
    }

    @Override
    public void torn(Problem problem) {
        if (!owned) { // A running console may be in the middle of a write.
            add(problem);
        }
    }

    private interface Proof {
        void give() throws HistoryFault;
    }

    private void check(String file, long seq, Proof proof) {
        try {
            proof.give();
        } catch (HistoryFault e) {
            add(new Problem(file, 0, seq, e.trouble().sentence(), e.trouble().remedy()));
        }
    }

    private void add(Problem problem) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        }
    }

    private Report report() {
        mark.filter(m -> m.seq() > last)
                .ifPresent(m -> add(new Problem(
                        "search.mv.db",
                        0,
                        last + 1,
                        "The journal ends at entry " + last + ", but " + m.seq()
                                + " were searchable: entries are missing at its end.",
                        ASK)));
        return new Report(events, seen.size(), seenClips.size(), firstAt, lastAt, mark.isPresent(), problems);
    }
}
