package gatehouse.sim;

import gatehouse.sim.http.Answer;
import gatehouse.sim.http.Ask;
import gatehouse.sim.http.HttpLogin;
import gatehouse.sim.http.WebServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The pages by which known makers' stations are opened, all at one door, written after the makers' public documents
/// and
/// without a look at how the console asks. Outputs are counted from one.
final class MakerPages {
    private final List<UnlockPages.Output> outputs;
    private final HttpLogin login;
    private final Faults faults;

    private MakerPages(List<UnlockPages.Output> outputs, HttpLogin login, Faults faults) {
        this.outputs = outputs;
        this.login = login;
        this.faults = faults;
    }

    static void serve(WebServer web, List<UnlockPages.Output> outputs, HttpLogin login, Faults faults) {
        var pages = new MakerPages(outputs, login, faults);
        web.serve("/api/switch/", pages.guarded(pages::twoN));
        web.serve("/axis-cgi/io/port.cgi", pages.guarded(pages::axis));
        web.serve("/api/relay/trig", pages.guarded(pages::akuvox));
        web.serve("/bha-api/open-door.cgi", pages.guarded(pages::doorBird));
        web.serve("/ISAPI/AccessControl/RemoteControl/door/", pages.guarded(pages::hikvision));
        web.serve("/cgi-bin/accessControl.cgi", pages.guarded(pages::dahua));
    }

    private interface Page {
        Answer answer(Ask ask);
    }

    private WebServer.Handler guarded(Page page) {
        return ask -> {
            var refusal = login.refusal(ask);
            return refusal.isPresent() ? refusal.get() : page.answer(ask);
        };
    }

    private Optional<Lock> lock(String number) {
        return number.matches("[0-9]{1,2}")
                        && Integer.parseInt(number) >= 1
                        && Integer.parseInt(number) <= outputs.size()
                ? Optional.of(outputs.get(Integer.parseInt(number) - 1).lock())
                : Optional.empty();
    }

    private static String query(Ask ask, String name) {
        var matcher = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(ask.target());
        return matcher.find() ? matcher.group(1) : "";
    }

    private Answer twoN(Ask ask) {
        var lock = lock(query(ask, "switch"));
        if (lock.isEmpty()) {
            return Answer.json(200, no(12, "invalid parameter value"));
        }
        if (ask.path().equals("/api/switch/status")) {
            return Answer.json(
                    200,
                    String.format(
                            Locale.ROOT,
                            "{\"success\" : true,\"result\" : {\"switches\" : [{\"switch\" : %s,\"active\" : %s,\"locked\" : %s,\"held\" : %s}]}}",
                            query(ask, "switch"),
                            lock.get().state() == Lock.State.UNLOCKED,
                            lock.get().mode() == Lock.Mode.LOCKED_DOWN,
                            lock.get().mode() == Lock.Mode.HELD));
        }
        var outcome = switch (query(ask, "action")) {
            case "on", "trigger" -> Optional.of(lock.get().open(Lock.By.HTTP));
            case "off" -> Optional.of(lock.get().lock());
            case "hold" -> Optional.of(lock.get().hold());
            case "lock" -> Optional.of(lock.get().lockDown());
            case "release" ->
                Optional.of(lock.get().mode() == Lock.Mode.HELD ? lock.get().lock() : Lock.Outcome.MOVED);
            case "unlock" ->
                Optional.of(
                        lock.get().mode() == Lock.Mode.LOCKED_DOWN ? lock.get().lock() : Lock.Outcome.MOVED);
            default -> Optional.<Lock.Outcome>empty();
        };
        return outcome.map(o -> UnlockAnswers.of(
                        o,
                        faults,
                        () -> Answer.json(200, "{\"success\" : true}"),
                        () -> Answer.json(200, no(14, "action failed"))))
                .orElseGet(() -> Answer.json(200, no(12, "invalid parameter value")));
    }

    private static String no(int code, String words) {
        return "{\"success\" : false,\"error\" : {\"code\" : " + code + ",\"description\" : \"" + words + "\"}}";
    }

    private static final Pattern AXIS = Pattern.compile("([0-9]{1,2}):/(?:([0-9]+)%5[Cc])?|([0-9]{1,2}):%5[Cc]");

    private Answer axis(Ask ask) {
        var asked = query(ask, "checkactive");
        if (!asked.isEmpty()) {
            return lock(asked)
                    .map(l -> Answer.text(
                            200, "port" + asked + "=" + (l.state() == Lock.State.UNLOCKED ? "active" : "inactive")))
                    .orElseGet(() -> Answer.text(200, "Error: no such port"));
        }
        var action = AXIS.matcher(query(ask, "action"));
        if (!action.matches()) {
            return Answer.text(200, "Error: bad action");
        }
        return of(
                action,
                (m, lock) -> m.group(3) != null
                        ? lock.lock()
                        : m.group(2) == null
                                ? lock.hold()
                                : lock.open(Lock.By.HTTP, Optional.of(Duration.ofMillis(Long.parseLong(m.group(2))))));
    }

