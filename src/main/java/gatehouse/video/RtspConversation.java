package gatehouse.video;

import gatehouse.door.Login;
import java.io.IOException;

/// Requests and replies of one session: the log-in when the camera wants one, redirects, and what the camera asks by
/// itself. Asking is confined to one thread; `heard`, `stayAlive` and `part` are safe for any.
final class RtspConversation {
    private static final int MOST_STRAY = 200;

    /// Where packets go that overtake the reply to PLAY, the first of which hold the key picture.
    @FunctionalInterface
    interface Frames {
        void accept(RtspItem.Frame frame) throws VideoFault;
    }

    private final RtspWire wire;
    private final RtspAddress address;
    private final VideoSettings settings;
    private final RtspRequests requests;
    private volatile KeepAlive keepAlive = new KeepAlive("");
    private volatile SessionHeader session = SessionHeader.NONE;
    private volatile String url;
    private volatile boolean answered;
    private Frames frames = frame -> {};

    RtspConversation(RtspWire wire, RtspAddress address, Login login, VideoSettings settings) {
        this.wire = wire;
        this.address = address;
        this.settings = settings;
        this.requests = new RtspRequests(login, settings.wrongPassword());
        this.url = address.url();
    }

    void frames(Frames sink) {
        frames = sink;
    }

    /// The first request: who is there, and what it knows.
    void greet() throws IOException, VideoFault {
        var options = ask("OPTIONS", address.url(), "");
        keepAlive = new KeepAlive(options.header("Public").orElse(""));
    }

    /// The camera granted a session; `of` is the address that PLAY, keep-alive and TEARDOWN name.
    void begin(SessionHeader header, String of) {
        session = header;
        url = of;
        keepAlive.begin(header.timeout(), System.nanoTime());
    }

    /// PLAY was granted for this address instead.
    void of(String other) {
        url = other;
    }

    boolean hasSession() {
        return !session.id().isEmpty();
    }

    /// One request that must be granted.
    RtspMessage granted(String method, String target, String headers) throws IOException, VideoFault {
        var reply = ask(method, target, headers);
        checkGranted(method, reply);
        return reply;
    }

    static void checkGranted(String method, RtspMessage reply) throws VideoFault {
        int status = reply.status();
        if (status == 454) {
            throw new VideoFault.Forgotten();
        }
        if (status < 200 || status > 299) {
            throw new VideoFault.Refused(method, status, reply.reason());
        }
    }

    /// One request and its reply, with the log-in if the camera wants one.
    RtspMessage ask(String method, String target, String headers) throws IOException, VideoFault {
        while (true) {
            var request = requests.next(method, target, session.line() + headers);
            wire.write(request.text());
            var reply = await(request.sequence());
            int status = reply.status();
            if (status == 453 || status == 503) {
                throw new VideoFault.Busy(status, reply.reason());
            }
            if (status >= 300 && status <= 399) {
                throw elsewhere(method, status, reply);
            }
            if (status != 401) {
                requests.accepted(reply);
                return reply;
            }
            requests.challenged(reply);
        }
    }

    private RtspMessage await(int sequence) throws IOException, VideoFault {
        long deadline = System.nanoTime() + settings.answer().toNanos();
        for (int stray = 0; stray < MOST_STRAY; ) {
            switch (wire.next(deadline)) {
                case RtspItem.Message heard -> {
                    stray++;
                    var message = heard.message();
                    if (!message.isReply()) {
                        answer(message);
                    } else if (isFor(message, sequence)) {
                        return message;
                    }
                }
                case RtspItem.Frame frame -> {
                    frames.accept(frame);
                    if (System.nanoTime() - deadline >= 0) {
                        throw noAnswer();
                    }
                }
                case RtspItem.Silence ignored -> throw noAnswer();
            }
        }
        throw new VideoFault.Garbage("nothing but messages nobody asked for");
    }

    /// A reply without a number is taken for the one awaited; some cameras forget it.
    private boolean isFor(RtspMessage reply, int sequence) throws VideoFault {
        answered = true;
        return reply.status() >= 200 && reply.sequence().orElse(sequence) == sequence;
    }

    private VideoFault noAnswer() {
        String time = settings.answer().toMillis() + " ms";
        return new VideoFault.NoAnswer(
                answered ? "no reply within " + time : "accepts the connection and says nothing for " + time, null);
    }

    VideoFault broken(IOException cause) {
        String what = String.valueOf(cause.getMessage());
        return answered ? new VideoFault.Lost(what, cause) : new VideoFault.NoAnswer(what, cause);
    }

    long aliveDue() {
        return keepAlive.due();
    }

    void stayAlive() throws IOException, VideoFault {
        String method = keepAlive.next(System.nanoTime());
        wire.write(requests.next(method, url, session.line()).text());
    }

    /// A message between the packets: the answer to a keep-alive, or a wish of the camera's own.
    void heard(RtspMessage message) throws IOException, VideoFault {
        if (!message.isReply()) {
            answer(message);
            return;
        }
        int status = message.status();
        if (status == 401) {
            // A nonce grows old within a session; the next keep-alive uses the new one.
            requests.challenged(message);
            stayAlive();
        } else if (status == 454) {
            throw new VideoFault.Forgotten();
        } else if (status >= 400) {
            keepAlive.refused();
        } else {
            requests.accepted(message);
        }
    }

    private void answer(RtspMessage request) throws IOException, VideoFault {
        String line = request.startLine();
        if (!line.contains(" RTSP/")) {
            throw new VideoFault.Garbage("\"" + VideoFault.quote(line) + "\" where RTSP was expected");
        }
        String method = line.split(" ", 2)[0];
        if (method.equals("REDIRECT")) {
            throw elsewhere("PLAY", 302, request);
        }
        boolean known = method.equals("OPTIONS") || method.equals("GET_PARAMETER");
        wire.write("RTSP/1.0 " + (known ? "200 OK" : "501 Not Implemented") + "\r\nCSeq: "
                + request.sequence().orElse(0) + "\r\n\r\n");
    }

    private VideoFault elsewhere(String method, int status, RtspMessage message) {
        String place = message.header("Location").orElse("nowhere");
        var there = address.redirected(place, wire.camera());
        if (there.isPresent()) {
            return new VideoFault.Elsewhere(there.get());
        }
        int at = place.indexOf('@');
        String shown = VideoFault.quote(at < 0 ? place : place.substring(at + 1));
        return new VideoFault.Refused(method, status, "it points to another address (" + shown + ")");
    }

    /// Says TEARDOWN; the connection ends when the camera has answered, or a moment later. Does not wait.
    void part() {
        wire.part(requests.next("TEARDOWN", url, session.line()).text());
    }
}
