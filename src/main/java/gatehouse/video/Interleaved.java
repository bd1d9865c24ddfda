package gatehouse.video;

import gatehouse.door.Fetch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/// Packets inside the RTSP connection, RFC 2326 §10.12: in order and complete, and as private as the connection is.
final class Interleaved implements Carriage {
    static final Duration PARTING = Duration.ofMillis(250);

    private final RtspWire wire;
    private final RtspConversation talk;
    private int channel;
    private int rtcpChannel = 1;
    private Optional<Intake> intake = Optional.empty();
    private Optional<Reports> reports = Optional.empty();

    Interleaved(RtspWire wire, RtspConversation talk) {
        this.wire = wire;
        this.talk = talk;
    }

    @Override
    public Fetch.Transport transport() {
        return Fetch.Transport.TCP;
    }

    @Override
    public String wish() {
        return "RTP/AVP/TCP;unicast;interleaved=0-1";
    }

    @Override
    public void agreed(RtspTransport granted) {
        if (granted.channel() >= 0) {
            channel = granted.channel();
            rtcpChannel = granted.rtcpChannel();
        }
    }

    @Override
    public void begin(Intake into, Reports about) {
        intake = Optional.of(into);
        reports = Optional.of(about);
        talk.frames(this::frame);
    }

    @Override
    public void playing() {
        // The session's own thread reads everything.
    }

    @Override
    public void carry(long deadlineNanos) throws IOException, VideoFault {
        switch (wire.next(deadlineNanos)) {
            case RtspItem.Frame frame -> frame(frame);
            case RtspItem.Message heard -> talk.heard(heard.message());
            case RtspItem.Silence ignored -> {}
        }
    }

    private void frame(RtspItem.Frame frame) throws VideoFault {
        if (intake.isEmpty() || reports.isEmpty()) {
            return;
        }
        var into = intake.get();
        long now = System.nanoTime();
        if (frame.channel() == channel) {
            var packet = into.read(frame.data());
            if (packet.isPresent()) {
                into.arrived(packet.get(), now);
                into.hand(packet.get(), now);
            }
        } else if (frame.channel() == rtcpChannel) {
            reports.get().heard(frame.data(), now);
        } else {
            into.drop();
        }
    }

    @Override
    public void report(ByteBuffer rtcp) throws IOException, VideoFault {
        wire.write(rtcpChannel, rtcp);
    }

    @Override
    public void wake() {
        // The camera's answer to the parting does it, or the end of the connection.
    }

    /// Closing over unread packets would reset the connection and take the TEARDOWN with it.
    @Override
    public void part() throws IOException, VideoFault {
        long deadline = System.nanoTime() + PARTING.toNanos();
        while (System.nanoTime() - deadline < 0 && wire.next(deadline) instanceof RtspItem.Frame) {
            // until the camera has answered or gone
        }
    }

    @Override
    public void close() {
        // The connection is the session's.
    }
}
