package gatehouse.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.peers.Program;
import gatehouse.peers.ToneFile;
import gatehouse.rtp.CryptoLine;
import gatehouse.rtp.SrtpKey;
import gatehouse.rtp.SrtpSuite;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// A voice and baresip: both hear the other's tone, with every codec and sealed.
@Tag("peer")
@Execution(ExecutionMode.CONCURRENT)
class BaresipMediaPeerTest {
    private static final double DOOR = 600;
    private static final double GUARD = 1000;

    @TempDir
    private Path folder;

    private final ToneSound ear = new ToneSound(GUARD, Duration.ofMillis(500));

    @ParameterizedTest
    @CsvSource({"PCMA,PCMA/8000/1,8000", "PCMU,PCMU/8000/1,8000", "G722,G722/16000/1,16000", "OPUS,opus/48000/2,48000"})
    void bothHearEachOtherWithEveryCodec(Codec codec, String theirs, int rate) throws Exception {
        Program.need("baresip");
        try (var door = BaresipMedia.start(folder, theirs, "", tone(rate), rate);
                var port = VoicePort.bind(InetAddress.getLoopbackAddress(), RtpPorts.ANY)) {
            var answer = door.offer(
                    port.address().getPort(), "RTP/AVP", number(codec) + " 101", rtpmap(codec) + events(codec));
            var settings =
                    new VoiceSettings(BaresipMedia.address(answer), codec, codec.payloadType(), OptionalInt.of(101));
            talk(port, settings, door);
        }
        theDoorHeardTheGuard();
    }

    @ParameterizedTest
    @EnumSource
    void bothHearEachOtherSealed(SrtpSuite suite) throws Exception {
        Program.need("baresip");
        try (var door = BaresipMedia.start(folder, "PCMA/8000/1", ";mediaenc=srtp-mand", tone(8000), 8000);
                var port = VoicePort.bind(InetAddress.getLoopbackAddress(), RtpPorts.ANY)) {
            var ours = SrtpKey.fresh(suite);
            var answer = door.offer(
                    port.address().getPort(),
                    "RTP/SAVP",
                    "8",
                    "a=rtpmap:8 PCMA/8000\r\n" + new CryptoLine(1, ours).write() + "\r\n");
            var line = BaresipMedia.find(answer, "(?m)^(a=crypto:.*?)\\r?$").orElseThrow();
            var keys = new VoiceSettings.Keys(
                    ours, CryptoLine.read(line).orElseThrow().key());
            var settings = new VoiceSettings(BaresipMedia.address(answer), Codec.PCMA, 8, OptionalInt.empty())
                    .sealedWith(keys);
            var voice = talk(port, settings, door);
            // baresip may let a packet out before its keys are set.
            assertTrue(voice.facts().in().unsealed() < 5, "" + voice.facts().in());
        }
        theDoorHeardTheGuard();
    }

    /// As the desk hears it: baresip begins its recording anew and keeps nothing of it.
    @Test
    void theCodecChangesInTheMiddleOfACall() throws Exception {
        Program.need("baresip");
        try (var door = BaresipMedia.start(folder, "G722/16000/1,PCMA/8000/1", "", tone(16_000), 16_000);
                var port = VoicePort.bind(InetAddress.getLoopbackAddress(), RtpPorts.ANY)) {
            int here = port.address().getPort();
            var first = door.offer(here, "RTP/AVP", "9 8", rtpmap(Codec.G722) + rtpmap(Codec.PCMA));
            var wide = new VoiceSettings(BaresipMedia.address(first), Codec.G722, 9, OptionalInt.empty());
            try (var voice = Voice.open(port, wide, ear, event -> {})) {
                until(door, "the door with G.722", () -> hears(DOOR));
                var second = door.offer(here, "RTP/AVP", "8", "a=rtpmap:8 PCMA/8000\r\n");
                voice.change(new VoiceSettings(BaresipMedia.address(second), Codec.PCMA, 8, OptionalInt.empty()));
                ear.forget();
                until(door, "the door with G.711", () -> hears(DOOR) && ear.heard().length >= 4000);
                long before = voice.statistics().sent();
                until(door, "three seconds are spoken", () -> voice.statistics().sent() >= before + 150);
                assertEquals(Codec.PCMA, voice.quality().codec());
                assertTrue(voice.facts().in().heard() > 20, "" + voice.facts());
            }
        }
    }

    private Voice talk(VoicePort port, VoiceSettings settings, BaresipMedia door) {
        try (var voice = Voice.open(port, settings, ear, event -> {})) {
            until(door, "the door is heard", () -> hears(DOOR) && ear.heard().length >= 4000);
            until(door, "two seconds are spoken", () -> voice.statistics().sent() >= 120);
            return voice;
        }
    }

    /// A second of the recording that is the guard's tone and nothing else.
    private void theDoorHeardTheGuard() throws Exception {
        try (var door = files(folder)) {
            double best = door.mapToDouble(BaresipMediaPeerTest::share).max().orElse(0);
            assertTrue(best > 0.9, "of what the door heard, the guard's tone was " + best);
        }
    }

    private static java.util.stream.Stream<Path> files(Path folder) throws java.io.IOException {
        return java.nio.file.Files.list(folder.resolve("heard"))
                .filter(file -> file.toString().endsWith("dec.wav"));
    }

    private static double share(Path wav) {
        try {
            var samples = ToneFile.samples(wav);
            double best = 0;
            for (int at = 0; at + 4000 <= samples.length; at += 2000) {
                best = Math.max(best, ToneDetector.share(Arrays.copyOfRange(samples, at, at + 4000), GUARD));
            }
            return best;
        } catch (java.io.IOException | javax.sound.sampled.UnsupportedAudioFileException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean hears(double hz) {
        return ToneDetector.share(ear.heard(), hz) > 0.85 && ToneDetector.decibels(ear.heard(), hz) > -30;
    }

    private Path tone(int rate) throws Exception {
        return Waves.plain(folder.resolve("door.wav"), DOOR, rate, 120);
    }

    private static String number(Codec codec) {
        return Integer.toString(codec.payloadType());
    }

    private static String rtpmap(Codec codec) {
        return "a=rtpmap:" + codec.payloadType() + " " + codec.rtpmap() + "\r\n";
    }

    private static String events(Codec codec) {
        return "a=rtpmap:101 telephone-event/" + codec.clockRate() + "\r\n";
    }

    private static void until(BaresipMedia door, String what, BooleanSupplier there) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!there.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, () -> what + "\n" + door.output());
            LockSupport.parkNanos(20_000_000);
        }
    }
}
