package gatehouse.sim.phone;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// What a session description says of its first audio, RFC 8866: where to send, which law, which number telephone
/// events have, which ways it goes.
record Sdp(InetSocketAddress at, Law law, OptionalInt events, Way way) {
    /// Which ways the voice goes, as the writer of the description sees it (RFC 3264 §5.1).
    enum Way {
        SENDRECV,
        SENDONLY,
        RECVONLY,
        INACTIVE;

        Way mirrored() {
            return switch (this) {
                case SENDRECV -> SENDRECV;
                case SENDONLY -> RECVONLY;
                case RECVONLY -> SENDONLY;
                case INACTIVE -> INACTIVE;
            };
        }

        boolean hears() {
            return this == SENDRECV || this == RECVONLY;
        }
    }

    private static final int MOST_LINES = 200;
    private static final int EVENTS = 101;

    /// An offer of one law and telephone events.
    static String offer(InetSocketAddress at, Law law) {
        return write(at, law, OptionalInt.of(EVENTS), Way.SENDRECV);
    }

    /// Our answer to this offer.
    String answer(InetSocketAddress ours) {
        return write(ours, law, events, way.mirrored());
    }

    private static String write(InetSocketAddress at, Law law, OptionalInt events, Way way) {
        var host = at.getAddress().getHostAddress();
        var family = host.contains(":") ? "IP6" : "IP4";
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                """
                v=0
                o=door 1 1 IN %1$s %2$s
                s=door
                c=IN %1$s %2$s
                t=0 0
                m=audio %3$d RTP/AVP %4$d%5$s
                a=rtpmap:%4$d %6$s/8000
                """,
                family,
                host,
                at.getPort(),
                law.payloadType(),
                events.isPresent() ? " " + events.getAsInt() : "",
                law.encoding()));
        if (events.isPresent()) {
            text.append(String.format(
                    Locale.ROOT, "a=rtpmap:%1$d telephone-event/8000\na=fmtp:%1$d 0-15\n", events.getAsInt()));
        }
        text.append("a=ptime:20\na=")
                .append(way.name().toLowerCase(Locale.ROOT))
                .append('\n');
        return text.toString().replace("\n", "\r\n");
    }

    /// Reads an offer or answer. Empty when it has no G.711 audio.
    static Optional<Sdp> read(String text, Law preferred) {
        String host = null;
        int port = -1;
        List<Integer> types = List.of();
        OptionalInt events = OptionalInt.empty();
        var way = Way.SENDRECV;
        var lines = text.split("\r?\n", -1);
        boolean inAudio = false;
        for (int i = 0; i < Math.min(lines.length, MOST_LINES); i++) {
            var line = lines[i].strip();
            if (line.startsWith("m=")) {
                inAudio = line.startsWith("m=audio ") && port < 0;
                if (inAudio) {
                    var words = line.split(" ", -1);
                    port = words.length > 3 ? Text.number(words[1]).orElse(-1) : -1;
                    types = numbers(words);
                }
            } else if (line.startsWith("c=") && (inAudio || host == null)) {
                var words = line.split(" ", -1);
                host = words.length == 3 ? words[2] : null;
            } else if ((inAudio || port < 0) && wayOf(line).isPresent()) {
                way = wayOf(line).get();
            } else if (inAudio && line.toLowerCase(Locale.ROOT).matches("a=rtpmap:[0-9]{1,3} telephone-event/8000")) {
                events = OptionalInt.of(Integer.parseInt(line.substring(9, line.indexOf(' '))));
            }
        }
        var law = law(types, preferred);
        if (host == null || port < 0 || port > 65535 || law.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Sdp(new InetSocketAddress(InetAddress.ofLiteral(host), port), law.get(), events, way));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Way> wayOf(String line) {
        return List.of(Way.values()).stream()
                .filter(way -> line.equals("a=" + way.name().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private static List<Integer> numbers(String[] words) {
        var types = new ArrayList<Integer>();
        for (int i = 3; i < words.length; i++) {
            Text.number(words[i]).ifPresent(types::add);
        }
        return types;
    }

    private static Optional<Law> law(List<Integer> types, Law preferred) {
        if (types.contains(preferred.payloadType())) {
            return Optional.of(preferred);
        }
        return List.of(Law.values()).stream()
                .filter(law -> types.contains(law.payloadType()))
                .findFirst();
    }
}
