package gatehouse.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.peers.Program;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Our codecs against those of ffmpeg (its own G.722, and libopus).
@Tag("peer")
@Execution(ExecutionMode.CONCURRENT)
class CodecPeersTest {
    @TempDir
    private Path folder;

    @Test
    void g722IsBitForBitThatOfFfmpegBothWays() throws Exception {
        Program.need("ffmpeg");
        var speech = SpeechLike.samples(16_000, 10, 2);
        var clear = Files.write(folder.resolve("clear.raw"), bytes(speech));
        var line = Codec.G722.encoder().encode(speech);
        var theirs = folder.resolve("theirs.g722");
        ffmpeg("-f", "s16le", "-ar", "16000", "-ac", "1", "-i", clear.toString(), "-c:a", "g722", theirs.toString());
        assertArrayEquals(Files.readAllBytes(theirs), line);

        var ours = Files.write(folder.resolve("ours.g722"), line);
        var decoded = folder.resolve("decoded.raw");
        ffmpeg("-f", "g722", "-i", ours.toString(), "-f", "s16le", decoded.toString());
        assertArrayEquals(samples(decoded), Codec.G722.decoder().decode(line));
    }

    @Test
    void libopusHearsWhatWeSayAndWeHearLibopus() throws Exception {
        Program.need("ffmpeg");
        var speech = SpeechLike.samples(16_000, 10, 2);
        var encoder = Codec.OPUS.encoder();
        var packets = new ArrayList<byte[]>();
        for (int at = 0; at + 320 <= speech.length; at += 320) {
            packets.add(encoder.encode(Arrays.copyOfRange(speech, at, at + 320)));
        }
        var ours = Files.write(folder.resolve("ours.opus"), Ogg.opus(packets));
        var decoded = folder.resolve("decoded.raw");
        ffmpeg("-c:a", "libopus", "-i", ours.toString(), "-ar", "16000", "-ac", "1", "-f", "s16le", decoded.toString());
        alike(speech, samples(decoded));

        var clear = Files.write(folder.resolve("clear.raw"), bytes(speech));
        for (var mode : List.of("voip", "audio", "lowdelay")) { // SILK, both, CELT
            var theirs = folder.resolve(mode + ".opus");
            ffmpeg(
                    "-f",
                    "s16le",
                    "-ar",
                    "16000",
                    "-ac",
                    "1",
                    "-i",
                    clear.toString(),
                    "-c:a",
                    "libopus",
                    "-b:a",
                    "32k",
                    "-application",
                    mode,
                    "-page_duration",
                    "20000",
                    theirs.toString());
            var decoder = Codec.OPUS.decoder();
            var heard = ByteBuffer.allocate(4 * bytes(speech).length).order(ByteOrder.LITTLE_ENDIAN);
            for (var packet : Ogg.packets(Files.readAllBytes(theirs))) {
                for (short sample : decoder.decode(packet)) {
                    heard.putShort(sample);
                }
            }
            alike(speech, samples(Arrays.copyOf(heard.array(), heard.position())));
        }
    }

    private static void alike(short[] speech, short[] heard) {
        var likeness = SpeechLike.likeness(speech, heard, 600);
        assertTrue(likeness.correlation() > 0.85, likeness.toString());
    }

    private void ffmpeg(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
        command.addAll(List.of(arguments));
        var log = folder.resolve("ffmpeg.log").toFile();
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        assertTrue(process.waitFor() == 0, () -> command + " failed");
    }

    private static byte[] bytes(short[] samples) {
        var out = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        out.asShortBuffer().put(samples);
        return out.array();
    }

    private static short[] samples(Path file) throws IOException {
        return samples(Files.readAllBytes(file));
    }

    private static short[] samples(byte[] bytes) {
        var samples = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }
}
