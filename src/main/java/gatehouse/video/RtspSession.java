package gatehouse.video;

import gatehouse.door.Login;
import gatehouse.rtp.RtpPacket;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;

/// One RTSP conversation over one TCP connection, RFC 2326: OPTIONS, DESCRIBE, SETUP, PLAY, then packets with a
/// keep-alive now and then, TEARDOWN when it is left. A blocking straight line for one thread; only `leave` and `close`
/// are safe for any.
final class RtspSession implements AutoCloseable {
    private static final int MOST_STRAY = 200;
    private static final int DEFAULT_TIMEOUT = 60;
    private static final Duration PARTING = Duration.ofMillis(250);

    /// Where the packets go, on the session's thread; the packet is valid only during the call.
    @FunctionalInterface
    interface Packets {
        void accept(RtpPacket packet, long nowNanos) throws VideoFault;
    }

    private final RtspAddress address;
    private final VideoSettings settings;
    private final Socket socket = new Socket();
    private final RtspRequests requests;
    private volatile RtspWire wire;
    private volatile String session = "";
    private volatile String aggregate = "";
    private volatile boolean leaving;
    private boolean mayGetParameter;
    private boolean answered;
    private int channel;
    private int payloadType = -1;
    private long packetCount;
    private long lastPacket;
    private Packets packets = (ignored, ignoredToo) -> {};
    private Duration keepAlive = Duration.ofSeconds(DEFAULT_TIMEOUT / 2);

    RtspSession(RtspAddress address, Login login, VideoSettings settings) {
        this.address = address;
        this.settings = settings;
        this.requests = new RtspRequests(login, settings.wrongPassword());
    }

