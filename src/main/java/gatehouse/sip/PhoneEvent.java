package gatehouse.sip;

import static java.util.Objects.requireNonNull;

import gatehouse.sip.Answer.Negotiated;

/// What the telephone has to say. Events of one call come in their order, one at a time, all on one thread.
public sealed interface PhoneEvent {
    record LineChanged(String lineId, LineState state) implements PhoneEvent {
        public LineChanged {
            requireNonNull(lineId);
            requireNonNull(state);
        }
    }

    /// Somebody rings and was told so. The offer has no media when the caller wants to hear ours. `arrivedNanos` is
    /// `System.nanoTime()` when the INVITE was read from the socket.
    record Rang(CallId call, Source source, String displayName, Offer offer, long arrivedNanos) implements PhoneEvent {
        public Rang {
            requireNonNull(call);
            requireNonNull(source);
            requireNonNull(displayName);
            requireNonNull(offer);
        }
    }

    /// Who rings insists on hearing our offer while it rings, and is told nothing until `early` says where we hear.
    record OfferWanted(CallId call) implements PhoneEvent {
        public OfferWanted {
            requireNonNull(call);
        }
    }

    /// Somebody comes in the place of whom we talk with, or call: `call` is to be answered at once and without a ring,
    /// and `before` ends by that. It came from somebody who may call and who knows all secrets of the other call.
    record TakesOver(CallId call, CallId before, Source source, String displayName, Offer offer) implements PhoneEvent {
        public TakesOver {
            requireNonNull(call);
            requireNonNull(before);
            requireNonNull(source);
            requireNonNull(displayName);
            requireNonNull(offer);
        }
    }

    /// It rings at whom we called.
    record RingsThere(CallId call) implements PhoneEvent {
        public RingsThere {
            requireNonNull(call);
        }
    }

    /// Whom we called lets us hear something before it answers, and hears us: a ring tone, an announcement, a visitor.
    record EarlyVoice(CallId call, Negotiated voice) implements PhoneEvent {
        public EarlyVoice {
            requireNonNull(call);
            requireNonNull(voice);
        }
    }

    /// The voice of this call is this from now on: agreed late, or agreed anew by either side. Of a call that we made
    /// it is told before `Confirmed`, when `EarlyVoice` did not say the same.
    record Changed(CallId call, Negotiated voice) implements PhoneEvent {
        public Changed {
            requireNonNull(call);
            requireNonNull(voice);
        }
    }

    /// How far a transfer is that we asked for.
    record TransferMoved(CallId call, TransferState state) implements PhoneEvent {
        public TransferMoved {
            requireNonNull(call);
            requireNonNull(state);
        }
    }

    /// Both sides know that the call is answered: from now on tones may be sent.
    record Confirmed(CallId call) implements PhoneEvent {
        public Confirmed {
            requireNonNull(call);
        }
    }

    record Ended(CallId call, End why) implements PhoneEvent {
        public Ended {
            requireNonNull(call);
            requireNonNull(why);
        }
    }

    /// A tone pressed at the door, heard by SIP INFO. It is a value to show, never an order.
    record ToneHeard(CallId call, char tone) implements PhoneEvent {
        public ToneHeard {
            requireNonNull(call);
        }
    }

    /// An attempt that never rang. Repeated attempts of one stranger are told once a minute.
    record Refused(Source source, String displayName, String why, long arrivedNanos) implements PhoneEvent {
        public Refused {
            requireNonNull(source);
            requireNonNull(displayName);
            requireNonNull(why);
        }
    }

    /// An address sends more than it may (`begun`), and what is too much is thrown away unread; or it has stopped.
    record Flooded(String host, boolean begun) implements PhoneEvent {
        public Flooded {
            requireNonNull(host);
        }
    }

    /// An address at which calls were awaited is no longer one of this computer's, or is again.
    record ListeningChanged(Phone.Listening where, boolean heard) implements PhoneEvent {
        public ListeningChanged {
            requireNonNull(where);
        }
    }
}
