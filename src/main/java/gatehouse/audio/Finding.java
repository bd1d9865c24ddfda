package gatehouse.audio;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Why one direction of a call is dead, with the facts that show it.
public sealed interface Finding {
    /// Which direction.
    enum Way {
        FROM_DOOR,
        TO_DOOR
    }

    /// What lies behind it, as an installer would look for it.
    enum Cause {
        FIREWALL_OR_NAT,
        PORT_RANGE,
        SIP_ALG,
        CODEC_MISMATCH,
        KEYS,
        GAIN,
        HALF_DUPLEX,
        ON_HOLD,
        DEVICE,
        NETWORK
    }

    /// What one click can do about it.
    enum Remedy {
        PUSH_TO_TALK,
        /// Offer the call anew with G.711 alone.
        G711_ONLY,
        CALL_BACK,
        CHOOSE_DEVICE
    }

    /// Not one packet came to where we listen.
    record NothingArrives(InetSocketAddress ours) implements Finding {
        public NothingArrives {
            requireNonNull(ours);
        }
    }

    /// Packets came and then no more.
    record StoppedArriving(Duration since) implements Finding {
        public StoppedArriving {
            requireNonNull(since);
        }
    }

    /// Packets come and nothing is in them; the loudest was this many dB below full scale.
    record OnlySilence(double loudest) implements Finding {}

    /// Packets come that are not of the agreed kind; these payload types nobody agreed on.
    record Undecodable(Codec agreed, SortedSet<Integer> types) implements Finding {
        public Undecodable {
            requireNonNull(agreed);
            types = Collections.unmodifiableSortedSet(new TreeSet<>(types));
        }
    }

    /// Packets come, but from another address than the door named, and are not believed.
    record FromElsewhere(InetSocketAddress offered, InetSocketAddress seen) implements Finding {
        public FromElsewhere {
            requireNonNull(offered);
            requireNonNull(seen);
        }
    }

    /// Packets come that were sealed with another key than agreed.
    record WrongKey() implements Finding {}

    /// The packets are well; the speaker of this desk is gone.
    record SpeakerGone() implements Finding {}

    /// The door reports that this share of our packets does not reach it.
    record NotReceived(double lostShare) implements Finding {}

    /// We send nothing, for the door named no address for it.
    record NothingSent() implements Finding {}

    /// What we send is silence; the loudest was this many dB below full scale.
    record MicrophoneSilent(double loudest) implements Finding {}

    /// The microphone of this desk is gone.
    record MicrophoneGone() implements Finding {}

    /// Half duplex kept the guard's voice back for this share of the time.
    record HeldBack(double share) implements Finding {}

    /// The door sends no reports, so nobody knows whether it hears us. No proof that it does not.
    record NotConfirmed() implements Finding {}

    default Way way() {
        return switch (this) {
            case NothingArrives f -> Way.FROM_DOOR;
            case StoppedArriving f -> Way.FROM_DOOR;
            case OnlySilence f -> Way.FROM_DOOR;
            case Undecodable f -> Way.FROM_DOOR;
            case FromElsewhere f -> Way.FROM_DOOR;
            case WrongKey f -> Way.FROM_DOOR;
            case SpeakerGone f -> Way.FROM_DOOR;
            case NotReceived f -> Way.TO_DOOR;
            case NothingSent f -> Way.TO_DOOR;
            case MicrophoneSilent f -> Way.TO_DOOR;
            case MicrophoneGone f -> Way.TO_DOOR;
            case HeldBack f -> Way.TO_DOOR;
            case NotConfirmed f -> Way.TO_DOOR;
        };
    }

    /// Whether the direction is dead for certain; otherwise it may be.
    default boolean certain() {
        return !(this instanceof NotConfirmed);
    }

    /// What lies behind it, the likeliest first.
    default List<Cause> causes() {
        return switch (this) {
            case NothingArrives f -> List.of(Cause.FIREWALL_OR_NAT, Cause.PORT_RANGE, Cause.SIP_ALG);
            case StoppedArriving f -> List.of(Cause.NETWORK, Cause.FIREWALL_OR_NAT);
            case OnlySilence f -> List.of(Cause.GAIN, Cause.HALF_DUPLEX);
            case Undecodable f -> List.of(Cause.CODEC_MISMATCH, Cause.KEYS);
            case FromElsewhere f -> List.of(Cause.FIREWALL_OR_NAT, Cause.SIP_ALG);
            case WrongKey f -> List.of(Cause.KEYS);
            case SpeakerGone f -> List.of(Cause.DEVICE);
            case NotReceived f -> List.of(Cause.FIREWALL_OR_NAT, Cause.SIP_ALG, Cause.PORT_RANGE);
            case NothingSent f -> List.of(Cause.ON_HOLD, Cause.SIP_ALG);
            case MicrophoneSilent f -> List.of(Cause.GAIN, Cause.DEVICE);
            case MicrophoneGone f -> List.of(Cause.DEVICE);
            case HeldBack f -> List.of(Cause.HALF_DUPLEX);
            case NotConfirmed f -> List.of(Cause.FIREWALL_OR_NAT, Cause.HALF_DUPLEX);
        };
    }

    /// What one click may mend, the likeliest first; empty when no click helps.
    default List<Remedy> remedies() {
        return switch (this) {
            case NothingArrives f -> List.of(Remedy.CALL_BACK, Remedy.G711_ONLY);
            case StoppedArriving f -> List.of(Remedy.CALL_BACK);
            case OnlySilence f -> List.of(Remedy.PUSH_TO_TALK, Remedy.CALL_BACK);
            case Undecodable f -> List.of(Remedy.G711_ONLY, Remedy.CALL_BACK);
            case FromElsewhere f -> List.of(Remedy.CALL_BACK);
            case WrongKey f -> List.of(Remedy.CALL_BACK);
            case SpeakerGone f -> List.of(Remedy.CHOOSE_DEVICE);
            case NotReceived f -> List.of(Remedy.CALL_BACK, Remedy.G711_ONLY);
            case NothingSent f -> List.of(Remedy.CALL_BACK);
            case MicrophoneSilent f -> List.of(Remedy.CHOOSE_DEVICE);
            case MicrophoneGone f -> List.of(Remedy.CHOOSE_DEVICE);
            case HeldBack f -> List.of(Remedy.PUSH_TO_TALK);
            case NotConfirmed f -> List.of(Remedy.PUSH_TO_TALK, Remedy.CALL_BACK);
        };
    }
}
