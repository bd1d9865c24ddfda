package gatehouse.sip;

import gatehouse.sip.Answer.Negotiated;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one call says on the wire. Everything but the first ring goes through the call's lane: nobody waits for a wire,
/// and all leaves in the order it was decided.
///
/// Safe for any thread.
final class CallWire {
    private static final Logger LOG = LoggerFactory.getLogger(CallWire.class);

    private final Surroundings around;
    private final Stack.Point point;
    private final ContactHeader contact;
    private final String toTag;
    private final Lane lane;
    private final Runnable broken;
    private volatile ServerTransaction invite;

    /// `broken` is told when an answer could not be sent.
    CallWire(Surroundings around, Stack.Point point, ContactHeader contact, Runnable broken) {
        this.around = around;
        this.point = point;
        this.contact = contact;
        this.toTag = around.letters().token();
        this.lane = around.threads().lane();
        this.broken = broken;
    }

    Transport transport() {
        return point.transport();
    }

    InetAddress localAddress() {
        return point.address().getAddress();
    }

    /// Says 180 at once, on the thread that brought the INVITE.
    void ringing(ServerTransaction transaction) throws SipException, InvalidArgumentException {
        invite = transaction;
        Response ringing = around.letters().response(Response.RINGING, transaction.getRequest(), toTag);
        ringing.setHeader(contact);
        transaction.sendResponse(ringing);
    }

    /// The final answer to the INVITE, when nobody is to talk.
    void refuse(int status) {
        lane.execute(() -> respond(invite, status, response -> {}));
    }

    void voice(SdpAnswer sdp, Offer offer, Negotiated agreed) {
        voice(invite, sdp, offer, agreed);
    }

    void voice(ServerTransaction transaction, SdpAnswer sdp, Offer offer, Negotiated agreed) {
        lane.execute(() -> respond(
                transaction, Response.OK, ok -> around.letters().withVoice(ok, contact, sdp.write(offer, agreed))));
    }

    /// Nobody waits for the answer: the call is over whatever it says.
    void bye() {
        Ask.tell(inDialog(Request.BYE, request -> {}), lane);
    }

    /// The same from another address of ours, when the call's own is gone; once, and heard or not.
    void byeFrom(Stack.Point other) {
        lane.execute(() -> {
            try {
                Request bye = invite.getDialog().createRequest(Request.BYE);
                other.provider().sendRequest(around.letters().from(other, bye));
            } catch (SipException | RuntimeException e) {
                LOG.debug("The caller could not be told of the end: {}", StackLog.shortened(e.toString()));
            }
        });
    }

    CompletableFuture<Integer> tone(char tone, Duration length) {
        Ask.Sending info = inDialog(Request.INFO, request -> around.letters().tone(request, tone, length.toMillis()));
        return Ask.send(info, lane, around.threads().clock(), around.patience()).thenApply(Response::getStatusCode);
    }

    /// Complete when everything decided so far was said.
    CompletableFuture<Void> said() {
        return CompletableFuture.runAsync(() -> {}, lane);
    }

    private Ask.Sending inDialog(String method, Consumer<Request> finish) {
        return ask -> {
            Dialog dialog = invite.getDialog();
            Request request = dialog.createRequest(method);
            finish.accept(request);
            var transaction = point.provider().getNewClientTransaction(request);
            transaction.setApplicationData(ask);
            dialog.sendRequest(transaction);
            return transaction;
        };
    }

    private void respond(ServerTransaction transaction, int status, Consumer<Response> finish) {
        try {
            Response response = around.letters().response(status, transaction.getRequest(), toTag);
            finish.accept(response);
            transaction.sendResponse(response);
        } catch (SipException | InvalidArgumentException | RuntimeException e) {
            LOG.info("The caller could not be told {}: {}", status, StackLog.shortened(e.toString()));
            broken.run();
        }
    }
}
