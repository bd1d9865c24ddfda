package gatehouse.sip;

import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.sip.PhoneSettings.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The cases of PROTOS, each an INVITE that breaks one thing and what tears it down: after each of them the next proper
/// call rings. A datagram takes no more than 64 KiB, so the largest go over streams only.
class CorpusTest {
    private static final int LARGEST_DATAGRAM = 65_507;

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

    @ParameterizedTest
    @EnumSource(Road.class)
    void nextCallRingsAfterEachCaseOfProtos(Road road) throws Exception {
        int sent = 0;
        int largest = 0;
        for (Path file : Corpora.files("protos-sip")) {
            try (var caller = road.caller(phone)) {
                for (byte[] message : Corpora.protos(file, caller, sent)) {
                    if (road.transport == Transport.TCP || message.length <= LARGEST_DATAGRAM) {
                        sent++;
                        largest = Math.max(largest, message.length);
                        caller.say(message);
                    }
                }
            } catch (IOException e) {
                // Cut while it spoke.
            }
            try (var caller = road.caller(phone)) {
                heard.rangBefore(caller);
            }
        }
        assertTrue(sent > 900, "only " + sent);
        assertTrue(largest > (road.transport == Transport.TCP ? 100_000 : 30_000), "the largest had " + largest);
    }
}
