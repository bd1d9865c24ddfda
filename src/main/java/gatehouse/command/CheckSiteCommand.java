package gatehouse.command;

import gatehouse.site.SiteFault;
import gatehouse.site.SiteFile;
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
            var site = SiteFile.read(file, name -> {
                var value = Optional.ofNullable(System.getenv(name));
                return withoutPasswords ? value.or(() -> Optional.of("")) : value;
            });
            out.println(site.name() + ": " + site.doors().size() + " doors, "
                    + site.calls().lines().size() + " lines, " + site.people().size() + " people. The file is right.");
            return 0;
        } catch (SiteFault e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }
}
