package gatehouse.sim.phone;

import java.net.SocketException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What others ask of a phone, RFC 3261 §8.2: each request is answered once, and the same again when it comes again.
/// Confined to the phone's turns.
final class Requests {
    private static final int MOST_REPLIES = 64;

    private final SimPhone phone;
    private final Map<String, Message> replies = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Message> eldest) {
            return size() > MOST_REPLIES;
        }
    };

    Requests(SimPhone phone) {
        this.phone = phone;
    }

    void received(Message request, Hop from) {
        var known = replies.get(SimPhone.key(request));
        if (known != null) {
            phone.send(known, from); // it came again
            return;
        }
        var leg = phone.leg(request);
        boolean ours = leg.isPresent();
        switch (request.method()) {
            case "ACK" -> leg.ifPresent(Leg::acknowledged);
            case "CANCEL" -> cancelled(request, from);
            case "INVITE" -> {
                if (request.tag("To").isPresent()) {
                    invitedAgain(request, from, leg);
                } else {
                    invited(request, from);
                }
            }
            case "REFER" -> referred(request, from, leg);
            case "UPDATE" -> {
                if (Sdp.read(request.bodyText(), phone.settings().law()).isPresent()) {
                    invitedAgain(request, from, leg);
                } else {
                    reply(request, from, ours ? 200 : 481, ours ? "OK" : "No such call");
                }
            }
            case "OPTIONS" -> reply(request, from, 200, "OK");
            case "BYE" -> {
                reply(request, from, ours ? 200 : 481, ours ? "OK" : "No such call");
                leg.ifPresent(l -> phone.over(l, 200, "the other side hung up"));
            }
            case "INFO" -> {
                reply(request, from, ours ? 200 : 481, ours ? "OK" : "No such call");
                if (ours) {
                    InfoDigit.read(request).ifPresent(phone::digit);
                }
            }
            default -> reply(request, from, 405, "Method Not Allowed");
        }
    }

    private void invited(Message invite, Hop from) {
        var known = phone.incoming(invite);
        if (known.isPresent()) {
            known.get().repeated();
            return;
        }
        var offer = Sdp.read(invite.bodyText(), phone.settings().law());
        var replaced = invite.first("Replaces").map(phone::named);
        if (replaced.isPresent() && replaced.get().isEmpty()) {
            reply(invite, from, 481, "No call to replace"); // RFC 3891 §3
        } else if (replaced.isEmpty() && phone.busy()) {
            reply(invite, from, 486, "Busy Here");
        } else if (offer.isEmpty()) {
            reply(invite, from, 488, "Not Acceptable Here");
        } else {
            try {
                phone.called(invite, from, offer.get(), replaced.flatMap(leg -> leg));
            } catch (SocketException e) {
                reply(invite, from, 503, "No port for voice");
            }
        }
    }

    private void invitedAgain(Message invite, Hop from, Optional<Leg> leg) {
        var offer = Sdp.read(invite.bodyText(), phone.settings().law());
        if (leg.isEmpty()) {
            reply(invite, from, 481, "No such call");
        } else if (offer.isEmpty()) {
            reply(invite, from, 488, "Not Acceptable Here");
        } else {
            var media = leg.get().media();
            leg.get().dialog().ifPresent(dialog -> dialog.refresh(invite));
            media.start(offer.get());
            var ok = Message.response(invite, 200, "OK", "")
                    .add("Contact", phone.contact())
                    .body("application/sdp", offer.get().answer(media.at()));
            replies.put(SimPhone.key(invite), ok);
            phone.send(ok, from);
        }
    }

    /// RFC 3515: only whom we talk with may send us to somebody else.
    private void referred(Message refer, Hop from, Optional<Leg> leg) {
        var target = refer.first("Refer-To").map(Text::address);
        if (leg.isEmpty() || target.isEmpty()) {
            reply(refer, from, leg.isEmpty() ? 481 : 400, leg.isEmpty() ? "No such call" : "No Refer-To");
        } else if (!phone.settings().refers()) {
            reply(refer, from, 603, "Decline");
        } else {
            reply(refer, from, 202, "Accepted");
            phone.refer(leg.get(), target.get());
        }
    }

    private void cancelled(Message cancel, Hop from) {
        var called = phone.incoming(cancel);
        boolean ours = called.isPresent();
        reply(cancel, from, ours ? 200 : 481, ours ? "OK" : "No such call");
        called.ifPresent(Incoming::cancelled);
    }

    private void reply(Message request, Hop from, int status, String reason) {
        var answer = Message.response(request, status, reason, Text.token()).add("Allow", SimPhone.ALLOW);
        replies.put(SimPhone.key(request), answer);
        phone.send(answer, from);
    }
}
