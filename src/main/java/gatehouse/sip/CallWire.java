package gatehouse.sip;

import gatehouse.door.Login;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.Header;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one call says on the wire once both sides know each other. Everything goes through the call's lane: nobody
/// waits for a wire, and all leaves in the order it was decided.
///
/// Safe for any thread.
final class CallWire {
    private static final Logger LOG = LoggerFactory.getLogger(CallWire.class);

    private final Surroundings around;
    private final Stack.Point point;
    private final ContactHeader contact;
    private final Optional<Login> login;
    private final String tag;
    private final Lane lane;
    private volatile Dialog dialog;

    /// `contact` is where the other side finds us; `login` what its exchange may ask for.
    CallWire(Surroundings around, Stack.Point point, ContactHeader contact, Optional<Login> login) {
        this.around = around;
        this.point = point;
        this.contact = contact;
        this.login = login;
        this.tag = around.letters().token();
        this.lane = around.threads().lane();
    }

    Stack.Point point() {
        return point;
    }

    InetAddress localAddress() {
        return point.address().getAddress();
    }

    ContactHeader contact() {
        return contact;
    }

    /// By what the other side knows us in this call.
    String tag() {
        return tag;
    }

    Lane lane() {
        return lane;
    }

    /// From now on this is what both sides know each other by.
    void within(Dialog known) {
        dialog = known;
    }

    Optional<Dialog> dialog() {
        return Optional.ofNullable(dialog);
    }

    /// Answers a request of the other side. `unheard` is told when that could not be sent.
    void respond(ServerTransaction transaction, int status, Consumer<Response> finish, Runnable unheard) {
        lane.execute(() -> {
            try {
                Response response = around.letters().response(status, transaction.getRequest(), tag);
                finish.accept(response);
                transaction.sendResponse(response);
            } catch (SipException | InvalidArgumentException | RuntimeException e) {
                LOG.info("The other side could not be told {}: {}", status, StackLog.shortened(e.toString()));
                unheard.run();
            }
        });
    }

    void respond(ServerTransaction transaction, int status) {
        respond(transaction, status, response -> {}, () -> {});
    }

    void voice(ServerTransaction transaction, byte[] sdp, Consumer<Response> finish, Runnable unheard) {
        respond(
                transaction,
                Response.OK,
                ok -> {
                    around.letters().withVoice(ok, contact, sdp);
                    finish.accept(ok);
                },
                unheard);
    }

    /// Nobody waits for the answer: the call is over whatever it says.
    void bye() {
        ask(Request.BYE, request -> {}).whenComplete(CallWire::unheard);
    }

    private static void unheard(Response answer, Throwable fault) {
        if (fault != null) {
            LOG.debug("The other side did not hear our good-bye: {}", StackLog.shortened(fault.toString()));
        }
    }

    /// The same from another address of ours, when the call's own is gone; once, and heard or not.
    void byeFrom(Stack.Point other) {
        lane.execute(() -> {
            try {
                Request bye = dialog.createRequest(Request.BYE);
                other.provider().sendRequest(around.letters().from(other, bye));
            } catch (SipException | RuntimeException e) {
                LOG.debug("The other side could not be told of the end: {}", StackLog.shortened(e.toString()));
            }
        });
    }

    /// Sends a request of ours within the call, and once more with a proof of who we are when that is asked for.
    CompletableFuture<Response> ask(String method, Consumer<Request> finish) {
        return once(method, finish, List.of()).thenCompose(answer -> {
            Optional<Function<Request, Header>> proof = login.flatMap(it -> Proof.of(answer, it, around.letters()));
            return proof.isEmpty()
                    ? CompletableFuture.completedFuture(answer)
                    : once(method, finish, List.of(proof.get()));
        });
    }

    private CompletableFuture<Response> once(
            String method, Consumer<Request> finish, List<Function<Request, Header>> more) {
        Ask.Sending sending = ask -> {
            Request request = dialog.createRequest(method);
            request.setHeader(contact);
            finish.accept(request);
            more.forEach(header -> request.addHeader(header.apply(request)));
            ClientTransaction transaction = point.provider().getNewClientTransaction(request);
            transaction.setApplicationData(ask);
            dialog.sendRequest(transaction);
            return transaction;
        };
        return Ask.send(sending, lane, around.threads().clock(), patience(method));
    }

    /// A new offer may have to be thought about there.
    private Duration patience(String method) {
        return method.equals(Request.INVITE) ? around.patience().multipliedBy(2) : around.patience();
    }

    /// RFC 3261 §13.2.2.4, also for an offer within the call. The stack says it again when the 2xx comes again.
    void acknowledge(Dialog whose, Response ok, Optional<byte[]> sdp) {
        lane.execute(() -> {
            try {
                var sequence = (CSeqHeader) ok.getHeader(CSeqHeader.NAME);
                Request ack = whose.createAck(sequence.getSeqNumber());
                sdp.ifPresent(body -> around.letters().withBody(ack, "sdp", body));
                whose.sendAck(ack);
            } catch (SipException | InvalidArgumentException | RuntimeException e) {
                LOG.info("An answer could not be acknowledged: {}", StackLog.shortened(e.toString()));
            }
        });
    }

    /// Complete when everything decided so far was said.
    CompletableFuture<Void> said() {
        return CompletableFuture.runAsync(() -> {}, lane);
    }
}
