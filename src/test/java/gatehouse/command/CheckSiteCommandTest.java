package gatehouse.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.peers.ToneFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;

/// The sound files of a site are looked into before somebody needs them.
@Execution(ExecutionMode.CONCURRENT)
class CheckSiteCommandTest {
    private static final String SITE = """
            site: Test
            calls:
              ringing:
                tones:
                  - {tone: plain.wav}
              listen: [{host: 127.0.0.1}]
              announcements:
                - {id: wait, name: Please wait, file: wait.wav}
            doors:
              - {id: gate, name: Gate, talk: {ringTone: gate.wav}}
            """;

    @TempDir
    private Path folder;

    private String err = "";

    @Test
    void aSiteWhoseFilesCanAllBePlayedIsRight() throws Exception {
        write();
        assertEquals(0, check(), () -> err);
    }

    @Test
    void whatCannotBePlayedIsNamedWithItsPlaceAndWhatToDo() throws Exception {
        write();
        Files.delete(folder.resolve("wait.wav"));
        wrong(8, "\"wait.wav\" is not there. Put it there, or choose another.");
        write();
        Files.writeString(folder.resolve("gate.wav"), "ID3 this is music of another kind");
        wrong(10, "\"gate.wav\" is no WAV file. Save it as WAV, PCM 16 bit, 16 kHz, mono, and choose it again.");
        write();
        ToneFile.wav(folder.resolve("plain.wav"), 800, 11);
        wrong(5, "\"plain.wav\" lasts 11 s. Make it shorter than 10 s and choose it again.");
        write();
        ToneFile.wav(folder.resolve("wait.wav"), 800, 11);
        assertEquals(0, check(), () -> "an announcement may be longer: " + err);
        Files.delete(folder.resolve("wait.wav"));
        Files.createDirectory(folder.resolve("wait.wav"));
        wrong(8, "\"wait.wav\" cannot be read");
    }

    private void write() throws Exception {
        Files.writeString(folder.resolve("site.yaml"), SITE);
        for (var name : new String[] {"plain.wav", "wait.wav", "gate.wav"}) {
            Files.deleteIfExists(folder.resolve(name));
            ToneFile.wav(folder.resolve(name), 800, 2);
        }
    }

    private void wrong(int line, String words) {
        assertEquals(1, check());
        assertTrue(err.contains("site.yaml:" + line + ":") && err.contains(words), err);
    }

    private int check() {
        var said = new StringWriter();
        var command = new CommandLine(new CheckSiteCommand());
        command.setOut(new PrintWriter(new StringWriter()));
        command.setErr(new PrintWriter(said, true));
        int code = command.execute(folder.resolve("site.yaml").toString());
        err = said.toString();
        return code;
    }
}
