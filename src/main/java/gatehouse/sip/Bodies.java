package gatehouse.sip;

import gov.nist.javax.sip.message.SIPMessage;
import java.net.InetAddress;
import java.util.Optional;
import javax.sip.header.ContentTypeHeader;
import javax.sip.message.Message;

/// Reads what messages within a call carry.
final class Bodies {
    private Bodies() {}

    /// The session description in this answer or ACK; empty when there is none, or none that can be read.
    static Optional<Offer> sdp(Message message) {
        try {
            return offer(message);
        } catch (Sdp.Malformed e) {
            return Optional.empty();
        }
    }

    /// The same, for who wants to tell a bad offer from none.
    static Optional<Offer> offer(Message message) throws Sdp.Malformed {
        byte[] body = message.getRawContent();
        if (body == null || body.length == 0 || !isSdp(message)) {
            return Optional.empty();
        }
        return Optional.of(Sdp.read(body, from(message)));
    }

    static boolean isSdp(Message message) {
        return message.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader type
                && "application".equalsIgnoreCase(type.getContentType())
                && "sdp".equalsIgnoreCase(type.getContentSubType());
    }

    /// Where it came from.
    private static InetAddress from(Message message) {
        InetAddress packet = ((SIPMessage) message).getPeerPacketSourceAddress();
        InetAddress remote = packet == null ? ((SIPMessage) message).getRemoteAddress() : packet;
        return remote == null ? InetAddress.getLoopbackAddress() : remote;
    }
}
