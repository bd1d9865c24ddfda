package gatehouse.audio;

import java.net.InetSocketAddress;

/// What happens to a voice while it is open. Told on the voice's own threads: note it and return.
public sealed interface VoiceEvent {
    /// The first packet of the other side, by the monotonic clock.
    record FirstPacket(InetSocketAddress from, long atNanos) implements VoiceEvent {}

    /// The other side sends from elsewhere than it offered; we send there from now on (symmetric RTP).
    record SourceChanged(InetSocketAddress offered, InetSocketAddress observed) implements VoiceEvent {}

    /// A key was pressed at the other side. It is news, never an order.
    record DigitHeard(char digit) implements VoiceEvent {}

    /// A sound device could not be had or went away; the call goes on silently in that direction.
    record SoundGone(Side side, String cause) implements VoiceEvent {}

    /// The other side said good-bye to this stream (RTCP BYE).
    record StreamEnded() implements VoiceEvent {}

    enum Side {
        MICROPHONE,
        SPEAKER
    }
}
