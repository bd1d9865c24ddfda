package gatehouse.sim;

import gatehouse.sim.http.Answer;
import gatehouse.sim.http.Ask;
import gatehouse.sim.http.HttpLogin;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The door's own way to be opened over HTTP, in the manner of what door stations have:
/// `GET or POST /api/relay/N/open`, `POST /api/relay/N/close`, `GET /api/relay/N` for the state, outputs counted from
/// one.
record UnlockPages(List<Output> outputs, HttpLogin login, Faults faults) {
    static final String PREFIX = "/api/relay/";
    private static final Pattern PATH = Pattern.compile("/api/relay/([0-9]{1,2})(/open|/close)?/?");

    /// An output, its lock and the leaf behind it.
    record Output(String id, Lock lock, Leaf leaf) {}

    UnlockPages {
        outputs = List.copyOf(outputs);
    }

    static String open(int number) {
        return PREFIX + number + "/open";
    }

    static String state(int number) {
        return PREFIX + number;
    }

    Answer answer(Ask ask) {
        Optional<Answer.Said> refusal = login.refusal(ask);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        var matcher = PATH.matcher(ask.path());
        if (!matcher.matches()) {
            return Answer.text(404, "There is no such page");
        }
        int number = Integer.parseInt(matcher.group(1));
        if (number < 1 || number > outputs.size()) {
            return Answer.text(404, "There is no output " + number);
        }
        var output = outputs.get(number - 1);
        return switch (ask.method() + " "
                + Optional.ofNullable(matcher.group(2)).orElse("")) {
            case "GET " -> Answer.json(200, json(output));
            case "GET /open", "POST /open" -> told(output, output.lock().open(Lock.By.HTTP));
            case "POST /close" -> told(output, output.lock().lock());
            default -> Answer.text(405, "This page does not take " + ask.method());
        };
    }

    private Answer told(Output output, Lock.Outcome outcome) {
        return UnlockAnswers.of(outcome, faults, () -> Answer.json(200, json(output)));
    }

    private static String json(Output output) {
        String state = switch (output.lock().state()) {
            case LOCKED -> "locked";
            case UNLOCKED -> "unlocked";
        };
        long pulse = output.lock().pulse().map(java.time.Duration::toMillis).orElse(0L);
        return String.format(
                Locale.ROOT,
                "{\"output\":\"%s\",\"state\":\"%s\",\"pulseMs\":%d,\"openings\":%d}",
                output.id(),
                state,
                pulse,
                output.lock().openings().size());
    }
}
