package gatehouse.sip;

import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.SipListenerExt;
import gov.nist.javax.sip.message.SIPRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.EventHeader;
import javax.sip.header.ReasonHeader;
import javax.sip.header.SubscriptionStateHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where everything arrives that the stack hands up: sends INVITEs to the door, requests within a call to the call, and
/// answers to whoever asked. Called on the stack's threads, several at once; nothing thrown may reach them.
final class Reception implements SipListenerExt {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
    private static final Pattern SIGNAL = Pattern.compile("(?im)^\\s*Signal\\s*=\\s*([0-9*#A-D])\\s*$");
    private static final Pattern BARE_SIGNAL = Pattern.compile("\\s*([0-9*#A-D])\\s*", Pattern.CASE_INSENSITIVE);

    private static final int MOST_FRAGMENT = 4096;

    private final Doorstep doorstep;
    private final Calls calls;
    private final Letters letters;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    Reception(Doorstep doorstep, Calls calls, Letters letters) {
        this.doorstep = doorstep;
        this.calls = calls;
        this.letters = letters;
    }

    @Override
    public void processRequest(RequestEvent event) {
        safely(() -> {
            switch (event.getRequest().getMethod()) {
                case Request.INVITE -> invite(event);
                case Request.ACK -> call(event).ifPresent(call -> call.ackCame(Bodies.sdp(event.getRequest())));
                case Request.CANCEL -> cancel(event);
                case Request.BYE -> bye(event);
                case Request.OPTIONS ->
                    reply(
                            event,
                            Demands.unmet((SIPRequest) event.getRequest())
                                    .map(Demands.Unmet::status)
                                    .orElse(Response.OK));
                case Request.INFO -> info(event);
                case Request.PRACK -> prack(event);
                case Request.UPDATE -> update(event);
                case Request.NOTIFY -> notified(event);
                case Request.REFER -> refer(event);
                default -> reply(event, Response.METHOD_NOT_ALLOWED);
            }
        });
    }

