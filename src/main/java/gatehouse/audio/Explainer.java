package gatehouse.audio;

import java.time.Duration;
import java.util.Optional;

/// Says why somebody is not heard, from counts and levels alone. Asked every second or so after a call was answered, it
/// knows within three seconds; what five packets prove it says at once.
public final class Explainer {
    /// When everything there is to know is known.
    public static final Duration SETTLED = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(2); // without a packet
    private static final int PROOF = 5; // packets
    private static final int REPORTABLE = 50; // packets, a second of voice
    private static final double SILENT = -60; // dB below full scale
    private static final double ALL = 0.98; // a report counts in 256ths
    private static final double MOSTLY = 0.5;

    private Explainer() {}

    public static Explanation explain(VoiceFacts facts, Duration sinceAnswer) {
        var stands = facts.agreed().stands();
        var since = sinceAnswer.compareTo(stands) < 0 ? sinceAnswer : stands;
        boolean settled = since.compareTo(SETTLED) >= 0;
        boolean waited = since.compareTo(PATIENCE) >= 0;
        var way = facts.agreed().direction(); // a direction on hold is silent because it was agreed so
        return new Explanation(
                way.receives() ? fromDoor(facts.agreed(), facts.in(), waited, settled) : Optional.empty(),
                way.sends() ? toDoor(facts.out(), facts.theirs(), waited, settled) : Optional.empty(),
                settled);
    }

    private static Optional<Finding> fromDoor(
            VoiceFacts.Agreed agreed, VoiceFacts.Incoming in, boolean waited, boolean settled) {
        if (in.speakerGone()) {
            return Optional.of(new Finding.SpeakerGone());
        }
        if (in.heard() >= PROOF && in.heard() > in.undecodable()) {
            return heard(in, settled);
        }
        if (in.unsealed() + in.replayed() >= PROOF) {
            return Optional.of(new Finding.WrongKey());
        }
        if (in.undecodable() >= PROOF) {
            return Optional.of(new Finding.Undecodable(agreed.codec(), in.otherTypes()));
        }
        if (in.elsewhere() >= PROOF && in.received() == 0 && in.stranger().isPresent()) {
            return Optional.of(
                    new Finding.FromElsewhere(agreed.offered(), in.stranger().get()));
        }
        boolean nothing = waited && in.received() == 0;
        return nothing ? Optional.of(new Finding.NothingArrives(agreed.ours())) : Optional.empty();
    }

    private static Optional<Finding> heard(VoiceFacts.Incoming in, boolean settled) {
        if (!in.pausing() && in.quietFor().compareTo(SETTLED) >= 0) {
            // What goes on coming are packets that came before: somebody plays them again.
            return Optional.of(
                    in.replayed() >= REPORTABLE ? new Finding.WrongKey() : new Finding.StoppedArriving(in.quietFor()));
        }
        boolean silent = settled && in.loudest() < SILENT;
        return silent ? Optional.of(new Finding.OnlySilence(in.loudest())) : Optional.empty();
    }

    private static Optional<Finding> toDoor(
            VoiceFacts.Outgoing out, TheirReports theirs, boolean waited, boolean settled) {
        if (out.microphoneGone()) {
            return Optional.of(new Finding.MicrophoneGone());
        }
        if (waited && out.sent() == 0) {
            return Optional.of(new Finding.NothingSent());
        }
        if (theirs.blocks() > 0 && theirs.lostShare() >= ALL) {
            return Optional.of(new Finding.NotReceived(theirs.lostShare()));
        }
        // A report that says nothing of us comes from somebody who heard nothing of us, RFC 3550 §6.4.
        if (waited && theirs.reports() > 0 && theirs.blocks() == 0 && out.sent() >= REPORTABLE) {
            return Optional.of(new Finding.NotReceived(1));
        }
        if (!out.live()) {
            return Optional.empty(); // the guard wants it so
        }
        if (settled && out.heldBackShare() > MOSTLY) {
            return Optional.of(new Finding.HeldBack(out.heldBackShare()));
        }
        if (settled && out.loudest() < SILENT) {
            return Optional.of(new Finding.MicrophoneSilent(out.loudest()));
        }
        return settled && theirs.reports() == 0 ? Optional.of(new Finding.NotConfirmed()) : Optional.empty();
    }
}
