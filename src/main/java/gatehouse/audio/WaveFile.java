package gatehouse.audio;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/// Reads WAV files as they come from any program: PCM of 8, 16 or 24 bits, one channel or two, 8 to 48 kHz. They become
/// one channel of 16 kHz. What is anything else is refused with its name, before it is held in memory.
public final class WaveFile {
    /// A minute of the largest kind, and room for what else stands in such a file.
    private static final long LARGEST = 48_000L * 2 * 3 * 60 + 65_536;

    private static final int MOST_CHUNKS = 64;
    private static final int RIFF = 0x46464952;
    private static final int WAVE = 0x45564157;
    private static final int FORMAT = 0x20746d66;
    private static final int DATA = 0x61746164;
    private static final int PCM = 1;
    private static final int EXTENSIBLE = 0xfffe;
    private static final String SAVE_ANEW = "Save it as WAV, PCM 16 bit, 16 kHz, mono, and choose it again.";

    private record Format(int channels, int rate, int bits) {
        int frameBytes() {
            return channels * bits / 8;
        }
    }

    private WaveFile() {}

    /// To be played to a visitor.
    public static Announcement announcement(String name, Path file) throws WaveFault {
        return new Announcement(name, samples(file, Announcement.LONGEST));
    }

    /// At 16 kHz; at most so long.
    static short[] samples(Path file, Duration longest) throws WaveFault {
        try (var channel = FileChannel.open(file)) {
            if (channel.size() > LARGEST) {
                throw fault(file, "is larger than " + LARGEST / 1_000_000 + " MB", SAVE_ANEW);
            }
            var bytes = ByteBuffer.allocate((int) channel.size()).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes) < 0) {
                    throw new EOFException("it became shorter while it was read");
                }
            }
            return samples(file, bytes.flip(), longest);
        } catch (NoSuchFileException e) {
            throw fault(file, "is not there", "Put it there, or choose another.");
        } catch (IOException e) {
            throw fault(file, "cannot be read (" + e.getMessage() + ")", "Check who may read it.");
        }
    }

    private static short[] samples(Path file, ByteBuffer in, Duration longest) throws WaveFault {
        if (in.remaining() < 12 || in.getInt(0) != RIFF || in.getInt(8) != WAVE) {
            throw fault(file, "is no WAV file", SAVE_ANEW);
        }
        Format format = null;
        int at = 12;
        for (int i = 0; i < MOST_CHUNKS && at + 8 <= in.limit(); i++) {
            int kind = in.getInt(at);
            int length = in.getInt(at + 4);
            int left = in.limit() - at - 8;
            if (kind == DATA && format != null) {
                int held = length < 0 || length > left ? left : length; // a file that was cut, or written as a stream
                return wide(file, in.slice(at + 8, held).order(ByteOrder.LITTLE_ENDIAN), format, longest);
            }
            if (length < 0 || length > left) {
                break;
            }
            if (kind == FORMAT && length >= 16) {
                format = format(file, in, at + 8, length);
            }
            at += 8 + length + (length & 1);
        }
        throw fault(file, "holds no sound", SAVE_ANEW);
    }

    private static Format format(Path file, ByteBuffer in, int at, int length) throws WaveFault {
        int coding = in.getShort(at) & 0xffff;
        if (coding == EXTENSIBLE && length >= 26) {
            coding = in.getShort(at + 24) & 0xffff;
        }
        var format = new Format(in.getShort(at + 2) & 0xffff, in.getInt(at + 4), in.getShort(at + 14) & 0xffff);
        if (coding != PCM) {
            throw fault(file, "is compressed (WAV coding " + coding + ")", SAVE_ANEW);
        }
        boolean bits = format.bits() == 8 || format.bits() == 16 || format.bits() == 24;
        boolean rate = format.rate() >= Sound.RATE && format.rate() <= 48_000;
        if (!bits || !rate || format.channels() < 1 || format.channels() > 2) {
            throw fault(
                    file,
                    "has " + format.channels() + " channels of " + format.bits() + " bits at " + format.rate()
                            + " Hz, which cannot be played",
                    SAVE_ANEW);
        }
        return format;
    }

    private static short[] wide(Path file, ByteBuffer data, Format format, Duration longest) throws WaveFault {
        int frames = data.remaining() / format.frameBytes();
        if (frames == 0) {
            throw fault(file, "holds no sound", SAVE_ANEW);
        }
        if (frames > longest.toSeconds() * format.rate()) {
            throw fault(
                    file,
                    "lasts " + frames / format.rate() + " s",
                    "Make it shorter than " + longest.toSeconds() + " s and choose it again.");
        }
        var mono = new double[frames];
        for (int i = 0; i < frames; i++) {
            for (int c = 0; c < format.channels(); c++) {
                mono[i] += sample(data, i * format.frameBytes() + c * format.bits() / 8, format.bits());
            }
            mono[i] /= format.channels();
        }
        return AnyRate.of(mono, format.rate(), Sound.WIDE);
    }

    /// In units of 16 bits; 8 bits have no sign, RIFF knows them so.
    private static double sample(ByteBuffer data, int at, int bits) {
        return switch (bits) {
            case 8 -> ((data.get(at) & 0xff) - 128) * 256.0;
            case 16 -> data.getShort(at);
            default -> ((data.get(at + 2) << 16) | (data.getShort(at) & 0xffff)) / 256.0;
        };
    }

    private static WaveFault fault(Path file, String what, String remedy) {
        return new WaveFault("The sound file \"" + file.getFileName() + "\" " + what + ".", remedy);
    }
}
