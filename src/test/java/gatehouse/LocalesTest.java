package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Secret;
import gatehouse.history.Event;
import gatehouse.history.History;
import gatehouse.history.Kind;
import gatehouse.operator.Pins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A computer that speaks another language is the same computer: what is kept is found again, who may log in can, and
/// doors talk. In processes of their own, because the language is one for all.
class LocalesTest {
    private static final List<String> TAGS = List.of(
            "ar-EG-u-nu-arab",
            "fa-IR",
            "mr-IN-u-nu-deva",
            "ne-NP",
            "my-MM",
            "bn-BD",
            "th-TH-u-ca-buddhist-nu-thai",
            "tr-TR");

    @TempDir
    private Path folder;

    /// What stands or falls with the digits and letters of the language.
    public static final class Child {
        private Child() {}

        public static void main(String[] args) throws Exception {
            for (var tag : TAGS) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                check(tag, Path.of(args[0], tag));
            }
        }

        private static void check(String tag, Path data) throws Exception {
            for (int start = 1; start <= 3; start++) {
                try (var history = History.open(data)) {
                    history.keep(Event.now(Kind.STARTED, "start " + start));
                }
            }
            var report = History.verify(data);
            say(
                    report.ok() && report.events() == 3,
                    tag + ": the journal " + report.events() + " " + report.problems());
            try (var files = Files.list(data)) {
                say(
                        files.map(f -> f.getFileName().toString())
                                .allMatch(n -> n.chars().allMatch(c -> c < 128)),
                        tag + ": the names of files");
            }
            say(Pins.matches(Secret.of("2741"), Pins.hash(Secret.of("2741"))), tag + ": the PIN");
        }

        private static void say(boolean right, String what) {
            if (!right) {
                throw new IllegalStateException(what);
            }
        }
    }

    @Test
    void whatIsKeptIsFoundAgainAndAPinOpensInEveryLanguage() throws Exception {
        var child = java(Stream.of(Child.class.getName(), folder.toString()));
        assertTrue(child.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, child.exitValue(), Files.readString(folder.resolve("said")));
    }

    /// The whole job, with sockets, tones and pictures.
    @Test
    void tourPassesUnderArabicDigits() throws Exception {
        var child = java(Stream.of(
                "-Duser.language=ar",
                "-Duser.country=EG",
                "-Duser.extensions=nu-arab",
                "-Dgatehouse.log.dir=" + folder.resolve("log"),
                "gatehouse.Main",
                "tour",
                "--doors",
                "6",
                "--out",
                folder.resolve("tour").toString()));
        assertTrue(child.waitFor(10, TimeUnit.MINUTES));
        assertEquals(0, child.exitValue(), Files.readString(folder.resolve("said")));
    }

    private Process java(Stream<String> arguments) throws Exception {
        var usual = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path=" + Path.of("target", "app", "fx").toAbsolutePath(),
                "--add-modules=javafx.controls",
                "--enable-native-access=javafx.graphics,ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx768m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        var builder = new ProcessBuilder(Stream.concat(usual, arguments).toList())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.environment().remove("DISPLAY");
        return builder.start();
    }
}
