package gatehouse.site;

import static gatehouse.site.DoorText.quoted;

import gatehouse.door.Broker;
import gatehouse.door.Door;
import gatehouse.door.HttpAccess;
import gatehouse.door.HttpCall;
import gatehouse.door.HttpExpect;
import gatehouse.door.HttpState;
import gatehouse.door.Login;
import gatehouse.door.ModbusBox;
import gatehouse.door.Output;
import gatehouse.door.Secret;
import gatehouse.door.TellsBy;
import gatehouse.door.Times;
import gatehouse.door.UnlockBy;
import gatehouse.door.Way;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The outputs of a door as lines of a site file.
final class OutputText {
    private final Door door;
    private final Consumer<String> out;
    private final Function<Secret, String> secret;
    private String indent = "      ";

    /// `secret` answers how a secret is written.
    OutputText(Door door, Consumer<String> out, Function<Secret, String> secret) {
        this.door = door;
        this.out = out;
        this.secret = secret;
    }

    void write() {
        door.outputs().forEach(this::output);
    }

    private void output(Output output) {
        out.accept("    - id: " + output.id());
        line("name: " + quoted(output.name()));
        times(output.times());
        if (output.ways().size() == 1) {
            way(output.ways().getFirst());
        } else {
            line("ways:");
            output.ways().forEach(w -> item("by: " + by(w.by()), () -> way(w)));
        }
        if (!output.tells().isEmpty()) {
            line("tells:");
            output.tells().forEach(t -> item("of: " + word(t.part().name()), () -> tells(t)));
        }
    }

    /// An entry of a list; its first line carries the dash.
    private void item(String first, Runnable rest) {
        line("  - " + first);
        var before = indent;
        indent = before + "    ";
        rest.run();
        indent = before;
    }

    private void times(Times times) {
        var usual = Times.STANDARD;
        times.pulse().ifPresent(p -> line("pulse: " + millis(p)));
        if (!times.patience().equals(usual.patience())) {
            line("patience: " + millis(times.patience()));
        }
        if (!times.follow().equals(usual.follow())) {
            line("follow: " + millis(times.follow()));
        }
        if (!times.heldAfter().equals(usual.heldAfter())) {
            line("heldOpen: " + millis(times.heldAfter()));
        }
        if (times.forced() != usual.forced()) {
            line("forced: " + times.forced());
        }
    }

    private static String by(UnlockBy by) {
        return switch (by) {
            case UnlockBy.Dtmf ignored -> "dtmf";
            case UnlockBy.Http ignored -> "http";
            case UnlockBy.OnvifRelay ignored -> "onvif";
            case UnlockBy.OnvifDoor ignored -> "onvif-door";
            case UnlockBy.Mqtt ignored -> "mqtt";
            case UnlockBy.Modbus ignored -> "modbus";
        };
    }

    private void way(Way way) {
        boolean inline = indent.length() == 6;
        if (inline) {
            line("by: " + by(way.by()));
        }
        if (way.when() != Way.When.ALWAYS) {
            line("when: " + word(way.when().name()));
        }
        switch (way.by()) {
            case UnlockBy.Dtmf dtmf -> {
                line("code: " + secret.apply(dtmf.code()));
                line("tones: " + word(dtmf.tones().name()));
                line("tone: " + millis(dtmf.tone()));
                line("pause: " + millis(dtmf.pause()));
            }
            case UnlockBy.Http http -> http(http);
            case UnlockBy.OnvifRelay relay -> {
                line("token: " + quoted(relay.token()));
                line("device: " + quoted(relay.device().toString()));
                holds(relay.holds());
                access(relay.access());
            }
            case UnlockBy.OnvifDoor controlled -> {
                line("token: " + quoted(controlled.token()));
                line("device: " + quoted(controlled.device().toString()));
                access(controlled.access());
            }
            case UnlockBy.Mqtt mqtt -> mqtt(mqtt);
            case UnlockBy.Modbus modbus -> {
                box(modbus.box());
                line("coil: " + modbus.coil());
                line("endsPulse: " + (modbus.selfEnding() ? "box" : "console"));
                holds(modbus.holds());
            }
        }
    }

    private void holds(boolean holds) {
        if (holds) {
            line("holds: true");
        }
    }

    private void http(UnlockBy.Http http) {
        call(http.open());
        http.modes().hold().ifPresent(c -> block("hold", () -> call(c)));
        http.modes().lockDown().ifPresent(c -> block("lockDown", () -> call(c)));
        if (!http.modes().normal().isEmpty()) {
            line("normal:");
            http.modes().normal().forEach(c -> item("method: " + c.method(), () -> target(c)));
        }
        if (!isGood(http.expect())) {
            block("expect", () -> expect(http.expect()));
        }
        http.lock().ifPresent(lock -> {
            if (lock.open().isEmpty() && lock.closed().isEmpty()) {
                line("confirm: " + quoted(lock.url()));
            } else {
                block("lock", () -> state(lock));
            }
        });
        access(http.access());
    }

