package gatehouse.audio;

import gatehouse.rtp.Srtp;
import java.nio.ByteBuffer;
import java.util.Optional;

/// What a packet goes through between the voice and the network: SRTP, or nothing.
///
/// Safe for any thread.
interface Seal extends AutoCloseable {
    ByteBuffer seal(ByteBuffer packet);

    ByteBuffer sealReport(ByteBuffer packet);

    /// Empty when it must not be believed.
    Optional<ByteBuffer> open(ByteBuffer datagram);

    Optional<ByteBuffer> openReport(ByteBuffer datagram);

    /// Packets that were refused for this reason.
    long refused(Srtp.Why why);

    @Override
    void close();

    static Seal of(VoiceSettings settings) {
        return settings.keys()
                .<Seal>map(keys -> new Sealed(Srtp.with(keys.ours(), keys.theirs())))
                .orElseGet(Clear::new);
    }

    record Clear() implements Seal {
        @Override
        public ByteBuffer seal(ByteBuffer packet) {
            return packet;
        }

        @Override
        public ByteBuffer sealReport(ByteBuffer packet) {
            return packet;
        }

        @Override
        public Optional<ByteBuffer> open(ByteBuffer datagram) {
            return Optional.of(datagram);
        }

        @Override
        public Optional<ByteBuffer> openReport(ByteBuffer datagram) {
            return Optional.of(datagram);
        }

        @Override
        public long refused(Srtp.Why why) {
            return 0;
        }

        @Override
        public void close() {}
    }

    record Sealed(Srtp srtp) implements Seal {
        @Override
        public ByteBuffer seal(ByteBuffer packet) {
            return srtp.seal(packet);
        }

        @Override
        public ByteBuffer sealReport(ByteBuffer packet) {
            return srtp.sealReport(packet);
        }

        @Override
        public Optional<ByteBuffer> open(ByteBuffer datagram) {
            return clear(srtp.open(datagram));
        }

        @Override
        public Optional<ByteBuffer> openReport(ByteBuffer datagram) {
            return clear(srtp.openReport(datagram));
        }

        private static Optional<ByteBuffer> clear(Srtp.Opened opened) {
            return switch (opened) {
                case Srtp.Opened.Clear clear -> Optional.of(clear.packet());
                case Srtp.Opened.Refused refused -> Optional.empty();
            };
        }

        @Override
        public long refused(Srtp.Why why) {
            return srtp.refused(why);
        }

        @Override
        public void close() {
            srtp.close();
        }
    }
}
