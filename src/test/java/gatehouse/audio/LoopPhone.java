package gatehouse.audio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/// Run by `AudioBench` and `EchoLoopPeerTest` in a process of its own, whose environment leads to a sound server: one
/// voice on the default
/// devices, until its input ends. The echo canceller, which would take out again what is to come back through the loop,
/// is used when there is a second word.
final class LoopPhone {
    private LoopPhone() {}

    public static void main(String[] arguments) throws IOException {
        var here = InetAddress.getLoopbackAddress();
        var port = VoicePort.bind(here, RtpPorts.ANY);
        var probe = new InetSocketAddress(here, Integer.parseInt(arguments[0]));
        var clean = arguments.length > 1 ? new SoundWishes.Clean(true, false, false) : SoundWishes.Clean.NOTHING;
        var wishes = new SoundWishes(Optional.empty(), Optional.empty(), Optional.empty(), clean);
        try (var sound = SoundBoard.open(wishes, state -> {});
                var voice = Voice.open(
                        port, new VoiceSettings(probe, Codec.PCMA, 8, OptionalInt.empty()), sound, event -> {})) {
            var words = "port " + port.address().getPort() + "\n";
            System.out.write(words.getBytes(StandardCharsets.US_ASCII));
            System.out.flush();
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
            System.err.println(voice.statistics());
        }
    }
}
