package gatehouse.audio;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.util.concurrent.atomic.AtomicInteger;

/// A bound pair of UDP ports: an even one for RTP and the next for RTCP (RFC 3550 §11). It is bound before the SIP
/// answer names it, and becomes a `Voice` when the other side is known; the voice owns it from then on.
///
/// Safe for any thread.
public final class VoicePort implements AutoCloseable {
    private static final int EXPEDITED = 46 << 2; // DSCP EF, RFC 3246
    private static final int TRIES = 64;

    /// The next pair to be tried, so that a port just closed rests a while and hears no late packets of its last call.
    private static final AtomicInteger TURN = new AtomicInteger();

    private final DatagramSocket rtp;
    private final DatagramSocket rtcp;
    private final InetSocketAddress address;

    private VoicePort(DatagramSocket rtp, DatagramSocket rtcp) {
        this.rtp = rtp;
        this.rtcp = rtcp;
        this.address = new InetSocketAddress(rtp.getLocalAddress(), rtp.getLocalPort());
    }

    /// Binds the first free pair of the range on this address.
    public static VoicePort bind(InetAddress host, RtpPorts range) throws BindException {
        return range.any() ? anyPair(host) : pairOf(host, range);
    }

    /// Where RTP is received, or was before it was closed: what the SDP answer says.
    public InetSocketAddress address() {
        return address;
    }

    DatagramSocket rtp() {
        return rtp;
    }

    DatagramSocket rtcp() {
        return rtcp;
    }

    @Override
    public void close() {
        rtp.close();
        rtcp.close();
    }

    private static VoicePort pairOf(InetAddress host, RtpPorts range) throws BindException {
        int pairs = range.pairs();
        SocketException last = null;
        for (int i = 0; i < pairs; i++) {
            int even = range.firstEven() + 2 * Math.floorMod(TURN.getAndIncrement(), pairs);
            try {
                return pair(host, even);
            } catch (SocketException e) {
                last = e;
            }
        }
        throw exhausted(
                "All RTP ports " + range + " of " + host.getHostAddress()
                        + " are taken; give the site more ports or end a call",
                last);
    }

    private static VoicePort anyPair(InetAddress host) throws BindException {
        SocketException last = null;
        for (int i = 0; i < TRIES; i++) {
            try {
                int port;
                try (var probe = new DatagramSocket(new InetSocketAddress(host, 0))) {
                    port = probe.getLocalPort();
                }
                return pair(host, port & ~1);
            } catch (SocketException e) {
                last = e;
            }
        }
        throw exhausted("No pair of free RTP ports was found on " + host.getHostAddress(), last);
    }

    private static VoicePort pair(InetAddress host, int even) throws SocketException {
        var rtp = new DatagramSocket(new InetSocketAddress(host, even));
        try {
            var rtcp = new DatagramSocket(new InetSocketAddress(host, even + 1));
            prefer(rtp);
            return new VoicePort(rtp, rtcp);
        } catch (SocketException e) {
            rtp.close();
            throw e;
        }
    }

    /// Asks the network to carry voice first. Some systems ignore or refuse it, and voice goes all the same.
    private static void prefer(DatagramSocket rtp) {
        try {
            rtp.setOption(StandardSocketOptions.IP_TOS, EXPEDITED);
        } catch (IOException | UnsupportedOperationException e) {
            org.slf4j.LoggerFactory.getLogger(VoicePort.class).debug("No DSCP for voice: {}", e.toString());
        }
    }

    private static BindException exhausted(String sentence, SocketException last) {
        var exhausted = new BindException(sentence);
        if (last != null) {
            exhausted.initCause(last);
        }
        return exhausted;
    }
}
