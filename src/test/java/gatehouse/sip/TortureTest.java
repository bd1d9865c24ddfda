package gatehouse.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.sip.PhoneSettings.Limits;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The torture messages of RFC 4475 and RFC 5118, message by message: what each is answered, who rings by it and who
/// does not, and that the next proper call rings after each.
class TortureTest {
    /// Over UDP these are answered at an address of their own, where nobody listens.
    private static final Set<String> UNHEARD = Set.of("wsinv", "longreq");

    /// Over a stream whose frame it breaks, the connection ends instead.
    private static final Set<String> CUT = Set.of("baddn", "clerr", "ncl", "mcl01");

    /// Proper INVITEs, however odd they look.
    private static final Set<String> RING =
            Set.of("baddate", "esc01", "longreq", "ipv4-mapped-ipv6", "ipv6-in-sdp", "mult-ip-in-sdp");

    /// What each of the others is answered; 405 to what only registrars and messengers do.
    private static final Map<String, Integer> ANSWERED = new TreeMap<>(Map.ofEntries(
            Map.entry("badaspec", 400),
            Map.entry("baddn", 400),
            Map.entry("badinv01", 400),
            Map.entry("badvers", 505),
            Map.entry("bext01", 420),
            Map.entry("clerr", 400),
            Map.entry("cparam01", 405),
            Map.entry("cparam02", 405),
            Map.entry("dblreq", 405),
            Map.entry("esc02", 405),
            Map.entry("escnull", 405),
            Map.entry("escruri", 400),
            Map.entry("intmeth", 405),
            Map.entry("invut", 415),
            Map.entry("ltgtruri", 400),
            Map.entry("lwsdisp", 200),
            Map.entry("lwsruri", 400),
            Map.entry("lwsstart", 400),
            Map.entry("mcl01", 400),
            Map.entry("mismatch01", 400),
            Map.entry("mismatch02", 400),
            Map.entry("mpart01", 405),
            Map.entry("multi01", 400),
            Map.entry("ncl", 400),
            Map.entry("novelsc", 416),
            Map.entry("quotbal", 400),
            Map.entry("regaut01", 405),
            Map.entry("regbadct", 405),
            Map.entry("regescrt", 405),
            Map.entry("scalar02", 400),
            Map.entry("sdp01", 406),
            Map.entry("semiuri", 200),
            Map.entry("transports", 200),
            Map.entry("trws", 400),
            Map.entry("unkscm", 416),
            Map.entry("unksm2", 405),
            Map.entry("wsinv", 481),
            Map.entry("zeromf", 200),
            Map.entry("ipv6-bad", 400),
            Map.entry("ipv6-correct-abnf-2-colons", 200),
            Map.entry("ipv6-good", 405),
            Map.entry("mult-ip-in-header", 481),
            Map.entry("port-ambiguous", 405),
            Map.entry("port-unambiguous", 405),
            Map.entry("via-received-param-no-delim", 200),
            Map.entry("via-received-param-with-delim", 481)));

    private final Heard heard = new Heard();
    private Phone phone;

    @BeforeEach
    void open() throws IOException {
        phone = Road.open(Limits.USUAL.with(Duration.ofSeconds(60), 4000).reading(100_000), heard);
    }

    @AfterEach
    void close() {
        phone.close();
    }

    private static Map<String, String> messages() throws IOException {
        var messages = new TreeMap<String, String>();
        for (Path file : Corpora.files("rfc4475")) {
            messages.put(file.getFileName().toString().replace(".dat", ""), Corpora.exact(file));
        }
        for (Path file : Corpora.files("rfc5118")) {
            messages.put(file.getFileName().toString(), Corpora.mended(file));
        }
        return messages;
    }

    @ParameterizedTest
    @EnumSource(Road.class)
    void nobodyRingsByTheBadOnesAndTheNextCallRingsAfterEach(Road road) throws Exception {
        for (Map.Entry<String, String> message : messages().entrySet()) {
            if (!RING.contains(message.getKey())) {
                assertEquals(Set.of(), rangAfter(road, message.getValue()), message.getKey());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Road.class)
    void nextCallRingsAfterTheOddOnesToo(Road road) throws Exception {
        for (Map.Entry<String, String> message : messages().entrySet()) {
            if (RING.contains(message.getKey())) {
                rangAfter(road, message.getValue());
            }
        }
    }

    /// Bit for bit, and then as if it had come by this road.
    private Set<String> rangAfter(Road road, String message) throws Exception {
        for (String text : List.of(message, Corpora.by(road.transport, message))) {
            try (var caller = road.caller(phone)) {
                caller.say(text.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        try (var caller = road.caller(phone)) {
            return heard.rangBefore(caller);
        }
    }

    @ParameterizedTest
    @EnumSource(Road.class)
    void eachIsAnsweredAsItDeserves(Road road) throws Exception {
        var wrong = new TreeMap<String, String>();
        for (Map.Entry<String, String> message : messages().entrySet()) {
            String name = message.getKey();
            String due = RING.contains(name) ? "180" : String.valueOf(ANSWERED.getOrDefault(name, 0));
            if (road.transport == Transport.TCP && CUT.contains(name)) {
                due = "cut";
            }
            if (due.equals("0") || road.transport == Transport.UDP && UNHEARD.contains(name)) {
                continue;
            }
            try (var caller = road.caller(phone)) {
                caller.say(Corpora.alone(Corpora.by(road.transport, message.getValue()), name)
                        .getBytes(StandardCharsets.ISO_8859_1));
                String answer = answer(caller);
                if (!answer.equals(due)) {
                    wrong.put(name, due + " was due, not " + answer);
                }
            }
        }
        assertEquals(Map.of(), wrong);
    }

    private static String answer(RawCaller caller) {
        try {
            while (true) {
                String status = caller.hear().split(" ", 3)[1];
                if (!status.equals("100")) {
                    return status;
                }
            }
        } catch (SocketTimeoutException e) {
            return "nothing";
        } catch (IOException e) {
            return "cut";
        }
    }

    @Test
    void noMessageWasForgotten() throws Exception {
        var untold = new TreeSet<>(messages().keySet());
        untold.removeAll(RING);
        untold.removeAll(ANSWERED.keySet());
        assertEquals(
                Set.of(
                        // Answers to what was never asked, and what has nobody to be answered to.
                        "bcast",
                        "bigcode",
                        "insuf",
                        "noreason",
                        "scalarlg",
                        "test",
                        "unreason",
                        // Both may be taken or not: a branch without a word in it, a request in the manner of 1999,
                        // and a colon too many.
                        "badbranch",
                        "inv2543",
                        "ipv6-bug-abnf-3-colons"),
                untold);
    }
}
