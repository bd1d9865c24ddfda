package gatehouse.sim.camera.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTest {
    @Test
    void bothWaysAreUnderstood() {
        assertEquals(
                Optional.of(new Transport.Interleaved(2, 3)),
                Transport.choose("RTP/AVP/TCP;unicast;interleaved=2-3", Offer.BOTH));
        assertEquals(Optional.of(new Transport.Interleaved(0, 1)), Transport.choose("RTP/AVP/TCP;unicast", Offer.BOTH));
        assertEquals(
                Optional.of(new Transport.Udp(5000, 5001)),
                Transport.choose("RTP/AVP;unicast;client_port=5000-5001", Offer.BOTH));
        assertEquals(
                Optional.of(new Transport.Udp(5000, 5001)),
                Transport.choose("RTP/AVP/UDP;unicast;client_port=5000", Offer.BOTH));
    }

    @Test
    void theFirstPossibleChoiceIsTaken() {
        assertEquals(
                Optional.of(new Transport.Interleaved(0, 1)),
                Transport.choose(
                        "RTP/AVP;multicast, RTP/SAVP;unicast, RTP/AVP/TCP;interleaved=0-1, RTP/AVP;client_port=2-3",
                        Offer.BOTH));
    }

    @Test
    void aWayThatIsNotOfferedIsPassedOver() {
        var both = "RTP/AVP/TCP;interleaved=0-1, RTP/AVP;client_port=5000-5001";
        assertEquals(Optional.of(new Transport.Udp(5000, 5001)), Transport.choose(both, Offer.UDP_ONLY));
        assertEquals(Optional.of(new Transport.Interleaved(0, 1)), Transport.choose(both, Offer.TCP_ONLY));
        assertTrue(
                Transport.choose("RTP/AVP/TCP;interleaved=0-1", Offer.UDP_ONLY).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";;;,,,",
                "RTP/AVP;unicast",
                "RTP/AVP;unicast;client_port=",
                "RTP/AVP;unicast;client_port=0-1",
                "RTP/AVP;unicast;client_port=70000-70001",
                "RTP/AVP;unicast;client_port=999999999-1",
                "RTP/AVP;multicast;client_port=5000-5001",
                "RTP/AVP/TCP;interleaved=255-256",
                "RTP/SAVP;unicast;client_port=5000-5001",
                "HTTP"
            })
    void nonsenseIsRefused(String header) {
        assertTrue(Transport.choose(header, Offer.BOTH).isEmpty());
    }
}
