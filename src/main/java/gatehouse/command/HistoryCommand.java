package gatehouse.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `gatehouse history`: reads and proves what happened. It reads the journal itself and writes nothing, so it works
/// while a console owns the folder.
@Command(
        name = "history",
        description = "Shows and proves what happened.",
        mixinStandardHelpOptions = true,
        subcommands = {HistoryList.class, HistoryShow.class, HistoryVerify.class})
public final class HistoryCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say which: list, show or verify.");
    }
}