    private void block(String key, Runnable inside) {
        line(key + ":");
        var before = indent;
        indent = before + "  ";
        inside.run();
        indent = before;
    }

    private void call(HttpCall call) {
        line("method: " + call.method());
        target(call);
    }

    private void target(HttpCall call) {
        line("url: " + quoted(call.url()));
        if (!call.headers().isEmpty()) {
            block(
                    "headers",
                    () -> new TreeMap<>(call.headers())
                            .forEach((name, value) -> line(quoted(name) + ": " + quoted(value))));
        }
        if (!call.body().isEmpty()) {
            line("body: " + quoted(call.body()));
        }
    }

    private static boolean isGood(HttpExpect expect) {
        return expect.equals(HttpExpect.GOOD);
    }

    private void expect(HttpExpect expect) {
        statuses("status", expect.statuses());
        pattern("matches", expect.yes());
        pattern("refused", expect.no());
        statuses("refusedStatus", expect.noStatuses());
    }

    private void statuses(String key, Set<Integer> statuses) {
        if (!statuses.isEmpty()) {
            line(key + ": "
                    + new TreeSet<>(statuses)
                            .stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]")));
        }
    }

    private void state(HttpState state) {
        line("url: " + quoted(state.url()));
        pattern("open", state.open());
        pattern("closed", state.closed());
    }

    private void pattern(String key, Optional<Pattern> pattern) {
        pattern.ifPresent(p -> line(key + ": " + quoted(p.pattern())));
    }

    private void mqtt(UnlockBy.Mqtt mqtt) {
        block("broker", () -> broker(mqtt.broker()));
        line("topic: " + quoted(mqtt.topic()));
        line("message: " + quoted(mqtt.open()));
        mqtt.modes().hold().ifPresent(m -> line("hold: " + quoted(m)));
        mqtt.modes().lockDown().ifPresent(m -> line("lockDown: " + quoted(m)));
        mqtt.modes().normal().ifPresent(m -> line("normal: " + quoted(m)));
        mqtt.state().ifPresent(s -> block("state", () -> topic(s)));
    }

    private void topic(TellsBy.Mqtt topic) {
        line("topic: " + quoted(topic.topic()));
        line("open: " + quoted(topic.open()));
        line("closed: " + quoted(topic.closed()));
    }

    private void broker(Broker broker) {
        line("host: " + quoted(broker.host()));
        line("port: " + broker.port());
        if (broker.tls()) {
            line("tls: true");
        }
        broker.pin().ifPresent(pin -> line("pin: " + quoted(pin)));
        login(broker.login());
    }

    private void box(ModbusBox box) {
        line("host: " + quoted(box.host()));
        line("port: " + box.port());
        line("unit: " + box.unit());
    }

    private void tells(TellsBy tells) {
        switch (tells) {
            case TellsBy.Http http -> {
                line("by: http");
                state(http.state());
                access(http.access());
            }
            case TellsBy.OnvifInput input -> {
                line("by: onvif");
                line("input: " + quoted(input.token()));
                line("device: " + quoted(input.device().toString()));
                line("openWhen: " + (input.activeIsOpen() ? "active" : "inactive"));
                access(input.access());
            }
            case TellsBy.Mqtt mqtt -> {
                line("by: mqtt");
                block("broker", () -> broker(mqtt.broker()));
                topic(mqtt);
            }
            case TellsBy.ModbusInput input -> {
                line("by: modbus");
                box(input.box());
                line("input: " + input.input());
                line("openWhen: " + (input.setIsOpen() ? "set" : "clear"));
            }
        }
    }

    private void access(HttpAccess access) {
        if (access.scheme() != HttpAccess.Scheme.ANY) {
            line("login: " + word(access.scheme().name()));
        }
        access.pin().ifPresent(pin -> line("pin: " + quoted(pin)));
        if (access.scheme() == HttpAccess.Scheme.BEARER) {
            line("password: " + secret.apply(access.login().password()));
        } else if (!access.login().equals(door.login())) {
            login(access.login());
        }
    }

    private void login(Login login) {
        if (!login.isEmpty()) {
            line("user: " + quoted(login.user()));
            line("password: " + secret.apply(login.password()));
        }
    }

    private void line(String text) {
        out.accept(indent + text);
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String millis(Duration time) {
        return time.toMillis() + "ms";
    }
}