    private void invite(RequestEvent event) throws SipException, InvalidArgumentException {
        var request = (SIPRequest) event.getRequest();
        if (request.getToTag() == null) {
            var provider = (SipProvider) event.getSource();
            doorstep.knocked(request, provider, () -> transaction(event));
            return;
        }
        Optional<Call> call = call(event);
        if (call.isEmpty() || event.getServerTransaction() == null) {
            reply(event, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            return;
        }
        renewed(event, call.get(), call.get().talk()::reinvited);
    }

    /// How a call takes a new offer. Returns the status it was answered with at once, or 200 when the answer is under
    /// way.
    private interface Taking {
        int take(ServerTransaction transaction, Optional<Offer> offer, Consumer<Response> finish);
    }

    private void renewed(RequestEvent event, Call call, Taking taking) throws SipException, InvalidArgumentException {
        Optional<Offer> offer;
        try {
            offer = Bodies.offer(event.getRequest());
        } catch (Sdp.Malformed e) {
            reply(event, Response.BAD_REQUEST);
            return;
        }
        int status = taking.take(event.getServerTransaction(), offer, call.renewedBy(event.getRequest()));
        if (status != Response.OK) {
            reply(event, status);
        }
    }

    /// RFC 3311.
    private void update(RequestEvent event) throws SipException, InvalidArgumentException {
        Optional<Call> call = call(event);
        if (call.isEmpty() || event.getServerTransaction() == null) {
            reply(event, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            return;
        }
        renewed(event, call.get(), call.get().talk()::updated);
    }

    /// RFC 3262: what we said reliably was heard; it may bring an answer or a new offer.
    private void prack(RequestEvent event) throws SipException, InvalidArgumentException {
        Optional<Call> call = call(event);
        if (!(call.orElse(null) instanceof IncomingCall incoming) || event.getServerTransaction() == null) {
            reply(event, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            return;
        }
        renewed(event, incoming, incoming::pracked);
        incoming.prackCame();
    }

    /// How far a transfer is that we asked for (RFC 3515 §2.4.4). Nothing else was subscribed to.
    private void notified(RequestEvent event) throws SipException, InvalidArgumentException {
        Optional<Call> call = call(event);
        Request request = event.getRequest();
        byte[] body = request.getRawContent();
        boolean ofTransfer = request.getHeader(EventHeader.NAME) instanceof EventHeader of
                && "refer".equalsIgnoreCase(of.getEventType());
        if (call.isEmpty() || !ofTransfer) {
            reply(event, call.isEmpty() ? Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST : Response.BAD_EVENT);
            return;
        }
        reply(event, Response.OK);
        boolean last = request.getHeader(SubscriptionStateHeader.NAME) instanceof SubscriptionStateHeader state
                && SubscriptionStateHeader.TERMINATED.equalsIgnoreCase(state.getState());
        String fragment = body == null || body.length > MOST_FRAGMENT ? "" : new String(body, StandardCharsets.UTF_8);
        call.get().transfer().notified(fragment, last);
    }

    /// Nobody sends this desk to somebody else, not even the one it talks with: the call on the screen, with its button
    /// that opens a door, would be another's from one moment to the next (rule 4 of the house).
    private void refer(RequestEvent event) throws SipException, InvalidArgumentException {
        reply(event, call(event).isPresent() ? Response.DECLINE : Response.METHOD_NOT_ALLOWED);
    }

    private static Optional<ServerTransaction> transaction(RequestEvent event) throws SipException {
        if (event.getServerTransaction() != null) {
            return Optional.of(event.getServerTransaction());
        }
        try {
            return Optional.of(((SipProvider) event.getSource()).getNewServerTransaction(event.getRequest()));
        } catch (TransactionAlreadyExistsException e) {
            // The same INVITE again while the first is in our hands: the stack has answered or will.
            return Optional.empty();
        }
    }

    private void cancel(RequestEvent event) throws SipException, InvalidArgumentException {
        var request = (SIPRequest) event.getRequest();
        Optional<Call> call = call(event).filter(c -> c.from().equals(request.getPeerPacketSourceAddress()));
        if (!(call.orElse(null) instanceof IncomingCall incoming)) {
            reply(event, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            return;
        }
        reply(event, Response.OK);
        incoming.cancelled(isAnsweredElsewhere(request));
    }

    /// RFC 3326: `Reason: SIP;cause=200`.
    private static boolean isAnsweredElsewhere(Request request) {
        ListIterator<?> reasons = request.getHeaders(ReasonHeader.NAME);
        while (reasons.hasNext()) {
            if (reasons.next() instanceof ReasonHeader reason
                    && "SIP".equalsIgnoreCase(reason.getProtocol())
                    && reason.getCause() == Response.OK) {
                return true;
            }
        }
        return false;
    }

    private void bye(RequestEvent event) throws SipException, InvalidArgumentException {
        reply(event, Response.OK);
        call(event).ifPresent(Call::byeCame);
    }

    private void info(RequestEvent event) throws SipException, InvalidArgumentException {
        Optional<Call> call = call(event);
        if (call.isEmpty()) {
            reply(event, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            return;
        }
        reply(event, Response.OK);
        tone(event.getRequest()).ifPresent(call.get().talk()::toneCame);
    }

    private static Optional<Character> tone(Request info) {
        if (!(info.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader type)
                || info.getRawContent() == null
                || info.getRawContent().length > 256
                || !"application".equalsIgnoreCase(type.getContentType())) {
            return Optional.empty();
        }
        String body = new String(info.getRawContent(), StandardCharsets.US_ASCII);
        Matcher signal = switch (type.getContentSubType().toLowerCase(Locale.ROOT)) {
            case "dtmf-relay" -> SIGNAL.matcher(body);
            case "dtmf" -> BARE_SIGNAL.matcher(body);
            default -> Pattern.compile("(?!)").matcher(body);
        };
        return signal.find() ? Optional.of(Character.toUpperCase(signal.group(1).charAt(0))) : Optional.empty();
    }

    private static Optional<Call> call(RequestEvent event) {
        return event.getDialog() != null && event.getDialog().getApplicationData() instanceof Call call
                ? Optional.of(call)
                : Optional.empty();
    }

    private void reply(RequestEvent event, int status) throws SipException, InvalidArgumentException {
        Response response = letters.response(status, event.getRequest(), letters.token());
        if (event.getServerTransaction() != null) {
            event.getServerTransaction().sendResponse(response);
        } else {
            ((SipProvider) event.getSource()).sendResponse(response);
        }
    }

    @Override
    public void processResponse(ResponseEvent event) {
        safely(() -> {
            Optional<Awaiting> awaiting = awaiting(event.getClientTransaction());
            if (awaiting.isPresent()) {
                awaiting.get().answered(event);
            } else if (isAnswerToInvite(event)) {
                stray(event);
            }
        });
    }

    private static Optional<Awaiting> awaiting(ClientTransaction transaction) {
        return transaction != null && transaction.getApplicationData() instanceof Awaiting awaiting
                ? Optional.of(awaiting)
                : Optional.empty();
    }

    private static boolean isAnswerToInvite(ResponseEvent event) {
        return event.getDialog() != null
                && event.getResponse().getStatusCode() / 100 == 2
                && event.getResponse().getHeader(CSeqHeader.NAME) instanceof CSeqHeader sequence
                && Request.INVITE.equals(sequence.getMethod());
    }

    /// A 2xx whose transaction is gone: one to a new offer that we no longer waited for, or of somebody else who
    /// answered a call of ours, too. For him the stack makes no dialog that could be used.
    private void stray(ResponseEvent event) throws SipException, InvalidArgumentException {
        Dialog dialog = event.getDialog();
        Response ok = event.getResponse();
        long sequence = ((CSeqHeader) ok.getHeader(CSeqHeader.NAME)).getSeqNumber();
        if (dialog.getApplicationData() instanceof Call) {
            dialog.sendAck(dialog.createAck(sequence));
            return;
        }
        dialog.delete();
        if (calls.isOurs(((CallIdHeader) ok.getHeader(CallIdHeader.NAME)).getCallId())) {
            OutgoingWire.sendAway(ok, (SipProvider) event.getSource(), letters);
        }
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        safely(() -> awaiting(event.getClientTransaction())
                .ifPresent(awaiting -> awaiting.failed(new TimeoutException("no answer"))));
    }

    @Override
    public void processDialogTimeout(DialogTimeoutEvent event) {
        safely(() -> {
            if (event.getReason() == DialogTimeoutEvent.Reason.AckNotReceived
                    && event.getDialog() != null
                    && event.getDialog().getApplicationData() instanceof Call call) {
                call.ackNeverCame();
            }
        });
    }

    /// A broken connection ends no call: the caller may come back on a new one, and the timers see to the rest.
    @Override
    public void processIOException(IOExceptionEvent event) {
        LOG.debug("The wire to {}:{} broke", event.getHost(), event.getPort());
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {}

    /// Comes seconds after the BYE and tells nothing that the call did not know.
    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {}

    private interface Handling {
        void run() throws SipException, InvalidArgumentException;
    }

    /// Odd messages make the stack throw anything at all, here and not where they were parsed. Each kind is logged
    /// once.
    private void safely(Handling handling) {
        try {
            handling.run();
        } catch (SipException | InvalidArgumentException | RuntimeException | StackOverflowError e) {
            String kind = e.getClass().getName()
                    + List.of(e.getStackTrace()).stream().limit(1).toList();
            if (logged.size() < 100 && logged.add(kind)) {
                LOG.info("An odd message was dropped: {}", StackLog.shortened(e.toString()), e);
            }
        }
    }
}
