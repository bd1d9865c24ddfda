package gatehouse.video;

import gatehouse.lifecycle.Retry;
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

        Stalled(Duration silence, long before) {
            super("no video for " + silence.toMillis() + " ms after " + before + " packets", null);
            this.before = before;
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
