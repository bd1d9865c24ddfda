package gatehouse.sip;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.header.CSeqHeader;
import javax.sip.header.Header;
import javax.sip.header.RSeqHeader;
import javax.sip.header.RequireHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is said to call somebody: the INVITE, again with a proof or to where it was redirected, its CANCEL, and the
/// PRACK of what comes reliably before the answer. All through the call's lane.
///
/// Safe for any thread.
final class OutgoingWire {
    private static final Logger LOG = LoggerFactory.getLogger(OutgoingWire.class);
    private static final int MOST_PRACKS = 64;

    private final Surroundings around;
    private final CallWire wire;
    private final Awaiting caller;
    private final String callId;
    private final byte[] sdp;
    private long sequence; // this and what follows: confined to the lane
    private Optional<ClientTransaction> invite = Optional.empty();
    private final Set<String> acknowledged = new HashSet<>();

    OutgoingWire(Surroundings around, CallWire wire, Awaiting caller, byte[] sdp) {
        this.around = around;
        this.wire = wire;
        this.caller = caller;
        this.callId = around.letters().token();
        this.sdp = sdp;
    }

    String callId() {
        return callId;
    }

    void invite(Way way, List<Function<Request, Header>> proof) {
        wire.lane().execute(() -> {
            try {
                sequence++;
                Request request = around.letters().ofCalls().invite(way, callId, sequence, wire.tag(), sdp);
                proof.forEach(header -> request.addHeader(header.apply(request)));
                ClientTransaction transaction = wire.point().provider().getNewClientTransaction(request);
                transaction.setApplicationData(caller);
                invite = Optional.of(transaction);
                transaction.sendRequest();
            } catch (SipException | RuntimeException e) {
                LOG.debug("Nobody could be called: {}", StackLog.shortened(e.toString()));
                caller.failed(e);
            }
        });
    }

    /// Only after something was heard (RFC 3261 §9.1).
    void cancel() {
        wire.lane().execute(() -> {
            try {
                if (invite.isPresent()) {
                    Request cancel = invite.get().createCancel();
                    wire.point().provider().getNewClientTransaction(cancel).sendRequest();
                }
            } catch (SipException | RuntimeException e) {
                LOG.debug("A call could not be taken back: {}", StackLog.shortened(e.toString()));
            }
        });
    }

    static boolean isReliable(Response response) {
        return response.getHeader(RSeqHeader.NAME) != null
                && response.getHeader(RequireHeader.NAME) instanceof RequireHeader require
                && "100rel".equalsIgnoreCase(require.getOptionTag());
    }

    /// RFC 3262 §4, once for each.
    void acknowledge(Dialog dialog, Response reliable) {
        wire.lane().execute(() -> {
            var number = (RSeqHeader) reliable.getHeader(RSeqHeader.NAME);
            var to = (ToHeader) reliable.getHeader(ToHeader.NAME);
            if (acknowledged.size() > MOST_PRACKS
                    || !acknowledged.add(to.getTag() + " " + number.getSequenceNumber())) {
                return;
            }
            try {
                Request prack = dialog.createPrack(reliable);
                ClientTransaction transaction = wire.point().provider().getNewClientTransaction(prack);
                dialog.sendRequest(transaction);
            } catch (SipException | RuntimeException e) {
                LOG.debug("A provisional answer could not be acknowledged: {}", StackLog.shortened(e.toString()));
            }
        });
    }

    /// Somebody else answered, too, or it came too late: he is acknowledged and sent away (RFC 3261 §13.2.2.4).
    void sendAway(Optional<Dialog> dialog, Response ok) {
        dialog.ifPresent(it -> wire.acknowledge(it, ok, Optional.empty()));
        wire.lane().execute(() -> {
            try {
                SipProvider provider = wire.point().provider();
                if (dialog.isPresent()) {
                    Request bye = dialog.get().createRequest(Request.BYE);
                    dialog.get().sendRequest(provider.getNewClientTransaction(bye));
                } else {
                    sendAway(ok, provider, around.letters());
                }
            } catch (SipException | RuntimeException e) {
                LOG.debug("A second answer could not be ended: {}", StackLog.shortened(e.toString()));
            }
        });
    }

    /// The same where the stack has no dialog.
    static void sendAway(Response ok, SipProvider provider, Letters letters) throws SipException {
        long sequence = ((CSeqHeader) ok.getHeader(CSeqHeader.NAME)).getSeqNumber();
        provider.sendRequest(letters.ofCalls().aside(ok, Request.ACK, sequence));
        provider.getNewClientTransaction(letters.ofCalls().aside(ok, Request.BYE, sequence + 1))
                .sendRequest();
    }
}
