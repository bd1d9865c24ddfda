package gatehouse.video;

import gatehouse.door.Fetch;
import gatehouse.lifecycle.Retry;
import gatehouse.trust.NotTrusted;
import java.time.Duration;

/// Why a stream shows nothing, with the facts. What a person is told about it is in `VideoWords`.
abstract sealed class VideoFault extends Exception {
    private static final int MOST_QUOTED = 80;

    private VideoFault(String message, Throwable cause) {
        super(message, cause);
    }

    /// Nobody there, or somebody who accepts the connection and never says a word.
    static final class NoAnswer extends VideoFault {
        NoAnswer(String what, Throwable cause) {
            super(what, cause);
        }
    }

    /// The camera wants another name or password, or any at all.
    static final class WrongPassword extends VideoFault implements Retry.Patient {
        private final Duration atLeast;

        WrongPassword(String what, Duration atLeast) {
            super(what, null);
            this.atLeast = atLeast;
        }

        @Override
        public Duration atLeast() {
            return atLeast;
        }
    }

    /// The camera answers and plays, but no video packet comes for so long; `before` packets had come.
    static final class Stalled extends VideoFault {
        final long before;
        final Fetch.Transport transport;

        Stalled(Duration silence, long before, Fetch.Transport transport) {
            super(
                    "no video over " + transport + " for " + silence.toMillis() + " ms after " + before + " packets",
                    null);
            this.before = before;
            this.transport = transport;
        }
    }

    /// Packets of the video come, but they make no picture.
    static final class NoPicture extends VideoFault {
        NoPicture(Duration time) {
            super("packets, but no whole picture for " + time.toMillis() + " ms", null);
        }
    }

    /// 453 or 503: it serves as many viewers as it can.
    static final class Busy extends VideoFault {
        Busy(int status, String reason) {
            super(status + " " + quote(reason), null);
        }
    }

    /// It answers with a refusal, or sends us elsewhere, where we do not go.
    static final class Refused extends VideoFault {
        final int status;
        final String reason;

        Refused(String request, int status, String reason) {
            super(request + ": " + status + " " + quote(reason), null);
            this.status = status;
            this.reason = quote(reason);
        }
    }

    /// It speaks in a way that this program does not: `what` names the codec or the transport.
    static final class NotSupported extends VideoFault {
        final String what;

        NotSupported(String what) {
            super(quote(what), null);
            this.what = quote(what);
        }
    }

    /// The camera and the site file do not agree how the packets travel.
    static final class NoTransport extends VideoFault {
        enum Why {
            NEITHER_TCP_NOR_UDP,
            NOT_BY_TCP,
            NOT_BY_UDP,
            ONLY_MULTICAST,
            UDP_NOT_ENCRYPTED
        }

        final Why why;

        NoTransport(Why why, String what) {
            super(quote(what), null);
            this.why = why;
        }
    }

    /// It does not show the pinned certificate or, where none is pinned, one that this computer trusts.
    static final class Certificate extends VideoFault {
        final NotTrusted refused;

        Certificate(NotTrusted refused) {
            super("its key is " + refused.seen() + ", " + quote(String.valueOf(refused.getMessage())), refused);
            this.refused = refused;
        }
    }

    /// It sends us to another port or path of its own. Whoever connects goes there, so this is rarely seen.
    static final class Elsewhere extends VideoFault {
        final RtspAddress where;

        Elsewhere(RtspAddress where) {
            super("it sends us to " + quote(where.url()), null);
            this.where = where;
        }
    }

    /// What it sends is not RTSP, SDP or video as the standards have it.
    static final class Garbage extends VideoFault {
        Garbage(String what) {
            super(what, null);
        }
    }

    /// The connection ended in the middle.
    static final class Lost extends VideoFault {
        Lost(String what, Throwable cause) {
            super(what, cause);
        }
    }

    /// It knows the session no more: 454. A new one helps.
    static final class Forgotten extends VideoFault {
        Forgotten() {
            super("the camera has forgotten the session", null);
        }
    }

    /// Words of a device, fit for a log line: printable, and not long.
    static String quote(String fromDevice) {
        var out = new StringBuilder();
        for (int i = 0; i < fromDevice.length() && out.length() < MOST_QUOTED; i++) {
            char c = fromDevice.charAt(i);
            out.append(c < 0x20 || c > 0x7e ? '?' : c);
        }
        return out.toString();
    }
}