    /// From nothing to a session that is ready to play: the track that will come.
    Sdp.Track prepare() throws VideoFault {
        wire = RtspWire.connect(socket, address.host(), address.port(), settings.connect());
        try {
            var options = ask("OPTIONS", address.url(), "");
            mayGetParameter =
                    options.header("Public").orElse("").toUpperCase(Locale.ROOT).contains("GET_PARAMETER");
            var description = granted("DESCRIBE", address.url(), "Accept: application/sdp\r\n");
            var sdp = Sdp.read(description.body());
            var track = sdp.chosen();
            String base = description
                    .header("Content-Base")
                    .or(() -> description.header("Content-Location"))
                    .orElse("");
            aggregate = address.resolved(base, sdp.control());
            payloadType = track.payloadType();
            var setup = granted(
                    "SETUP",
                    address.resolved(base, track.control()),
                    "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n");
            readSetup(setup);
            return track;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private void readSetup(RtspMessage setup) throws VideoFault {
        String[] parts = setup.header("Session").orElse("").split(";", 8);
        session = parts[0].strip().replaceAll("[^\\x21-\\x7e]", "");
        for (String part : parts) {
            if (part.strip().toLowerCase(Locale.ROOT).startsWith("timeout=")) {
                int seconds = RtspMessage.number(part.strip().substring(8), "a session timeout");
                keepAlive = Duration.ofMillis(Math.clamp(seconds * 500L, 1000, 30_000));
            }
        }
        String transport = setup.header("Transport").orElse("").toLowerCase(Locale.ROOT);
        if (transport.contains("udp") || transport.contains("multicast")) {
            throw new VideoFault.NotSupported("video outside the RTSP connection");
        }
        int at = transport.indexOf("interleaved=");
        if (at >= 0) {
            String first = transport.substring(at + 12).split("[^0-9]", 2)[0];
            channel = RtspMessage.number(first, "an interleaved channel");
        }
    }

    /// Plays, and hands over the packets of the track until somebody leaves; everything else ends in a fault.
    void receive(Packets sink) throws VideoFault {
        packets = sink;
        try {
            granted("PLAY", aggregate, sessionHeader() + "Range: npt=0.000-\r\n");
            long silence = settings.silence().toNanos();
            lastPacket = System.nanoTime();
            long alive = lastPacket + keepAlive.toNanos();
            while (!leaving) {
                long now = System.nanoTime();
                if (now - lastPacket > silence) {
                    throw new VideoFault.Stalled(settings.silence(), packetCount);
                }
                if (now - alive >= 0) {
                    alive = now + keepAlive.toNanos();
                    stayAlive();
                }
                long stalled = lastPacket + silence + 1_000_000;
                switch (wire.next(stalled - alive < 0 ? stalled : alive)) {
                    case RtspItem.Frame frame -> packet(frame);
                    case RtspItem.Message heard -> between(heard.message());
                    case RtspItem.Silence ignored -> {}
                }
            }
            drain();
        } catch (IOException e) {
            throw broken(e);
        } catch (VideoFault.Lost e) {
            if (!leaving) {
                throw e;
            }
        }
    }

    private void packet(RtspItem.Frame frame) throws VideoFault {
        if (frame.channel() != channel) {
            return;
        }
        var packet = RtpPacket.read(frame.data());
        if (packet.isPresent() && packet.get().payloadType() == payloadType) {
            lastPacket = System.nanoTime();
            packetCount++;
            packets.accept(packet.get(), lastPacket);
        }
    }

    /// Closing over unread packets would reset the connection and take the TEARDOWN with it.
    private void drain() throws IOException, VideoFault {
        long deadline = System.nanoTime() + PARTING.toNanos();
        while (System.nanoTime() - deadline < 0 && wire.next(deadline) instanceof RtspItem.Frame) {
            // until the camera has answered or gone
        }
    }

    private void stayAlive() throws IOException {
        String method = mayGetParameter ? "GET_PARAMETER" : "OPTIONS";
        wire.write(requests.next(method, aggregate, sessionHeader()).text());
    }

    /// A message between the packets: the answer to a keep-alive, or a wish of the camera's own.
    private void between(RtspMessage message) throws IOException, VideoFault {
        if (!message.isReply()) {
            answer(message);
        } else if (message.status() == 401) {
            // A nonce grows old within a session; the next keep-alive uses the new one.
            requests.challenged(message);
            stayAlive();
        } else if (message.status() == 454) {
            throw new VideoFault.Lost("the camera has forgotten the session", null);
        } else if (message.status() >= 400) {
            mayGetParameter = false;
        }
    }

    private RtspMessage granted(String method, String url, String headers) throws IOException, VideoFault {
        var reply = ask(method, url, headers);
        int status = reply.status();
        if (status == 461) {
            throw new VideoFault.NotSupported("its video only outside the RTSP connection");
        }
        if (status < 200 || status > 299) {
            throw new VideoFault.Refused(method, status, reply.reason());
        }
        return reply;
    }

    /// One request and its reply, with the log-in if the camera wants one.
    private RtspMessage ask(String method, String url, String headers) throws IOException, VideoFault {
        while (true) {
            var request = requests.next(method, url, headers);
            wire.write(request.text());
            var reply = await(request.sequence());
            int status = reply.status();
            if (status == 453 || status == 503) {
                throw new VideoFault.Busy(status, reply.reason());
            }
            if (status >= 300 && status <= 399) {
                throw new VideoFault.Refused(method, status, "it points to " + elsewhere(reply));
            }
            if (status != 401) {
                requests.accepted(status);
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
                    // Packets may overtake the reply to PLAY, and the first of them hold the key picture.
                    packet(frame);
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
        String seconds = settings.answer().toMillis() + " ms";
        return new VideoFault.NoAnswer(
                answered ? "no reply within " + seconds : "accepts the connection and says nothing for " + seconds,
                null);
    }

    private void answer(RtspMessage request) throws IOException, VideoFault {
        if (!request.startLine().contains(" RTSP/")) {
            throw new VideoFault.Garbage("\"" + VideoFault.quote(request.startLine()) + "\" where RTSP was expected");
        }
        if (request.startLine().startsWith("REDIRECT ")) {
            throw new VideoFault.Refused("PLAY", 302, "it points to " + elsewhere(request));
        }
        wire.write("RTSP/1.0 501 Not Implemented\r\nCSeq: " + request.sequence().orElse(0) + "\r\n\r\n");
    }

    private static String elsewhere(RtspMessage message) {
        String place = message.header("Location").orElse("nowhere");
        int at = place.indexOf('@');
        return "another address (" + VideoFault.quote(at < 0 ? place : place.substring(at + 1)) + ")";
    }

    private String sessionHeader() {
        return session.isEmpty() ? "" : "Session: " + session + "\r\n";
    }

    private VideoFault broken(IOException cause) {
        String what = String.valueOf(cause.getMessage());
        return answered ? new VideoFault.Lost(what, cause) : new VideoFault.NoAnswer(what, cause);
    }

    /// Says TEARDOWN and lets the receiving thread end by itself when the camera answers. Returns at once.
    void leave() {
        leaving = true;
        var open = wire;
        if (open == null || session.isEmpty()) {
            close();
            return;
        }
        try {
            open.write(requests.next("TEARDOWN", aggregate, sessionHeader()).text());
            socket.shutdownOutput();
        } catch (IOException e) {
            close();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
