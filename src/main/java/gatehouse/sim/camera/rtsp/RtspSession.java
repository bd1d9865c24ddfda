package gatehouse.sim.camera.rtsp;

import gatehouse.sim.Fault;
import gatehouse.sim.Faults;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Consumer;

/// One viewer between SETUP and TEARDOWN. It takes pictures on the source's thread and never blocks it: what a slow
/// viewer
/// cannot take is dropped until the next key picture. Faults switched on while it plays count from the next picture.
final class RtspSession implements Consumer<AccessUnit>, AutoCloseable {
    private final String id = HexFormat.of().formatHex(randomBytes());
    private final LiveSource source;
    private final Wire wire;
    private final Outbox outbox;
    private final Faults faults;
    private final Runnable cut;
    private final RtpSender sender;
    private volatile boolean playing;
    private volatile long playingSince;
    private volatile boolean keyNeeded;

    /// @param cut ends the connection as a fault does; called on the source's thread
    RtspSession(LiveSource source, Wire wire, Outbox outbox, Faults faults, Runnable cut) {
        this.source = source;
        this.wire = wire;
        this.outbox = outbox;
        this.faults = faults;
        this.cut = cut;
        this.sender = new RtpSender(faults);
    }

    String id() {
        return id;
    }

    boolean playing() {
        return playing;
    }

    String transport() {
        return wire.transport() + ";ssrc=" + HexFormat.of().withUpperCase().toHexDigits(sender.ssrc())
                + ";mode=\"PLAY\"";
    }

    /// What PLAY answers about the first packets, RFC 2326 §12.33.
    String rtpInfo(String base) {
        return "url=" + base + "/" + Sdp.TRACK + ";seq=" + sender.nextSequence() + ";rtptime="
                + sender.rtpTime(System.nanoTime());
    }

    void play() throws IOException {
        if (!playing) {
            outbox.dropPictures();
            keyNeeded = true;
            playingSince = System.nanoTime();
            playing = true;
            source.watch(this);
        }
    }

    void pause() {
        playing = false;
        source.unwatch(this);
        outbox.dropPictures();
    }

    @Override
    public void accept(AccessUnit unit) {
        if (!playing) {
            return;
        }
        var drops = faults.find(Fault.DropsStream.class);
        if (drops.isPresent()
                && System.nanoTime() - playingSince >= drops.get().every().toNanos()) {
            cut.run();
            return;
        }
        if (faults.has(Fault.Stalls.class) || faults.has(Fault.NeverAnswers.class)) {
            keyNeeded = true;
            return;
        }
        if (faults.has(Fault.NoKeyPicture.class)) {
            if (!unit.key()) {
                outbox.put(new Outbox.Item.Picture(this, unit));
            }
            keyNeeded = true;
            return;
        }
        if (keyNeeded && !unit.key()) {
            source.keyPicture();
            return;
        }
        var sent = faults.has(Fault.BrokenPictures.class) ? unit.broken() : unit;
        keyNeeded = !outbox.put(new Outbox.Item.Picture(this, sent));
    }

    /// On the connection's writer.
    void send(AccessUnit unit) throws IOException {
        if (playing) {
            sender.send(unit, wire);
        }
    }

    private static byte[] randomBytes() {
        var bytes = new byte[8];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        pause();
        wire.close();
    }
}
