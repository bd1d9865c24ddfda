package gatehouse.command;

import gatehouse.history.History;
import gatehouse.history.Problem;
import gatehouse.history.Report;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `gatehouse history verify`.
@Command(
        name = "verify",
        description = "Proves that nothing was changed or lost. Ends with 1 when something was.",
        mixinStandardHelpOptions = true)
final class HistoryVerify implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Mixin
    private HistoryFolder where;

    @Override
    public Integer call() throws IOException {
        var report = History.verify(where.folder());
        if (where.isJson()) {
            where.out().println(tree(report));
        } else {
            print(report);
        }
        where.out().flush();
        return report.ok() ? 0 : 1;
    }

    private void print(Report report) {
        var out = where.out();
        for (Problem problem : report.problems()) {
            out.println(problem.file() + " at " + problem.offset() + ", entry " + problem.seq() + ": "
                    + problem.sentence());
            out.println("    " + problem.remedy());
        }
        String span = report.first().isEmpty()
                ? ""
                : ", " + HistoryFolder.TIME.format(report.first().get()) + " to "
                        + HistoryFolder.TIME.format(report.last().orElseThrow());
        out.println((report.ok() ? "Intact: " : "NOT INTACT: ") + report.events() + " events, " + report.pictures()
                + " pictures, " + report.clips() + " clips" + span + ".");
        if (!report.compared()) {
            out.println("The end was not compared with the searchable copy: there is none, or a console has it open.");
        }
    }

    private static ObjectNode tree(Report report) {
        ObjectNode tree = JSON.createObjectNode();
        tree.put("ok", report.ok());
        tree.put("events", report.events());
        tree.put("pictures", report.pictures());
        tree.put("clips", report.clips());
        report.first().ifPresent(at -> tree.put("first", at.toString()));
        report.last().ifPresent(at -> tree.put("last", at.toString()));
        tree.put("compared", report.compared());
        var problems = tree.putArray("problems");
        for (Problem problem : report.problems()) {
            ObjectNode node = problems.addObject();
            node.put("file", problem.file());
            node.put("offset", problem.offset());
            node.put("seq", problem.seq());
            node.put("sentence", problem.sentence());
            node.put("remedy", problem.remedy());
        }
        return tree;
    }
}