    private Answer of(Matcher action, BiFunction<Matcher, Lock, Lock.Outcome> deed) {
        var number = action.group(1) == null ? action.group(3) : action.group(1);
        return lock(number)
                .map(l -> UnlockAnswers.of(deed.apply(action, l), faults, () -> Answer.text(200, "OK")))
                .orElseGet(() -> Answer.text(200, "Error: no such port"));
    }

    private Answer akuvox(Ask ask) {
        var text = new String(ask.body(), StandardCharsets.UTF_8);
        var number = found(text, "\"num\"\\s*:\\s*([0-9]+)");
        var delay = found(text, "\"delay\"\\s*:\\s*([0-9]+)");
        boolean fits = ask.method().equals("POST")
                && text.matches("(?s).*\"target\"\\s*:\\s*\"relay\".*\"action\"\\s*:\\s*\"trig\".*")
                && number.flatMap(this::lock).isPresent();
        if (!fits) {
            return Answer.json(200, "{\"retcode\":-100,\"action\":\"trig\",\"message\":\"Error\",\"data\":{}}");
        }
        var time = delay.map(d -> Duration.ofSeconds(Long.parseLong(d)));
        return UnlockAnswers.of(
                number.flatMap(this::lock).orElseThrow().open(Lock.By.HTTP, time),
                faults,
                () -> Answer.json(200, "{\"retcode\":0,\"action\":\"trig\",\"message\":\"OK\",\"data\":{}}"),
                () -> Answer.json(200, "{\"retcode\":-1,\"action\":\"trig\",\"message\":\"Error\",\"data\":{}}"));
    }

    private static Optional<String> found(String text, String pattern) {
        var matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private Answer doorBird(Ask ask) {
        var number = query(ask, "r").isEmpty() ? "1" : query(ask, "r");
        var lock = lock(number);
        if (lock.isEmpty()) {
            return Answer.text(400, "Bad relay");
        }
        return UnlockAnswers.of(
                lock.get().open(Lock.By.HTTP),
                faults,
                () -> Answer.json(200, "{\"BHA\":{\"RETURNCODE\":\"1\"}}"),
                () -> Answer.text(204, ""));
    }

    private Answer hikvision(Ask ask) {
        var lock = lock(ask.path().substring("/ISAPI/AccessControl/RemoteControl/door/".length()));
        var text = new String(ask.body(), StandardCharsets.UTF_8);
        var command = found(text, "<cmd>([a-zA-Z]+)</cmd>").orElse("");
        if (lock.isEmpty() || !ask.method().equals("PUT")) {
            return status(400, 4, "Invalid Operation");
        }
        var outcome = switch (command) {
            case "open" -> lock.get().open(Lock.By.HTTP);
            case "close", "resume" -> lock.get().lock();
            case "alwaysOpen" -> lock.get().hold();
            case "alwaysClose" -> lock.get().lockDown();
            default -> Lock.Outcome.REFUSED;
        };
        return UnlockAnswers.of(outcome, faults, () -> status(200, 1, "OK"), () -> status(403, 4, "Invalid Operation"));
    }

    private static Answer.Said status(int http, int code, String words) {
        var xml = String.format(Locale.ROOT, """
                <?xml version="1.0" encoding="UTF-8"?>
                <ResponseStatus version="2.0" xmlns="http://www.isapi.org/ver20/XMLSchema">
                <requestURL></requestURL><statusCode>%d</statusCode><statusString>%s</statusString>
                </ResponseStatus>
                """, code, words);
        return new Answer.Said(http, "application/xml", List.of(), xml.getBytes(StandardCharsets.UTF_8));
    }

    private Answer dahua(Ask ask) {
        var lock = lock(query(ask, "channel"));
        if (lock.isEmpty()) {
            return Answer.text(400, "Error\r\nBad Request!\r\n");
        }
        return switch (query(ask, "action")) {
            case "openDoor" -> ok(lock.get().open(Lock.By.HTTP));
            case "closeDoor" -> ok(lock.get().lock());
            case "getDoorStatus" ->
                Answer.text(
                        200, "Info.status=" + (lock.get().state() == Lock.State.UNLOCKED ? "Open" : "Close") + "\r\n");
            default -> Answer.text(501, "Error\r\nNot Implemented!\r\n");
        };
    }

    private Answer ok(Lock.Outcome outcome) {
        return UnlockAnswers.of(
                outcome, faults, () -> Answer.text(200, "OK\r\n"), () -> Answer.text(403, "Error\r\nForbidden!\r\n"));
    }
}
