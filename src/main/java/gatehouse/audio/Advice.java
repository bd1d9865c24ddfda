package gatehouse.audio;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/// A finding in words: one sentence for the guard, one with the facts for the installer, what is likely behind it, and
/// what to try. The words stand in `advice.properties` beside this class.
public record Advice(String guard, String installer, List<String> causes, List<String> tries) {
    private static final String WORDS = "gatehouse.audio.advice";
    private static final ResourceBundle.Control EXACT =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    public Advice {
        causes = List.copyOf(causes);
        tries = List.copyOf(tries);
    }

    public static Advice of(Finding finding, Locale locale) {
        var words = ResourceBundle.getBundle(WORDS, locale, EXACT);
        String name = finding.getClass().getSimpleName();
        return new Advice(
                words.getString(name + ".guard"),
                new MessageFormat(words.getString(name + ".installer"), locale).format(facts(finding)),
                finding.causes().stream()
                        .map(cause -> words.getString("Cause." + cause))
                        .toList(),
                List.of(words.getString(name + ".try").split("\\s*\\|\\s*")));
    }

    /// What stands on the button.
    public static String of(Finding.Remedy remedy, Locale locale) {
        return ResourceBundle.getBundle(WORDS, locale, EXACT).getString("Remedy." + remedy);
    }

    /// What the installer's sentence is filled with, in the order of its numbers.
    private static Object[] facts(Finding finding) {
        return switch (finding) {
            case Finding.NothingArrives f ->
                new Object[] {Integer.toString(f.ours().getPort()), address(f.ours())};
            case Finding.StoppedArriving f -> new Object[] {f.since().toSeconds()};
            case Finding.OnlySilence f -> new Object[] {Math.round(-f.loudest())};
            case Finding.Undecodable f ->
                new Object[] {
                    f.agreed().rtpmap(),
                    f.types().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                    f.types().size()
                };
            case Finding.FromElsewhere f -> new Object[] {address(f.offered()), address(f.seen())};
            case Finding.NotReceived f -> new Object[] {Math.round(100 * f.lostShare())};
            case Finding.MicrophoneSilent f -> new Object[] {Math.round(-f.loudest())};
            case Finding.HeldBack f -> new Object[] {Math.round(100 * f.share())};
            case Finding.WrongKey f -> new Object[0];
            case Finding.SpeakerGone f -> new Object[0];
            case Finding.NothingSent f -> new Object[0];
            case Finding.MicrophoneGone f -> new Object[0];
            case Finding.NotConfirmed f -> new Object[0];
        };
    }

    private static String address(java.net.InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }
}
