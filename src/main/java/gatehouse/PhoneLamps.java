package gatehouse;

import gatehouse.desk.Happening;
import gatehouse.desk.Lamp;
import gatehouse.door.Trouble;
import gatehouse.sip.LineState;
import gatehouse.sip.Phone;
import gatehouse.sip.PhoneEvent;
import gatehouse.site.Calls;
import gatehouse.site.Line;
import gatehouse.ui.kit.Words;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// What the status bar shows of the telephone: each line with the exchange that serves it, the address for direct
/// calls, and who floods the desk.
///
/// Confined to the telephone's events.
final class PhoneLamps {
    private final Calls calls;
    private final Consumer<Happening> desk;
    private final Set<String> flooding = new TreeSet<>();
    private final Set<String> lost = new TreeSet<>();

    PhoneLamps(Calls calls, Consumer<Happening> desk) {
        this.calls = calls;
        this.desk = desk;
    }

    void line(PhoneEvent.LineChanged changed) {
        var line = calls.lines().stream()
                .filter(l -> l.id().equals(changed.lineId()))
                .findFirst();
        var number = line.map(Line::number).orElse("");
        var name = Words.of("lamp.pbx") + (calls.lines().size() > 1 ? " " + changed.lineId() : "");
        var lamp = switch (changed.state()) {
            case LineState.Registering it -> new Lamp(name, Lamp.Health.DEGRADED, Words.of("lamp.registering"), "");
            case LineState.Registered it ->
                it.instead().isEmpty()
                        ? new Lamp(name, Lamp.Health.GOOD, Words.of("lamp.registered", number), "")
                        : new Lamp(
                                name,
                                Lamp.Health.DEGRADED,
                                Words.of("lamp.spare", number, it.server().host()),
                                remedy(it.instead().get(), line));
            case LineState.Failed failed ->
                new Lamp(name, Lamp.Health.BAD, sentence(failed.trouble(), line), toDo(failed.trouble()));
        };
        say("line:" + changed.lineId(), lamp);
    }

    private static String remedy(Trouble trouble, Optional<Line> line) {
        return sentence(trouble, line) + " " + toDo(trouble);
    }

    /// The telephone speaks English, and says more than its kind; in another language the kind has its words.
    private static String sentence(Trouble trouble, Optional<Line> line) {
        var host = line.map(l -> l.exchanges().getFirst().host()).orElse("");
        return english()
                ? trouble.sentence()
                : Words.of(
                        "lamp.line." + kind(trouble),
                        host,
                        line.map(Line::number).orElse(""));
    }

    private static String toDo(Trouble trouble) {
        return english() ? trouble.remedy() : Words.of("lamp.line." + kind(trouble) + ".remedy");
    }

    private static boolean english() {
        return Words.language().getLanguage().equals("en");
    }

    private static Trouble.Kind kind(Trouble trouble) {
        return switch (trouble.kind()) {
            case NO_ANSWER, WRONG_PASSWORD, REFUSED, NOT_SUPPORTED, CERTIFICATE, NETWORK -> trouble.kind();
            case STALLED, BUSY, GARBAGE, NO_PICTURE, DECODER, NO_DEVICE, STORAGE, UNKNOWN -> Trouble.Kind.UNKNOWN;
        };
    }

    /// The first word about direct calls.
    void listening(Phone.Listening where) {
        say("listen", new Lamp(Words.of("lamp.direct"), Lamp.Health.GOOD, Words.of("lamp.ready", words(where)), ""));
    }

    void listening(PhoneEvent.ListeningChanged changed, Phone.Listening first) {
        var where = words(changed.where());
        if (changed.heard()) {
            lost.remove(where);
        } else {
            lost.add(where);
        }
        if (lost.isEmpty()) {
            listening(first);
        } else {
            say(
                    "listen",
                    new Lamp(
                            Words.of("lamp.direct"),
                            Lamp.Health.BAD,
                            Words.of("lamp.notat", String.join(", ", lost)),
                            Words.of("lamp.notat.remedy")));
        }
    }

    void flood(PhoneEvent.Flooded flood) {
        if (flood.begun()) {
            flooding.add(flood.host());
        } else {
            flooding.remove(flood.host());
        }
        say(
                "flood",
                flooding.isEmpty()
                        ? new Lamp(Words.of("status.calls"), Lamp.Health.GOOD, Words.of("lamp.noflood"), "")
                        : new Lamp(
                                Words.of("status.calls"),
                                Lamp.Health.DEGRADED,
                                Words.of("lamp.flood", String.join(", ", flooding)),
                                Words.of("lamp.flood.remedy")));
    }

    private static String words(Phone.Listening where) {
        return where.address().getAddress().getHostAddress() + ":"
                + where.address().getPort();
    }

    private void say(String key, Lamp lamp) {
        desk.accept(new Happening.LampSet(key, lamp));
    }
}
