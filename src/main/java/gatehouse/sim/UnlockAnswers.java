package gatehouse.sim;

import gatehouse.sim.http.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/// What a door's web pages answer to an order, by what became of it.
public final class UnlockAnswers {
    private UnlockAnswers() {}

    public static Answer of(Lock.Outcome outcome, Faults faults, Supplier<Answer.Said> good) {
        return of(outcome, faults, good, () -> Answer.json(403, "{\"error\":\"the relay is blocked\"}"));
    }

    public static Answer of(Lock.Outcome outcome, Faults faults, Supplier<Answer.Said> good, Supplier<Answer.Said> no) {
        return switch (outcome) {
            case MOVED -> {
                var drips = faults.find(Fault.DripsAnswer.class);
                yield drips.isPresent()
                        ? new Answer.Drip(good.get(), drips.get().each())
                        : good.get();
            }
            case REFUSED -> no.get();
            case SILENT -> new Answer.Silence();
            case CUT -> new Answer.Cut();
            case ERROR -> Answer.text(500, "Segmentation fault");
            case PAGE ->
                new Answer.Said(
                        200,
                        "text/html",
                        List.of(),
                        "<!DOCTYPE html><html><body><form>Please log in</form></body></html>"
                                .getBytes(StandardCharsets.UTF_8));
            case ELSEWHERE ->
                Answer.text(307, "Elsewhere")
                        .with(List.of(new Answer.Header(
                                "Location",
                                faults.find(Fault.Redirects.class)
                                        .map(Fault.Redirects::to)
                                        .orElse("/"))));
        };
    }
}
