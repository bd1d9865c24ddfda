package gatehouse.ui.call;

import gatehouse.audio.Finding;
import gatehouse.ui.kit.Words;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;

/// A finding in words: one sentence for the guard, one with the facts for the installer, what is likely behind it, and
/// what to try.
public record Advice(String guard, String installer, List<String> causes, List<String> tries) {
    public Advice {
        causes = List.copyOf(causes);
        tries = List.copyOf(tries);
    }

    public static Advice of(Finding finding) {
        var name = "verdict." + finding.getClass().getSimpleName();
        return new Advice(
                Words.of(name + ".guard"),
                installer(name + ".installer", finding),
                finding.causes().stream()
                        .map(cause -> Words.of("verdict.Cause." + cause))
                        .toList(),
                List.of(Words.of(name + ".try").split("\\s*\\|\\s*")));
    }

    /// What stands on the button.
    public static String of(Finding.Remedy remedy) {
        return Words.of("verdict.Remedy." + remedy);
    }

    private static String installer(String key, Finding finding) {
        return switch (finding) {
            case Finding.NothingArrives f -> Words.of(key, f.ours().getPort(), address(f.ours()));
            case Finding.StoppedArriving f -> Words.of(key, f.since().toSeconds());
            case Finding.OnlySilence f -> Words.of(key, Math.round(-f.loudest()));
            case Finding.Undecodable f ->
                Words.of(
                        key + "." + Math.min(2, f.types().size()),
                        f.agreed().rtpmap(),
                        f.types().stream().map(String::valueOf).collect(Collectors.joining(", ")));
            case Finding.FromElsewhere f -> Words.of(key, address(f.offered()), address(f.seen()));
            case Finding.NotReceived f -> Words.of(key, Math.round(100 * f.lostShare()));
            case Finding.MicrophoneSilent f -> Words.of(key, Math.round(-f.loudest()));
            case Finding.HeldBack f -> Words.of(key, Math.round(100 * f.share()));
            case Finding.WrongKey f -> Words.of(key);
            case Finding.SpeakerGone f -> Words.of(key);
            case Finding.NothingSent f -> Words.of(key);
            case Finding.MicrophoneGone f -> Words.of(key);
            case Finding.NotConfirmed f -> Words.of(key);
        };
    }

    private static String address(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }
}
