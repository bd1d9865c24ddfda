package gatehouse.sim.phone;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// A call that this phone makes, RFC 3261 §13.2: INVITE, the challenge answered, what the other side says, ACK or
/// CANCEL. Confined to the phone's turns.
final class Outgoing implements Leg {
    private static final int MOST_REDIRECTIONS = 2;

    private final SimPhone phone;
    private final String target;
    private final Media media;
    private final Optional<Referral> referral;
    private final String callId = Text.token() + "@sim";
    private final String from;
    private final Set<String> acknowledged = new HashSet<>();
    private int sequence;
    private int redirections;
    private boolean authenticated;
    private boolean provisional;
    private boolean cancelled;
    private boolean cancelSent;
    private Optional<String> reason = Optional.empty();
    private Asking asking;
    private Dialog dialog;
    private Message ack;

    /// `referral` is there when somebody sent us to this one.
    Outgoing(SimPhone phone, String target, Media media, Optional<Referral> referral) {
        this.referral = referral;
        this.phone = phone;
        this.target = target;
        this.media = media;
        this.from = phone.identity() + ";tag=" + Text.token();
    }

    void start(String uri, Hop hop) {
        invite(uri, hop, Optional.empty());
    }

    private void invite(String uri, Hop hop, Optional<String> authorization) {
        sequence++;
        provisional = false;
        var invite = Message.request("INVITE", uri)
                .add("Via", phone.here().via(Text.branch()))
                .add("Max-Forwards", "70")
                .add("From", from)
                .add("To", "<" + uri + ">")
                .add("Call-ID", callId)
                .add("CSeq", sequence + " INVITE")
                .add("Contact", phone.contact())
                .add("Allow", SimPhone.ALLOW)
                .add("Supported", "100rel, replaces")
                .add("User-Agent", "Gatehouse simulated door")
                .body("application/sdp", Sdp.offer(media.at(), phone.settings().law()));
        referral.flatMap(Referral::replaces).ifPresent(value -> invite.add("Replaces", value));
        authorization.ifPresent(value -> invite.add(
                value.substring(0, value.indexOf(':')),
                value.substring(value.indexOf(':') + 1).strip()));
        asking = phone.ask(invite, hop, this::answered, this::unanswered);
    }

    private void unanswered() {
        referral.ifPresent(Referral::failed);
        phone.over(this, 408, "nobody answers");
    }

    private void answered(Message answer) {
        int status = answer.status();
        if (status < 200) {
            provisional(answer);
        } else if (status < 300) {
            accepted(answer);
        } else {
            failed(answer);
        }
    }

    private void provisional(Message answer) {
        provisional = true;
        if (cancelled) {
            cancel();
            return;
        }
        if (answer.status() > 100) {
            phone.ringing(this, target);
            referral.ifPresent(r -> r.progress(answer));
            if (answer.first("RSeq").isPresent() && answer.value("Require").contains("100rel")) {
                acknowledge(answer);
            }
            Sdp.read(answer.bodyText(), phone.settings().law()).ifPresent(media::start); // early media
        }
    }

    /// RFC 3262 §4.
    private void acknowledge(Message reliable) {
        if (!acknowledged.add(reliable.tag("To").orElse("") + " " + reliable.value("RSeq"))) {
            return;
        }
        var early = Dialog.ofCaller(reliable, asking.to());
        sequence++;
        var prack = early.request("PRACK", phone.here(), sequence)
                .add("RAck", reliable.value("RSeq") + " " + reliable.value("CSeq"));
        phone.ask(prack, early.hop(), answer -> {}, () -> {});
    }

    private void accepted(Message answer) {
        if (dialog != null && dialog.remoteTag().equals(answer.tag("To"))) {
            phone.send(ack, dialog.hop()); // our ACK was lost
            return;
        }
        var fresh = Dialog.ofCaller(answer, asking.to());
        var fitting = fresh.ack(answer, phone.here());
        phone.send(fitting, fresh.hop());
        var agreed = Sdp.read(answer.bodyText(), phone.settings().law());
        if (dialog != null || cancelled || agreed.isEmpty()) {
            phone.bye(fresh, reason); // a second callee, too late, or nothing to talk in
            if (dialog == null) {
                phone.over(this, cancelled ? 487 : 488, cancelled ? "given up" : "no common codec");
            }
            return;
        }
        dialog = fresh;
        dialog.above(sequence);
        ack = fitting;
        media.start(agreed.get());
        phone.talking(this, target);
        referral.ifPresent(r -> r.done(answer));
    }

    private void failed(Message answer) {
        int status = answer.status();
        boolean challenged = status == 401 || status == 407;
        var contact = answer.first("Contact").map(Text::address);
        if (challenged && !authenticated && !cancelled && !phone.login().isEmpty()) {
            authenticated = true;
            var authorization =
                    phone.authorization(answer, "INVITE", asking.request().uri(), 1);
            if (authorization.isPresent()) {
                invite(asking.request().uri(), asking.to(), authorization);
                return;
            }
        }
        if (status < 400 && contact.isPresent() && !cancelled && ++redirections <= MOST_REDIRECTIONS) {
            var hop = phone.way(contact.get());
            if (hop.isPresent()) {
                authenticated = false;
                invite(contact.get(), hop.get(), Optional.empty());
                return;
            }
        }
        referral.ifPresent(r -> r.done(answer));
        phone.over(this, status, answer.reason());
    }

    @Override
    public void hangUp(Optional<String> why) {
        reason = why;
        if (dialog != null) {
            phone.bye(dialog, why);
            phone.over(this, 200, "hung up here");
            return;
        }
        cancelled = true;
        if (provisional) {
            cancel();
        } // else: §9.1, not before the other side has answered at all
    }

    /// §9.1: the INVITE's own branch and number.
    private void cancel() {
        if (cancelSent) {
            return;
        }
        cancelSent = true;
        var invite = asking.request();
        var cancel = Message.request("CANCEL", invite.uri())
                .add("Via", invite.value("Via"))
                .add("Max-Forwards", "70")
                .add("From", invite.value("From"))
                .add("To", invite.value("To"))
                .add("Call-ID", callId)
                .add("CSeq", invite.sequence() + " CANCEL");
        reason.ifPresent(why -> cancel.add("Reason", why));
        phone.ask(cancel, asking.to(), answer -> {}, () -> {});
        // The INVITE is answered with 487; an old callee that forgets it is not waited for (§9.1).
        phone.turns().later(Asking.SILENCE, () -> phone.over(this, 487, "given up"));
    }

    @Override
    public String callId() {
        return callId;
    }

    @Override
    public Optional<Dialog> dialog() {
        return Optional.ofNullable(dialog);
    }

    @Override
    public Media media() {
        return media;
    }

    @Override
    public void acknowledged() {}

    @Override
    public void drop() {
        media.close();
    }
}
