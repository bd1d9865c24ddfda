package gatehouse.unlock;

import gatehouse.door.Output;
import gatehouse.door.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The ways of one order, in their order, and which may still be tried. Immutable and pure.
///
/// A second way is tried only while the first cannot have reached the door: nothing was sent, or the device answered
/// that
/// it has no such way or login. After anything else there is a second way only when the lock itself, listened to all
/// the
/// time, said that it stayed locked.
record Chain(List<Way> left, List<String> reasons) {
    /// What the lock itself told from the sending to the end of the patience.
    enum Stayed {
        /// It told that it is locked, and never that it was released.
        LOCKED,
        /// It was released, or the leaf opened.
        MOVED,
        /// It told nothing, or not all the time.
        UNTOLD
    }

    /// Whether another way may be tried.
    sealed interface Next {
        /// This one.
        record Try(Way way, Chain rest) implements Next {}

        /// None; what was told last stands.
        record Over() implements Next {}
    }

    Chain {
        left = List.copyOf(left);
        reasons = List.copyOf(reasons);
    }

    static Chain of(Output output, boolean inCall) {
        return new Chain(output.ways().stream().filter(w -> w.fits(inCall)).toList(), List.of());
    }

    Next first() {
        return left.isEmpty() ? new Next.Over() : new Next.Try(left.getFirst(), this);
    }

    /// After the first of the ways left was told this, and the lock told that.
    Next after(Told told, Stayed stayed) {
        var rest = rest(told);
        return mayGoOn(told, stayed) ? rest.first() : new Next.Over();
    }

    static boolean mayGoOn(Told told, Stayed stayed) {
        return switch (told) {
            case Told.NotSent ignored -> true;
            case Told.Unreached ignored -> true;
            case Told.NotTaken ignored -> true;
            case Told.No ignored -> false;
            case Told.Unclear ignored -> false;
            case Told.Doubt ignored -> stayed == Stayed.LOCKED;
            case Told.Yes ignored -> stayed == Stayed.LOCKED;
        };
    }

    private Chain rest(Told told) {
        var said = new ArrayList<>(reasons);
        why(told).ifPresent(said::add);
        return new Chain(left.subList(1, left.size()), said);
    }

    private static Optional<String> why(Told told) {
        return switch (told) {
            case Told.NotSent t -> Optional.of(t.why());
            case Told.Unreached t -> Optional.of(t.why());
            case Told.NotTaken t -> Optional.of(t.why());
            case Told.No t -> Optional.of(t.why());
            case Told.Unclear t -> Optional.of(t.why());
            case Told.Doubt t -> Optional.of(t.why());
            case Told.Yes ignored -> Optional.of("The door took the order, and its lock stayed locked.");
        };
    }
}
