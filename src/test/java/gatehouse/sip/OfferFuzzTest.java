package gatehouse.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import gatehouse.sip.Negotiation.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Any description at all is answered line by line or refused with a reason, be it an offer or an answer to ours, and
/// what we say can be read.
@Execution(ExecutionMode.CONCURRENT)
class OfferFuzzTest {
    private static final InetAddress FROM = InetAddress.ofLiteral("192.0.2.1");
    private static final VoiceAddress VOICE = new VoiceAddress(
                    new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 30000), List.of(Codec.values()))
            .watching(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 30002));
    private static final int LONGEST_REASON = 4000;

    @FuzzTest(maxDuration = "5m")
    void description(byte[] body) throws Sdp.Malformed {
        Offer offer;
        try {
            offer = Sdp.read(body, FROM);
        } catch (Sdp.Malformed e) {
            assertFalse(e.getMessage().isEmpty());
            return;
        }
        for (Protection protection : Protection.values()) {
            answer(offer, new Negotiation(VOICE.with(protection), protection != Protection.OFF));
        }
        var caller = new Negotiation(VOICE, true);
        caller.offer();
        switch (caller.accept(offer)) {
            case Outcome.Agreed agreed -> check(agreed);
            case Outcome.Refused refused -> assertFalse(refused.why().isEmpty());
        }
    }

    private static void answer(Offer offer, Negotiation one) throws Sdp.Malformed {
        switch (one.answer(offer)) {
            case Outcome.Refused refused -> assertTrue(refused.why().length() < LONGEST_REASON);
            case Outcome.Agreed agreed -> {
                check(agreed);
                Offer said = Sdp.read(one.said(), FROM);
                assertEquals(
                        offer.media().stream().map(Offer.Media::kind).toList(),
                        said.media().stream().map(Offer.Media::kind).toList());
                assertEquals(
                        1,
                        said.media().stream()
                                .filter(m -> m.kind().equals("audio") && m.isOn())
                                .count());
                Sdp.read(one.offer(), FROM);
            }
        }
    }

    private static void check(Outcome.Agreed agreed) {
        var voice = agreed.voice();
        assertTrue(voice.payloadType() >= 0 && voice.payloadType() <= 127);
        assertTrue(voice.packetMillis() >= 10 && voice.packetMillis() <= 60);
        assertFalse(voice.remoteRtp().getAddress().isAnyLocalAddress());
        assertFalse(voice.remoteRtp().getPort() == 0);
    }
}
