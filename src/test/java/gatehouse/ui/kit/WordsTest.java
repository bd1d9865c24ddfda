package gatehouse.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final Path MAIN = Path.of("src/main");

    private static Properties read(String name) throws IOException {
        var words = new Properties();
        words.load(new StringReader(Files.readString(MAIN.resolve("resources/gatehouse/ui/kit/" + name))));
        return words;
    }

    @Test
    void everyWordIsThereInBothLanguages() throws IOException {
        assertEquals(
                new TreeSet<>(read("words.properties").keySet()),
                new TreeSet<>(read("words_de.properties").keySet()));
    }

    @Test
    void everyWordThatAScreenAsksForIsThere() throws IOException {
        var english = read("words.properties");
        var asked = Pattern.compile("(?:Words\\.of|words|column)\\(\\s*\"([a-z]+\\.[a-zA-Z.]*[a-zA-Z])\"");
        try (var files = Files.walk(MAIN.resolve("java/gatehouse/ui"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                var found = asked.matcher(Files.readString(file));
                while (found.find()) {
                    assertTrue(english.containsKey(found.group(1)), file + " asks for " + found.group(1));
                }
            }
        }
    }

    @Test
    void timesAreWrittenAsAGuardReadsThem() {
        assertEquals("0:14", Times.lasting(Duration.ofSeconds(14)));
        assertEquals("1:00:07", Times.lasting(Duration.ofSeconds(3607)));
        assertEquals("0:00", Times.lasting(Duration.ofSeconds(-5)));
        assertEquals("0.1 s", Times.age(Duration.ofMillis(120)));
        assertEquals("12 s", Times.age(Duration.ofMillis(12_200)));
    }

    @Test
    void pictureIsMarkedAfterASecondAndFrozenAfterTwo() {
        assertEquals(Freshness.Kind.CONNECTING, Freshness.of(Optional.empty()).kind());
        assertEquals(
                Freshness.Kind.LIVE,
                Freshness.of(Optional.of(Duration.ofMillis(1000))).kind());
        assertEquals(
                Freshness.Kind.OLD,
                Freshness.of(Optional.of(Duration.ofMillis(1001))).kind());
        assertEquals(
                Freshness.Kind.FROZEN,
                Freshness.of(Optional.of(Duration.ofMillis(2001))).kind());
        assertEquals(
                "FROZEN 7 s", Freshness.of(Optional.of(Duration.ofSeconds(7))).words());
    }
}
