package gatehouse.rtp;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;

/// Protects one stream in both directions, RFC 3711 and RFC 7714, each with its own key.
///
/// What cannot be proven to come from the holder of the key, or came before, is refused and counted; it never reaches
/// an ear. A source is remembered from its first genuine packet on, so that a forged one cannot set its counters.
///
/// Safe for any thread.
public final class Srtp implements AutoCloseable {
    /// Why a packet was refused.
    public enum Why {
        /// Its seal does not fit: another key, or altered on the way.
        WRONG_KEY,
        /// It came before, or is older than can be told.
        REPLAYED,
        /// Too short, or no RTP at all.
        MALFORMED
    }

    /// What became of a packet from the network.
    public sealed interface Opened {
        record Clear(ByteBuffer packet) implements Opened {}

        record Refused(Why why) implements Opened {}
    }

    private static final int MOST_SOURCES = 8;
    private static final int RTP_HEADER = 12;
    private static final int RTCP_HEADER = 8;

    private final SrtpContextFactory ours;
    private final SrtpContextFactory theirs;
    private final Map<Integer, SrtpCryptoContext> voiceOut = sources(); // this and all below: guarded by this
    private final Map<Integer, SrtcpCryptoContext> reportsOut = sources();
    private final Map<Integer, SrtpCryptoContext> voiceIn = sources();
    private final Map<Integer, SrtcpCryptoContext> reportsIn = sources();
    private final EnumMap<Why, Long> refused = new EnumMap<>(Why.class);

    private Srtp(SrtpContextFactory ours, SrtpContextFactory theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    /// Seals with our key what goes out, opens with theirs what comes in.
    public static Srtp with(SrtpKey ours, SrtpKey theirs) {
        requireNonNull(ours);
        requireNonNull(theirs);
        return new Srtp(SrtpLibrary.keys(true, ours), SrtpLibrary.keys(false, theirs));
    }

    /// An RTP packet as it goes on the wire.
    public synchronized ByteBuffer seal(ByteBuffer packet) {
        var bytes = SrtpBytes.copyOf(packet);
        try {
            int source = bytes.int32(8);
            var context = voiceOut.get(source);
            if (context == null) {
                context = ours.deriveContext(source, 0);
                voiceOut.put(source, context);
            }
            return sealed(context.transformPacket(bytes), bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RTP cannot be sealed", e);
        }
    }

    /// A compound RTCP packet as it goes on the wire.
    public synchronized ByteBuffer sealReport(ByteBuffer packet) {
        var bytes = SrtpBytes.copyOf(packet);
        try {
            int source = bytes.int32(4);
            var context = reportsOut.get(source);
            if (context == null) {
                context = ours.deriveControlContext(source);
                reportsOut.put(source, context);
            }
            return sealed(context.transformPacket(bytes), bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RTCP cannot be sealed", e);
        }
    }

    private static ByteBuffer sealed(SrtpErrorStatus status, SrtpBytes bytes) {
        if (status != SrtpErrorStatus.OK) {
            throw new IllegalStateException("A packet of our own cannot be sealed: " + status);
        }
        return bytes.whole();
    }

    /// What a datagram on the RTP port holds.
    public synchronized Opened open(ByteBuffer datagram) {
        if (datagram.remaining() < RTP_HEADER) {
            return refuse(Why.MALFORMED);
        }
        var bytes = SrtpBytes.copyOf(datagram);
        int source = bytes.int32(8);
        try {
            var known = voiceIn.get(source);
            var context = known == null ? theirs.deriveContext(source, 0) : known;
            var status = context.reverseTransformPacket(bytes, false);
            if (status == SrtpErrorStatus.OK) {
                voiceIn.putIfAbsent(source, context);
            }
            return opened(status, bytes);
        } catch (GeneralSecurityException | IndexOutOfBoundsException e) {
            return refuse(Why.MALFORMED);
        }
    }

    /// What a datagram on the RTCP port holds.
    public synchronized Opened openReport(ByteBuffer datagram) {
        if (datagram.remaining() < RTCP_HEADER) {
            return refuse(Why.MALFORMED);
        }
        var bytes = SrtpBytes.copyOf(datagram);
        int source = bytes.int32(4);
        try {
            var known = reportsIn.get(source);
            var context = known == null ? theirs.deriveControlContext(source) : known;
            var status = context.reverseTransformPacket(bytes);
            if (status == SrtpErrorStatus.OK) {
                reportsIn.putIfAbsent(source, context);
            }
            return opened(status, bytes);
        } catch (GeneralSecurityException | IndexOutOfBoundsException e) {
            return refuse(Why.MALFORMED);
        }
    }

    private Opened opened(SrtpErrorStatus status, SrtpBytes bytes) {
        return switch (status) {
            case OK -> new Opened.Clear(bytes.whole());
            case AUTH_FAIL, FAIL -> refuse(Why.WRONG_KEY);
            case REPLAY_FAIL, REPLAY_OLD -> refuse(Why.REPLAYED);
            case INVALID_PACKET -> refuse(Why.MALFORMED);
        };
    }

    private Opened refuse(Why why) {
        refused.merge(why, 1L, Long::sum);
        return new Opened.Refused(why);
    }

    /// How many packets were refused so far for this reason.
    public synchronized long refused(Why why) {
        return refused.getOrDefault(why, 0L);
    }

    /// Forgets the master keys. Nothing may be sealed or opened after that.
    @Override
    public synchronized void close() {
        ours.close();
        theirs.close();
    }

    /// A new source that proves the key pushes out the one that was there longest.
    private static <C> Map<Integer, C> sources() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, C> eldest) {
                return size() > MOST_SOURCES;
            }
        };
    }
}
