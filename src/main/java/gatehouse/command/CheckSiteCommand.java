package gatehouse.command;

import gatehouse.KeptSecrets;
import gatehouse.audio.Ring;
import gatehouse.audio.WaveFault;
import gatehouse.audio.WaveFile;
import gatehouse.door.Secret;
import gatehouse.history.DataFolder;
import gatehouse.site.Passwords;
import gatehouse.site.SiteFault;
import gatehouse.site.SiteFile;
import gatehouse.site.SoundCheck;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gatehouse check-site FILE`: reads a site file as the console would, and starts nothing.
@Command(
        name = "check-site",
        mixinStandardHelpOptions = true,
        description = "Reads a site file and says what is wrong with it, with line and column.")
final class CheckSiteCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The site file.")
    private Path file;

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder, in which the safe is.")
    private Path data;

    @Option(
            names = "--without-passwords",
            description = "Do not mind environment variables that are not set on this machine.")
    private boolean withoutPasswords;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            var site = SiteFile.read(file, passwords(), CheckSiteCommand::look);
            out.println(site.name() + ": " + site.doors().size() + " doors, "
                    + site.calls().lines().size() + " lines, " + site.people().size() + " people. The file is right.");
            int clear = site.security().secretsInClear();
            if (clear > 0) {
                spec.commandLine()
                        .getErr()
                        .println("Warning: " + clear + (clear == 1 ? " secret stands" : " secrets stand")
                                + " in this file for everybody to read. Better: gatehouse secret set NAME, and"
                                + " {stored: NAME} here.");
            }
            return 0;
        } catch (SiteFault e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    /// As they would be played.
    private static Optional<SoundCheck.Wrong> look(Path file, SoundCheck.Use use) {
        try {
            switch (use) {
                case ANNOUNCEMENT -> WaveFile.announcement("", file);
                case RING_TONE -> Ring.read(file);
            }
            return Optional.empty();
        } catch (WaveFault e) {
            return Optional.of(new SoundCheck.Wrong(e.getMessage(), e.remedy()));
        }
    }

    private Passwords passwords() {
        var kept = new KeptSecrets(data != null ? data : DataFolder.standard());
        return new Passwords() {
            @Override
            public Optional<String> environment(String name) {
                return withoutPasswords ? kept.environment(name).or(() -> Optional.of("")) : kept.environment(name);
            }

            @Override
            public Optional<Secret> stored(String name) {
                return withoutPasswords ? Optional.of(Secret.NONE) : kept.stored(name);
            }

            @Override
            public boolean keep(String name, Secret secret) {
                return false;
            }
        };
    }
}
