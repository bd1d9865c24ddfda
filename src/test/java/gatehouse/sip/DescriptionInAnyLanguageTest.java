package gatehouse.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A door's answer is read by a door: its numbers are its numbers wherever the console stands.
@Isolated
class DescriptionInAnyLanguageTest {
    private final Locale before = Locale.getDefault();

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "fa", "mr", "bn", "th-TH-u-nu-thai", "tr"})
    void thePortOfTheVoiceIsANumber(String language) throws Exception {
        Locale.setDefault(Locale.forLanguageTag(language));
        var here = new VoiceAddress(
                new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 30000), List.of(Codec.values()));
        var offer = new String(new Negotiation(here, false).offer(), StandardCharsets.UTF_8);
        assertTrue(offer.contains("m=audio 30000 "), offer);
        assertEquals(offer.length(), offer.chars().filter(c -> c < 128).count(), offer);
    }
}
