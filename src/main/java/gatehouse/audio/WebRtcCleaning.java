package gatehouse.audio;

import dev.onvoid.webrtc.media.audio.AudioProcessing;
import dev.onvoid.webrtc.media.audio.AudioProcessingConfig;
import dev.onvoid.webrtc.media.audio.AudioProcessingConfig.NoiseSuppression;
import dev.onvoid.webrtc.media.audio.AudioProcessingStreamConfig;

/// The audio processing of WebRTC. Where echo is, it finds out itself; the delay it is told is where it begins to look.
final class WebRtcCleaning implements Cleaner.Library {
    /// The buffers of both lines.
    private static final int DELAY = 80; // ms

    private final AudioProcessing processing = new AudioProcessing(); // this and all below: guarded by this
    private final AudioProcessingStreamConfig shape = new AudioProcessingStreamConfig(Sound.WIDE, 1);
    private final byte[] in = new byte[2 * SpeakerMix.FRAME];
    private final byte[] out = new byte[2 * SpeakerMix.FRAME];
    private boolean closed;

    private WebRtcCleaning() {}

    /// Takes most of a second the first time.
    static Cleaner.Library load(SoundWishes.Clean wishes) {
        var loaded = new WebRtcCleaning();
        loaded.wish(wishes);
        return loaded;
    }

    @Override
    public synchronized void wish(SoundWishes.Clean wishes) {
        var config = new AudioProcessingConfig();
        config.echoCanceller.enabled = wishes.echo();
        config.highPassFilter.enabled = wishes.echo() || wishes.noise();
        config.noiseSuppression.enabled = wishes.noise();
        config.noiseSuppression.level = NoiseSuppression.Level.MODERATE;
        config.gainControl.enabled = wishes.gain();
        config.gainControl.adaptiveDigital.enabled = wishes.gain();
        processing.applyConfig(config);
        processing.setStreamDelayMs(DELAY);
    }

    @Override
    public synchronized void played(short[] frame) {
        if (!closed) {
            pack(frame);
            processing.processReverseStream(in, shape, shape, out);
        }
    }

    @Override
    public synchronized void clean(short[] frame) {
        if (closed) {
            return;
        }
        pack(frame);
        processing.setStreamDelayMs(DELAY);
        if (processing.processStream(in, shape, shape, out) == 0) {
            for (int i = 0; i < frame.length; i++) {
                frame[i] = (short) (out[2 * i + 1] << 8 | (out[2 * i] & 0xff));
            }
        }
    }

    private void pack(short[] frame) {
        for (int i = 0; i < frame.length; i++) {
            in[2 * i] = (byte) frame[i];
            in[2 * i + 1] = (byte) (frame[i] >> 8);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            processing.dispose();
        }
    }
}
