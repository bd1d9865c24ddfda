package gatehouse;

import gatehouse.desk.Happening;
import gatehouse.desk.Lamp;
import gatehouse.door.Trouble;
import gatehouse.sip.LineState;
import gatehouse.sip.Phone;
import gatehouse.sip.PhoneEvent;
import gatehouse.site.Calls;
import gatehouse.site.Line;
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
        var name = calls.lines().size() > 1 ? "PBX " + changed.lineId() : "PBX";
        var lamp = switch (changed.state()) {
            case LineState.Registering it -> new Lamp(name, Lamp.Health.DEGRADED, "registering…", "");
            case LineState.Registered it ->
                it.instead().isEmpty()
                        ? new Lamp(name, Lamp.Health.GOOD, "registered as " + number, "")
                        : new Lamp(
                                name,
                                Lamp.Health.DEGRADED,
                                "registered as " + number + " at the spare "
                                        + it.server().host(),
                                remedy(it.instead().get()));
            case LineState.Failed failed ->
                new Lamp(
                        name,
                        Lamp.Health.BAD,
                        failed.trouble().sentence(),
                        failed.trouble().remedy());
        };
        say("line:" + changed.lineId(), lamp);
    }

    private static String remedy(Trouble trouble) {
        return trouble.sentence() + " " + trouble.remedy();
    }

    /// The first word about direct calls.
    void listening(Phone.Listening where) {
        say("listen", new Lamp("Direct calls", Lamp.Health.GOOD, "ready on " + words(where), ""));
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
                            "Direct calls",
                            Lamp.Health.BAD,
                            "not at " + String.join(", ", lost),
                            "This desk has lost that network address. Check its cable; if its address has changed, put"
                                    + " the new one into the site file. Doors that call it directly do not reach it meanwhile."));
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
                        ? new Lamp("Calls", Lamp.Health.GOOD, "no flood any more", "")
                        : new Lamp(
                                "Calls",
                                Lamp.Health.DEGRADED,
                                "flooded by " + String.join(", ", flooding),
                                "What is too much is thrown away. Find the device with that address and disconnect it;"
                                        + " calls from it may be lost meanwhile."));
    }

    private static String words(Phone.Listening where) {
        return where.address().getAddress().getHostAddress() + ":"
                + where.address().getPort();
    }

    private void say(String key, Lamp lamp) {
        desk.accept(new Happening.LampSet(key, lamp));
    }
}
