package gatehouse.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.audio.Codec;
import gatehouse.audio.Finding;
import gatehouse.ui.call.Advice;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The words of the verdicts, for the guard and for the installer.
class AdviceTest {
    private static final InetSocketAddress DOOR = InetSocketAddress.createUnresolved("192.0.2.20", 4000);
    private static final InetSocketAddress STRANGER = InetSocketAddress.createUnresolved("203.0.113.9", 9000);

    static Collection<Finding> everyFinding() {
        return CallGallery.findings().values();
    }

    @Test
    void thereIsOneOfEveryKind() {
        var kinds = everyFinding().stream().map(Object::getClass).collect(Collectors.toSet());
        assertEquals(Arrays.stream(Finding.class.getPermittedSubclasses()).collect(Collectors.toSet()), kinds);
    }

    @ParameterizedTest
    @MethodSource("everyFinding")
    void everyVerdictHasWordsForGuardAndInstaller(Finding finding) {
        var advice = Advice.of(finding);
        var words = advice.guard() + advice.installer() + advice.causes() + advice.tries();
        assertFalse(words.contains("{") || words.contains("''"), words);
        assertTrue(advice.guard().endsWith(".") && advice.installer().matches("(?s).*[.?]"), words);
        assertEquals(finding.causes().size(), advice.causes().size());
        assertTrue(advice.tries().size() >= 2, words);
        assertFalse(advice.guard().matches("(?s).*(RTP|UDP|NAT|SIP|codec).*"), "a guard need not know that word");
        finding.remedies().forEach(remedy -> assertFalse(Advice.of(remedy).isBlank()));
    }

    @Test
    void theInstallerReadsTheFacts() {
        assertEquals(
                "The door named 192.0.2.20:4000; the packets come from 203.0.113.9:9000.",
                Advice.of(new Finding.FromElsewhere(DOOR, STRANGER)).installer());
        assertEquals("Agreed was PCMA/8000; what comes is something else.", codec());
        assertEquals("Agreed was PCMA/8000; what comes is something else (payload type 9).", codec(9));
        assertEquals("Agreed was PCMA/8000; what comes is something else (payload types 9, 18).", codec(9, 18));
        assertTrue(Advice.of(new Finding.OnlySilence(-72.4)).installer().contains("72 dB below"));
        assertTrue(Advice.of(new Finding.NothingArrives(DOOR)).installer().contains("4000"));
    }

    /// Verdicts, troubles of the sound and lamps: a language that lacks one would fail before the guard's eyes.
    @Test
    void everySentenceIsThereInGermanToo() {
        var english = words(Locale.ENGLISH);
        var german = words(Locale.GERMAN);
        var keys = english.keySet().stream()
                .filter(key -> key.startsWith("verdict.") || key.startsWith("soundtrouble."))
                .toList();
        assertTrue(keys.size() > 60, "" + keys);
        for (var key : keys) {
            assertTrue(german.containsKey(key), key);
            var translated = german.getString(key);
            assertTrue(!translated.equals(english.getString(key)), key + " is translated");
            assertEquals(facts(english.getString(key)), facts(translated), key);
        }
    }

    private static String codec(Integer... types) {
        return Advice.of(new Finding.Undecodable(Codec.PCMA, new TreeSet<>(List.of(types))))
                .installer();
    }

    private static ResourceBundle words(Locale language) {
        return ResourceBundle.getBundle(
                "gatehouse.ui.kit.words",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    private static TreeSet<String> facts(String text) {
        return java.util.regex.Pattern.compile("\\{\\d}")
                .matcher(text)
                .results()
                .map(java.util.regex.MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
