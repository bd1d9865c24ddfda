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
        var leg = phone.leg().filter(l -> l.dialog().filter(d -> d.has(request)).isPresent());
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
        if (phone.leg().orElse(null) instanceof Incoming incoming && incoming.has(invite)) {
            incoming.repeated();
            return;
        }
        var offer = Sdp.read(invite.bodyText(), phone.settings().law());
        if (phone.busy()) {
            reply(invite, from, 486, "Busy Here");
        } else if (offer.isEmpty()) {
            reply(invite, from, 488, "Not Acceptable Here");
        } else {
            try {
                phone.called(invite, from, offer.get());
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
                    .body(
                            "application/sdp",
                            Sdp.write(media.at(), offer.get().law(), offer.get().events()));
            replies.put(SimPhone.key(invite), ok);
            phone.send(ok, from);
        }
    }

    private void cancelled(Message cancel, Hop from) {
        boolean ours = phone.leg().orElse(null) instanceof Incoming incoming && incoming.has(cancel);
        reply(cancel, from, ours ? 200 : 481, ours ? "OK" : "No such call");
        if (ours && phone.leg().orElse(null) instanceof Incoming incoming) {
            incoming.cancelled();
        }
    }

    private void reply(Message request, Hop from, int status, String reason) {
        var answer = Message.response(request, status, reason, Text.token()).add("Allow", SimPhone.ALLOW);
        replies.put(SimPhone.key(request), answer);
        phone.send(answer, from);
    }
}
