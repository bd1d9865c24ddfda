package gatehouse.site;

import gatehouse.door.CallAt;
import gatehouse.door.CallsFrom;
import gatehouse.door.Door;
import gatehouse.door.Fetch;
import gatehouse.door.Intercom;
import gatehouse.door.Login;
import gatehouse.door.RingBy;
import gatehouse.door.Secret;
import gatehouse.door.Security;
import gatehouse.door.Streams;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;

/// A door as lines of a site file.
final class DoorText {
    private final StringBuilder out = new StringBuilder();
    private final String indent;
    private String id = "";

    private final BiPredicate<String, Secret> keep;
    private final Map<Secret, String> kept = new HashMap<>();

    private DoorText(String indent, BiPredicate<String, Secret> keep) {
        this.indent = indent;
        this.keep = keep;
    }

    /// The text with the door's block below the last door.
    static String insert(Marked marked, String text, Door door, BiPredicate<String, Secret> keep) {
        int column = marked.at("/doors/0").column();
        var block = new DoorText(" ".repeat(Math.max(column - 3, 0)), keep).write(door);
        int line = marked.endLine("/doors");
        int at = 0;
        for (int i = 0; i < line && at >= 0; i++) {
            int next = text.indexOf('\n', at);
            at = next < 0 ? -1 : next + 1;
        }
        return at < 0 ? text + "\n" + block : text.substring(0, at) + block + text.substring(at);
    }

    private String write(Door door) {
        id = door.id().value();
        line("- id: " + door.id());
        line("  name: " + quoted(door.name()));
        if (!door.instruction().isEmpty()) {
            line("  instruction: " + quoted(door.instruction()));
        }
        line("  priority: " + door.priority());
        security(door.security());
        door.device().ifPresent(device -> line("  device: " + quoted(device.toString())));
        login("  ", door.login());
        door.camera().ifPresent(camera -> camera(camera, door.login()));
        door.callsFrom().ifPresent(from -> line("  calls: " + calls(from)));
        intercom(door.intercom());
        if (!door.outputs().isEmpty()) {
            line("  open:");
            new OutputText(door, this::line, this::secret).write();
        }
        return out.toString();
    }

    private void camera(Streams camera, Login usual) {
        line("  camera:");
        line("    main: " + quoted(camera.main().toString()));
        line("    sub: " + quoted(camera.sub().toString()));
        fetch(camera.fetch());
        if (!camera.login().equals(usual)) {
            login("    ", camera.login());
        }
    }

    private void security(Security security) {
        if (security.high()) {
            line("  highSecurity:");
            line("    consent: " + security.consent());
            line("    reason: " + security.reason());
            line("    visitor: " + security.visitor());
            if (!security.reasons().isEmpty()) {
                line("    reasons: ["
                        + String.join(
                                ", ",
                                security.reasons().stream()
                                        .map(DoorText::quoted)
                                        .toList())
                        + "]");
            }
        }
    }

    private void fetch(Fetch fetch) {
        if (fetch.transport() != Fetch.Transport.AUTO) {
            line("    transport: " + fetch.transport().name().toLowerCase(Locale.ROOT));
        }
        if (fetch.connections() > 0) {
            line("    connections: " + fetch.connections());
        }
        if (fetch.warm() != Fetch.Warm.AUTO) {
            line("    warm: " + fetch.warm().name().toLowerCase(Locale.ROOT));
        }
        if (fetch.rotation() != 0) {
            line("    rotation: " + fetch.rotation());
        }
        fetch.pin().ifPresent(pin -> line("    pin: " + quoted(pin)));
    }

    private void intercom(Intercom intercom) {
        if (intercom.equals(Intercom.USUAL)) {
            return;
        }
        line("  talk:");
        intercom.ring().ifPresent(ring -> line("    ringTone: " + ring(ring)));
        line("    gainUp: " + intercom.gainUp());
        line("    gainDown: " + intercom.gainDown());
        line("    mode: " + intercom.mode().name().toLowerCase(Locale.ROOT));
        line("    redirect: "
                + switch (intercom.redirect()) {
                    case AUTO -> "auto";
                    case YES -> "follows";
                    case NO -> "stays";
                });
        intercom.calledAt().ifPresent(at -> line("    calledAt: " + callAt(at)));
    }

    private static String ring(RingBy ring) {
        return switch (ring) {
            case RingBy.BuiltIn tone -> Integer.toString(tone.number());
            case RingBy.Wave wave -> quoted(wave.file().toString());
        };
    }

    private static String callAt(CallAt at) {
        return switch (at) {
            case CallAt.Extension e -> "{line: " + e.line() + ", extension: " + quoted(e.number()) + "}";
            case CallAt.Address a ->
                "{address: " + quoted(a.host()) + ", port: " + a.port()
                        + (a.user().isEmpty() ? "" : ", user: " + quoted(a.user()))
                        + switch (a.by()) {
                            case UDP -> "";
                            case TCP -> ", transport: tcp";
                            case TLS -> ", transport: tls";
                        }
                        + a.pin().map(pin -> ", pin: " + quoted(pin)).orElse("") + "}";
        };
    }

    private static String calls(CallsFrom from) {
        return switch (from) {
            case CallsFrom.Extension e -> "{line: " + e.line() + ", extension: " + quoted(e.number()) + "}";
            case CallsFrom.Peer p -> "{peer: " + quoted(p.host()) + (p.port() > 0 ? ", port: " + p.port() : "") + "}";
        };
    }

    private void login(String deeper, Login login) {
        if (!login.isEmpty()) {
            line(deeper + "user: " + quoted(login.user()));
            line(deeper + "password: " + secret(login.password()));
        }
    }

    private String secret(Secret secret) {
        var known = kept.get(secret);
        if (known != null) {
            return "{stored: " + known + "}";
        }
        var name = "door-" + id + (kept.isEmpty() ? "" : "-" + (kept.size() + 1));
        if (secret.isEmpty() || !keep.test(name, secret)) {
            return "{clear: " + quoted(secret.reveal()) + "}";
        }
        kept.put(secret, name);
        return "{stored: " + name + "}";
    }

    private void line(String text) {
        out.append(indent).append(text).append('\n');
    }

    static String quoted(String text) {
        var safe = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                safe.append('\\').appendCodePoint(c);
            } else if (c < 0x20) {
                safe.append(String.format(Locale.ROOT, "\\x%02x", c));
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.append('"').toString();
    }
}
