package gatehouse.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.sip.Answer.Negotiated;
import gatehouse.sip.Negotiation.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SdpTest {
    private static final InetAddress FROM = InetAddress.ofLiteral("192.0.2.1");
    private static final VoiceAddress VOICE = new VoiceAddress(
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 30000), List.of(Codec.PCMA, Codec.PCMU));

    private static Offer read(String text) throws Sdp.Malformed {
        return Sdp.read(text.getBytes(StandardCharsets.UTF_8), FROM);
    }

    private static Negotiated agreed(String text) throws Sdp.Malformed {
        return assertInstanceOf(Outcome.Agreed.class, new Negotiation(VOICE, false).answer(read(text)))
                .voice();
    }

    private static void refused(String text) throws Sdp.Malformed {
        assertInstanceOf(Outcome.Refused.class, new Negotiation(VOICE, false).answer(read(text)));
    }

    private static String answer(String text) throws Sdp.Malformed {
        var negotiation = new Negotiation(VOICE, false);
        assertInstanceOf(Outcome.Agreed.class, negotiation.answer(read(text)));
        return new String(negotiation.said(), StandardCharsets.UTF_8);
    }

    @Test
    void ourPreferenceDecidesAndTonesKeepTheirType() throws Exception {
        var agreed = agreed("""
                v=0
                c=IN IP4 192.0.2.5
                m=audio 5004 RTP/AVP 0 8 97
                a=rtpmap:97 telephone-event/8000
                """);
        assertEquals(Codec.PCMA, agreed.codec());
        assertEquals(8, agreed.payloadType());
        assertEquals(OptionalInt.of(97), agreed.telephoneEvent());
        assertEquals(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.5"), 5004), agreed.remoteRtp());
    }

    @Test
    void dynamicTypeOfAKnownCodecIsTakenAsOffered() throws Exception {
        var agreed = agreed("v=0\nm=audio 5004 RTP/AVP 9 110\na=rtpmap:110 pcmu/8000/1\n");
        assertEquals(Codec.PCMU, agreed.codec());
        assertEquals(110, agreed.payloadType());
        assertEquals(FROM, agreed.remoteRtp().getAddress());
    }

    @Test
    void typeThatIsDescribedAsSomethingElseIsNotTaken() throws Exception {
        refused("v=0\nm=audio 5004 RTP/AVP 8\na=rtpmap:8 PCMA/16000\n");
    }

    @Test
    void nameInAConnectionLineIsNotLookedUp() throws Exception {
        var agreed = agreed("v=0\nc=IN IP4 door.example\nm=audio 5004 RTP/AVP 8\n");
        assertEquals(FROM, agreed.remoteRtp().getAddress());
    }

    @Test
    void everyOfferedLineStandsInTheAnswer() throws Exception {
        String answer = answer("""
                v=0
                c=IN IP4 192.0.2.5
                m=video 5006 RTP/AVP 99 100
                a=rtpmap:99 H264/90000
                m=audio 5004 RTP/AVP 8 101
                a=rtpmap:101 telephone-event/8000
                a=sendonly
                m=audio 5008 RTP/SAVP 8
                m=application 9 DTLS/SCTP 5000
                """);
        assertEquals(
                List.of(
                        "m=video 0 RTP/AVP 99 100",
                        "m=audio 30000 RTP/AVP 8 101",
                        "m=audio 0 RTP/SAVP 8",
                        "m=application 0 DTLS/SCTP 5000"),
                answer.lines().filter(line -> line.startsWith("m=")).toList());
        assertTrue(answer.contains("a=recvonly\r\n"), answer);
        assertTrue(answer.contains("a=ptime:20\r\n"), answer);
        assertTrue(answer.contains("a=rtpmap:101 telephone-event/8000\r\n"), answer);
    }

    @Test
    void securedVoiceWithoutAKeyIsNoCommonVoice() throws Exception {
        refused("v=0\nm=audio 5004 RTP/SAVP 8\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v=1\nm=audio 5 RTP/AVP 8\n",
                "v=0\n",
                "v=0\nm=audio\n",
                "v=0\nm=audio 99999 RTP/AVP 8\n",
                "v=0\nm=audio 5 RTP/AVP 128\n",
                "v=0\nm=audio 5 RTP/AVP eight\n",
                "v=0\nm=audio -5 RTP/AVP 8\n",
                "v=0\nc=ATM x y\nm=audio 5 RTP/AVP 8\n"
            })
    void malformedOfferIsRefused(String text) {
        assertThrows(Sdp.Malformed.class, () -> read(text));
    }

    @Test
    void monstersAreRefused() {
        assertThrows(Sdp.Malformed.class, () -> read("v=0\n" + "a=x\n".repeat(1000) + "m=audio 5 RTP/AVP 8\n"));
        assertThrows(Sdp.Malformed.class, () -> read("v=0\n" + "m=audio 5 RTP/AVP 8\n".repeat(17)));
        assertThrows(Sdp.Malformed.class, () -> read("v=0\nm=audio 5 RTP/AVP" + " 8".repeat(65) + "\n"));
    }
}
