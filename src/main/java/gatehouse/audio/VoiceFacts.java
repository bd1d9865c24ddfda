package gatehouse.audio;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// All that is known of a voice when somebody asks why it is not heard: counts since what is agreed now was agreed,
/// levels in dB below
/// full scale. The explainer's whole input.
public record VoiceFacts(Agreed agreed, Incoming in, Outgoing out, TheirReports theirs) {
    public VoiceFacts {
        requireNonNull(agreed);
        requireNonNull(in);
        requireNonNull(out);
        requireNonNull(theirs);
    }

    /// What offer and answer said: where the door would listen and send from, where we do, how, and which ways. It
    /// `stands` for so long; what changed a moment ago proves nothing yet.
    public record Agreed(
            InetSocketAddress offered,
            InetSocketAddress ours,
            Codec codec,
            boolean sealed,
            Direction direction,
            Duration stands) {
        public Agreed {
            requireNonNull(offered);
            requireNonNull(ours);
            requireNonNull(codec);
            requireNonNull(direction);
            requireNonNull(stands);
        }
    }

    /// What came. `received` fitted the call and `heard` became sound; `undecodable` came from the door and could not,
    /// `otherTypes` are the payload types nobody agreed on; `elsewhere` came from a third address, last from
    /// `stranger`;
    /// `unsealed` had another key, `replayed` came before. The last that fitted came `quietFor` ago; `pausing` is a
    /// door
    /// that said it is silent for now.
    public record Incoming(
            long received,
            long heard,
            long undecodable,
            SortedSet<Integer> otherTypes,
            long elsewhere,
            Optional<InetSocketAddress> stranger,
            Optional<InetSocketAddress> from,
            long unsealed,
            long replayed,
            Duration quietFor,
            boolean pausing,
            double loudest,
            boolean speakerGone) {
        public Incoming {
            otherTypes = Collections.unmodifiableSortedSet(new TreeSet<>(otherTypes));
            requireNonNull(stranger);
            requireNonNull(from);
            requireNonNull(quietFor);
        }
    }

    /// What went. `live` is whether the microphone is open at this moment; `heldBackShare` of the time the guard spoke
    /// and half duplex did not let him through.
    public record Outgoing(long sent, boolean live, double loudest, boolean microphoneGone, double heldBackShare) {}
}
