package gatehouse.sip;

import java.text.ParseException;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.ContactHeader;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is said to an INVITE before and when it is answered. The first ring is said at once, on the thread that brought
/// the INVITE; everything else goes through the call's lane. A 2xx waits for the PRACK of what was said reliably before
/// it (RFC 3262 §3).
///
/// Safe for any thread.
final class IncomingWire {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingWire.class);

    private final Surroundings around;
    private final CallWire wire;
    private final Invitation.Reliably reliably;
    private final boolean offered;
    private final Runnable broken;
    private volatile ServerTransaction invite;
    private boolean unacknowledged; // this and the next: confined to the lane, or before it is used
    private Optional<Runnable> waiting = Optional.empty();

    /// `broken` is told when an answer could not be sent.
    IncomingWire(Surroundings around, CallWire wire, Invitation invitation, Runnable broken) {
        this.around = around;
        this.wire = wire;
        this.reliably = invitation.reliably();
        this.offered = !invitation.offer().media().isEmpty();
        this.broken = broken;
    }

    /// From now on there is somebody to say it to.
    void begins(ServerTransaction transaction) {
        invite = transaction;
        wire.within(transaction.getDialog());
    }

    void ringing() throws SipException, InvalidArgumentException {
        ServerTransaction transaction = invite;
        if (reliably == Invitation.Reliably.MUST) {
            // Without an offer of theirs the first reliable word must be an offer of ours (RFC 3262 §5): it waits for
            // one.
            if (offered) {
                sayReliably(Response.RINGING, response -> {});
            }
            return;
        }
        Response ringing = around.letters().response(Response.RINGING, transaction.getRequest(), wire.tag());
        ringing.setHeader(wire.contact());
        transaction.sendResponse(ringing);
    }

    /// The ring, said reliably and with our offer.
    void ringing(byte[] sdp) {
        wire.lane().execute(() -> {
            try {
                sayReliably(Response.RINGING, response -> around.letters().withBody(response, "sdp", sdp));
            } catch (SipException | InvalidArgumentException | RuntimeException e) {
                LOG.info("The caller could not be given our offer: {}", StackLog.shortened(e.toString()));
            }
        });
    }

    /// 183: the voice before the answer.
    void early(byte[] sdp) {
        wire.lane()
                .execute(() -> afterPrack(() -> {
                    try {
                        Consumer<Response> voice = response -> around.letters().withBody(response, "sdp", sdp);
                        if (reliably == Invitation.Reliably.NOT) {
                            Response progress = around.letters()
                                    .response(Response.SESSION_PROGRESS, invite.getRequest(), wire.tag());
                            progress.setHeader(wire.contact());
                            voice.accept(progress);
                            invite.sendResponse(progress);
                        } else {
                            sayReliably(Response.SESSION_PROGRESS, voice);
                        }
                    } catch (SipException | InvalidArgumentException | RuntimeException e) {
                        LOG.info("The caller could not be given an early voice: {}", StackLog.shortened(e.toString()));
                    }
                }));
    }

    private void sayReliably(int status, Consumer<Response> finish) throws SipException, InvalidArgumentException {
        unacknowledged = true;
        Response response = invite.getDialog().createReliableProvisionalResponse(status);
        around.letters().tagged(response, wire.tag());
        response.setHeader(wire.contact());
        finish.accept(response);
        invite.getDialog().sendReliableProvisionalResponse(response);
    }

    /// The PRACK of the reliable word that is out came.
    void acknowledged() {
        wire.lane().execute(() -> {
            unacknowledged = false;
            Optional<Runnable> next = waiting;
            waiting = Optional.empty();
            next.ifPresent(Runnable::run);
        });
    }

    private void afterPrack(Runnable saying) {
        if (unacknowledged) {
            Optional<Runnable> before = waiting;
            waiting = Optional.of(() -> {
                before.ifPresent(Runnable::run);
                afterPrack(saying);
            });
        } else {
            saying.run();
        }
    }

    void voice(byte[] sdp, Consumer<Response> finish) {
        wire.lane().execute(() -> afterPrack(() -> wire.voice(invite, sdp, finish, broken)));
    }

    /// The answer when all about the voice was said before it.
    void answered(Consumer<Response> finish) {
        Consumer<Response> whole = ok -> {
            around.letters().reachable(ok, wire.contact());
            finish.accept(ok);
        };
        wire.lane().execute(() -> afterPrack(() -> wire.respond(invite, Response.OK, whole, broken)));
    }

    /// The final answer when nobody is to talk.
    void refuse(int status) {
        refuse(status, response -> {});
    }

    /// The same with words of ours, where somebody reads them.
    void refuse(int status, String words) {
        refuse(status, response -> say(response, words));
    }

    private void refuse(int status, Consumer<Response> finish) {
        wire.lane().execute(() -> waiting = Optional.empty());
        wire.respond(invite, status, finish, broken);
    }

    private static void say(Response response, String words) {
        try {
            response.setReasonPhrase(words.replaceAll("\\p{Cntrl}", " "));
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// RFC 3261 §8.3: somebody else may be found there.
    void redirect(ContactHeader there) {
        wire.respond(invite, Response.MOVED_TEMPORARILY, response -> response.setHeader(there), broken);
    }
}
