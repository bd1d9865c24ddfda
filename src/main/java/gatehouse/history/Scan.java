package gatehouse.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Reads all segments in order and follows the chain. Read-only: a console may be writing meanwhile.
///
/// A write that failed leaves remains at the end of its segment: half a record, or a whole one that was written again
/// at the head of the next segment. Where the chain goes on across them they are no damage and are passed over.
final class Scan {
    /// Who listens to a scan.
    interface Listener {
        void entry(Entry entry) throws IOException;

        /// Bytes that were changed or went missing.
        void problem(Problem problem);

        /// The last segment ends in something that is no whole record: a write that the end of the console, or a
        /// hand, cut off.
        void torn(Problem problem);
    }

    private static final String ASK = "Keep the data folder as it is, copy it, and ask who had access to this machine.";

    private final Listener listener;
    private Optional<Entry> held = Optional.empty();
    private Optional<Problem> tail = Optional.empty();
    private boolean told;

    private Scan(Listener listener) {
        this.listener = listener;
    }

    static void walk(Path data, Listener listener) throws IOException {
        var scan = new Scan(listener);
        for (Segment segment : Segment.in(data)) {
            scan.through(segment);
        }
        scan.tail.ifPresent(listener::torn);
        scan.pass();
    }

    private void through(Segment segment) throws IOException {
        byte[] bytes = segment.read();
        int at = 0;
        boolean head = true;
        while (at < bytes.length) {
            var entry = Frame.decode(bytes, at);
            if (entry.isPresent()) {
                accept(segment, at, head, entry.get());
                at += entry.get().size();
            } else {
                int next = Frame.next(bytes, at + 1);
                if (next < 0) {
                    keepTail(segment, at, bytes.length - at);
                    return;
                }
                tellTail();
                tell(new Problem(
                        segment.name(),
                        at,
                        expected(),
                        (next - at) + " bytes at " + at + " of " + segment.name() + " are not what was written there.",
                        ASK));
                at = next;
            }
            head = false;
        }
    }

    private void accept(Segment segment, int at, boolean head, Entry entry) throws IOException {
        if (head && held.isPresent() && isRewritten(held.get(), entry)) {
            held = Optional.of(entry);
            tail = Optional.empty();
            return;
        }
        if (follows(entry)) {
            tail = Optional.empty();
        } else {
            tellTail();
            if (!told) {
                listener.problem(new Problem(segment.name(), at, entry.seq(), broken(entry), ASK));
            }
        }
        told = false;
        pass();
        held = Optional.of(entry);
    }

    private static boolean isRewritten(Entry before, Entry entry) {
        return entry.seq() == before.seq() && entry.prev().equals(before.prev());
    }

    private boolean follows(Entry entry) {
        return held.map(before ->
                        entry.seq() == before.seq() + 1 && entry.prev().equals(before.hash()))
                .orElseGet(() -> entry.seq() == 1 && entry.prev().equals(Frame.NO_HASH));
    }

    private String broken(Entry entry) {
        long missing = entry.seq() - expected();
        if (missing == 1) {
            return "Entry " + expected() + " is missing.";
        }
        if (missing > 1) {
            return "Entries " + expected() + " to " + (entry.seq() - 1) + " are missing.";
        }
        return "Entry " + entry.seq() + " does not follow the entry before it: one of them was replaced.";
    }

    private void keepTail(Segment segment, int at, int length) {
        tellTail();
        tail = Optional.of(new Problem(
                segment.name(),
                at,
                expected(),
                "The last " + length + " bytes of " + segment.name() + " are no whole entry: cut off or changed.",
                "If the console was stopped by force, start it once: it puts the torn end aside and says so."
                        + " If it was not: "
                        + ASK));
    }

    private void tellTail() {
        tail.ifPresent(this::tell);
        tail = Optional.empty();
    }

    private void tell(Problem problem) {
        listener.problem(problem);
        told = true;
    }

    private long expected() {
        return held.map(Entry::seq).orElse(0L) + 1;
    }

    private void pass() throws IOException {
        if (held.isPresent()) {
            listener.entry(held.get());
        }
    }
}
