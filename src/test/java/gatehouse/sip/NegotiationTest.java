package gatehouse.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.rtp.CryptoLine;
import gatehouse.rtp.SrtpSuite;
import gatehouse.sip.Answer.Negotiated;
import gatehouse.sip.Negotiation.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegotiationTest {
    private static final InetAddress FROM = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress OWN = InetAddress.ofLiteral("192.0.2.7");
    private static final VoiceAddress ALL = new VoiceAddress(
            new InetSocketAddress(OWN, 30000), List.of(Codec.OPUS, Codec.G722, Codec.PCMA, Codec.PCMU));
    private static final VoiceAddress NARROW = ALL.only(List.of(Codec.PCMA, Codec.PCMU));
    private static final InetSocketAddress SCREEN = new InetSocketAddress(OWN, 30002);

    static Offer read(String text) throws Sdp.Malformed {
        return Sdp.read(text.getBytes(StandardCharsets.UTF_8), FROM);
    }

    private static Negotiated agreed(Outcome outcome) {
        return assertInstanceOf(Outcome.Agreed.class, outcome).voice();
    }

    private static String refused(Outcome outcome) {
        return assertInstanceOf(Outcome.Refused.class, outcome).why();
    }

    private static String said(Negotiation one) {
        return new String(one.said(), StandardCharsets.UTF_8);
    }

    private static List<String> lines(String text, String start) {
        return text.lines().filter(line -> line.startsWith(start)).toList();
    }

    private static Negotiation open(VoiceAddress voice) {
        return new Negotiation(voice, false);
    }

    private static Negotiation secret(VoiceAddress voice) {
        return new Negotiation(voice, true);
    }

    @Test
    void twoNIsAnsweredWithItsWidebandVoiceAndNoPictureWhereNobodyWatches() throws Exception {
        var one = open(ALL);
        var voice = agreed(one.answer(read(MakersOffers.TWO_N)));
        assertEquals(Codec.G722, voice.codec());
        assertEquals(OptionalInt.of(101), voice.telephoneEvent());
        assertEquals(Optional.empty(), voice.film());
        assertEquals(
                List.of("m=audio 30000 RTP/AVP 9 101", "m=video 0 RTP/AVP 123"),
                said(one).lines().filter(line -> line.startsWith("m=")).toList());
        assertTrue(said(one).contains("a=rtpmap:9 G722/8000\r\n"), said(one));
    }

    @Test
    void pictureOfTwoNIsTakenWhereSomebodyWatches() throws Exception {
        var one = open(ALL.watching(SCREEN));
        var film = agreed(one.answer(read(MakersOffers.TWO_N))).film().orElseThrow();
        assertEquals(new InetSocketAddress("192.0.2.20", 4902), film.remoteRtp());
        assertEquals(new H264(123, "42801F", 1, "Z0KAH5ZUAoAty"), film.coding());
        String answer = said(one);
        assertEquals(List.of("m=audio 30000 RTP/AVP 9 101", "m=video 30002 RTP/AVP 123"), lines(answer, "m="));
        assertTrue(
                answer.contains("a=fmtp:123 profile-level-id=42801F;packetization-mode=1\r\na=recvonly\r\n"), answer);
    }

    @Test
    void axisIsAnsweredWithOpusAndTonesAtItsClock() throws Exception {
        var one = open(ALL.watching(SCREEN));
        var voice = agreed(one.answer(read(MakersOffers.AXIS)));
        assertEquals(Codec.OPUS, voice.codec());
        assertEquals(OptionalInt.of(100), voice.telephoneEvent());
        assertEquals(
                "Z0IAKeKQCgC3YC3AQEBpB4kRUA==,aM48gA==",
                voice.film().orElseThrow().coding().parameterSets());
        String answer = said(one);
        assertTrue(answer.contains("a=rtpmap:111 opus/48000/2\r\n"), answer);
        assertTrue(answer.contains("a=fmtp:111 useinbandfec=1"), answer);
        assertTrue(answer.contains("a=rtpmap:100 telephone-event/48000\r\n"), answer);
        assertFalse(answer.contains("telephone-event/8000"), answer);
    }

    @Test
    void asteriskWhoseTonesHaveTheClockOfG711IsNotAnsweredWithOpus() throws Exception {
        var voice = agreed(open(ALL).answer(read(MakersOffers.ASTERISK)));
        assertEquals(Codec.PCMA, voice.codec());
        assertEquals(OptionalInt.of(101), voice.telephoneEvent());
        var opusAlone = agreed(open(ALL.only(List.of(Codec.OPUS))).answer(read(MakersOffers.ASTERISK)));
        assertEquals(Codec.OPUS, opusAlone.codec());
        assertEquals(107, opusAlone.payloadType());
        assertEquals(OptionalInt.empty(), opusAlone.telephoneEvent(), "8000 is not the clock of Opus");
    }

    @Test
    void orderOfPreferenceIsOursCallByCall() throws Exception {
        assertEquals(
                Codec.PCMA,
                agreed(open(NARROW).answer(read(MakersOffers.TWO_N))).codec());
        assertEquals(
                Codec.PCMU,
                agreed(open(NARROW.only(List.of(Codec.PCMU, Codec.PCMA))).answer(read(MakersOffers.TWO_N)))
                        .codec());
    }

    @Test
    void freeswitchIsSealedOverTlsAndOpenOverUdp() throws Exception {
        var tls = secret(NARROW);
        var sealed = agreed(tls.answer(read(MakersOffers.FREESWITCH)));
        assertEquals(
                SrtpSuite.AES_CM_128_HMAC_SHA1_80,
                sealed.keys().orElseThrow().theirs().suite());
        assertFalse(sealed.keys().orElseThrow().openly());
        assertEquals(Optional.empty(), sealed.trouble());
        assertEquals(
                List.of("m=audio 30000 RTP/SAVP 8 13 101", "m=audio 0 RTP/AVP 102 9 0 8 103 101 13"),
                lines(said(tls), "m="));
        assertEquals(
                1,
                lines(said(tls), "a=crypto:3 AES_CM_128_HMAC_SHA1_80 inline:").size(),
                said(tls));

        var udp = open(NARROW);
        var plain = agreed(udp.answer(read(MakersOffers.FREESWITCH)));
        assertEquals(Optional.empty(), plain.keys());
        assertEquals(
                List.of("m=audio 0 RTP/SAVP 102 9 0 8 103 101 13", "m=audio 30000 RTP/AVP 8 13 101"),
                lines(said(udp), "m="));
        assertEquals(List.of(), lines(said(udp), "a=crypto"));
    }

    @Test
    void akuvoxThatSpeaksNoOtherWayIsTakenOverUdpAndTheGuardIsTold() throws Exception {
        var one = open(ALL.watching(SCREEN));
        var voice = agreed(one.answer(read(MakersOffers.AKUVOX)));
        assertTrue(voice.keys().orElseThrow().openly());
        assertTrue(voice.trouble().orElseThrow().sentence().contains("keys"));
        assertTrue(voice.film().orElseThrow().keys().isPresent());
        assertNotEquals(
                voice.keys().orElseThrow().ours(),
                voice.film().orElseThrow().keys().orElseThrow().ours());
        assertEquals(
                2,
                lines(said(one), "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:").size());
    }

    @Test
    void grandstreamsOpportunisticKeysAreTakenOverTls() throws Exception {
        var one = secret(ALL);
        var voice = agreed(one.answer(read(MakersOffers.GRANDSTREAM)));
        assertEquals(
                SrtpSuite.AEAD_AES_128_GCM, voice.keys().orElseThrow().ours().suite());
        assertEquals(List.of("m=audio 30000 RTP/AVP 9 101"), lines(said(one), "m="));
        assertEquals(
                Optional.empty(),
                agreed(open(ALL).answer(read(MakersOffers.GRANDSTREAM))).keys(),
                "no key of ours goes where others can read it, when the other side can do without");
        assertTrue(agreed(open(ALL.with(Protection.REQUIRED)).answer(read(MakersOffers.GRANDSTREAM)))
                .keys()
                .orElseThrow()
                .openly());
    }

    @ParameterizedTest
    @CsvSource({
        "REQUIRED, true, TWO_N, is not encrypted",
        "REQUIRED, false, ASTERISK, is not encrypted",
        "OFF, true, AKUVOX, switched off",
        "PREFERRED, true, BROWSER, DTLS-SRTP",
        "REQUIRED, true, BROWSER, DTLS-SRTP"
    })
    void whatDoesNotSuitIsRefusedWithItsReason(Protection protection, boolean confidential, String maker, String reason)
            throws Exception {
        String offer = (String) MakersOffers.class.getDeclaredField(maker).get(null);
        String why = refused(new Negotiation(ALL.with(protection), confidential).answer(read(offer)));
        assertTrue(why.contains(reason), why);
        assertTrue(why.contains("line 1"), why);
    }

    @Test
    void requiredOverUdpIsSaidToWhoeverWiresIt() {
        assertTrue(Protection.REQUIRED.trouble(Transport.UDP).isPresent());
        assertEquals(Optional.empty(), Protection.REQUIRED.trouble(Transport.TLS));
        assertEquals(Optional.empty(), Protection.PREFERRED.trouble(Transport.UDP));
    }

    @ParameterizedTest
    @CsvSource({
        "'', a=sendonly, RECVONLY, true, false",
        "'', a=inactive, INACTIVE, true, false",
        "'', a=recvonly, SENDONLY, false, false",
        "'', a=sendrecv, SENDRECV, false, false",
        "a=sendonly, '', RECVONLY, true, false",
        "a=sendonly, a=sendrecv, SENDRECV, false, false",
        "'', c=IN IP4 0.0.0.0, RECVONLY, true, false",
        "'', c=IN IP6 ::, RECVONLY, true, false",
        "c=IN IP4 0.0.0.0, '', RECVONLY, true, false",
        "c=IN IP4 0.0.0.0, c=IN IP4 192.0.2.9, SENDRECV, false, false"
    })
    void holdIsUnderstoodInAllItsForms(String session, String media, Direction ours, boolean byThem, boolean byUs)
            throws Exception {
        var one = open(NARROW);
        var voice = agreed(one.answer(read("v=0\n" + session + "\nm=audio 5004 RTP/AVP 8\n" + media + "\n")));
        assertEquals(ours, voice.direction());
        assertEquals(byThem, voice.heldByThem());
        assertEquals(byUs, voice.heldByUs());
        assertFalse(voice.remoteRtp().getAddress().isAnyLocalAddress(), "nowhere is no address to send to");
        assertTrue(said(one).contains("a=" + ours.name().toLowerCase(Locale.ROOT) + "\r\n"), said(one));
    }

    /// `first` offers, `second` answers, and both agree.
    private static Negotiated agree(Negotiation first, byte[] offer, Negotiation second) throws Sdp.Malformed {
        agreed(second.answer(Sdp.read(offer, FROM)));
        return agreed(first.accept(Sdp.read(second.said(), FROM)));
    }

    @Test
    void ourOfferIsAnsweredAndBothSidesMeanTheSame() throws Exception {
        var caller = secret(ALL);
        var door = secret(NARROW);
        var here = agree(caller, caller.offer(), door);
        var there = door.agreed().orElseThrow();
        assertEquals(Codec.PCMA, here.codec());
        assertEquals(there.codec(), here.codec());
        assertEquals(OptionalInt.of(101), here.telephoneEvent());
        assertEquals(
                there.keys().orElseThrow().ours(), here.keys().orElseThrow().theirs());
        assertEquals(
                there.keys().orElseThrow().theirs(), here.keys().orElseThrow().ours());
        assertEquals(ALL.rtp(), there.remoteRtp());
    }

    @Test
    void offerOfOursNamesAllThatWeSpeak() {
        var one = open(ALL.watching(SCREEN));
        String offer = new String(one.offer(), StandardCharsets.UTF_8);
        assertTrue(offer.startsWith("v=0\r\no=gatehouse "), offer);
        assertEquals(
                List.of("m=audio 30000 RTP/AVP 111 9 8 0 101 102", "m=video 30002 RTP/AVP 97"), lines(offer, "m="));
        for (String line : List.of(
                "a=rtpmap:111 opus/48000/2",
                "a=fmtp:111 useinbandfec=1;maxplaybackrate=16000",
                "a=rtpmap:9 G722/8000",
                "a=rtpmap:101 telephone-event/8000",
                "a=rtpmap:102 telephone-event/48000",
                "a=rtpmap:97 H264/90000",
                "a=ptime:20",
                "a=sendrecv",
                "a=recvonly")) {
            assertTrue(offer.contains(line + "\r\n"), line + " in " + offer);
        }
        assertEquals(List.of(), lines(offer, "a=crypto"), "no key goes where others can read it");
        String sealed = new String(secret(ALL.with(Protection.REQUIRED)).offer(), StandardCharsets.UTF_8);
        assertTrue(sealed.contains("m=audio 30000 RTP/SAVP "), sealed);
        assertEquals(3, lines(sealed, "a=crypto:").size(), sealed);
    }

    @Test
    void weHoldAndResumeAndTheOtherSideSeesIt() throws Exception {
        var desk = open(NARROW);
        var door = open(NARROW);
        agree(desk, desk.offer(), door);
        var held = agree(desk, desk.offer(true, NARROW.codecs()), door);
        assertTrue(held.heldByUs());
        assertEquals(Direction.SENDONLY, held.direction());
        assertTrue(door.agreed().orElseThrow().heldByThem());
        assertTrue(agree(door, door.offer(true, NARROW.codecs()), desk).heldByUs());
        assertEquals(Direction.INACTIVE, desk.agreed().orElseThrow().direction(), "each holds the other");
        var again = agree(desk, desk.offer(false, NARROW.codecs()), door);
        assertFalse(again.heldByUs());
        assertTrue(again.heldByThem());
        assertFalse(agree(door, door.offer(false, NARROW.codecs()), desk).heldByUs());
        assertEquals(Direction.SENDRECV, desk.agreed().orElseThrow().direction());
    }

    @Test
    void refusedOfferOfOursChangesNothing() throws Exception {
        var desk = open(NARROW);
        var door = open(NARROW);
        var before = agree(desk, desk.offer(), door);
        desk.offer(true, NARROW.codecs());
        desk.withdrawn();
        assertFalse(desk.isHeld());
        assertEquals(Optional.of(before), desk.agreed());
        refused(desk.accept(Sdp.read(door.said(), FROM)));
    }

    @Test
    void versionCountsWhatIsNewAndNothingElse() throws Exception {
        var one = open(NARROW);
        one.answer(read(MakersOffers.TWO_N));
        String first = lines(said(one), "o=").getFirst();
        one.answer(read(MakersOffers.TWO_N));
        assertEquals(first, lines(said(one), "o=").getFirst());
        one.answer(read(MakersOffers.TWO_N.replace("a=sendrecv", "a=inactive")));
        String next = lines(said(one), "o=").getFirst();
        assertEquals(Long.parseLong(first.split(" ")[2]) + 1, Long.parseLong(next.split(" ")[2]));
        assertEquals(first.split(" ")[1], next.split(" ")[1]);
    }

    @Test
    void newOfferWithinTheCallKeepsLinesAndNumbers() throws Exception {
        var one = open(ALL);
        one.answer(read("""
                v=0
                m=application 9 DTLS/SCTP 5000
                m=audio 5004 RTP/AVP 96 101 102
                a=rtpmap:96 opus/48000/2
                a=rtpmap:101 PCMU/8000
                a=rtpmap:102 telephone-event/48000
                """));
        String offer = new String(one.offer(), StandardCharsets.UTF_8);
        assertEquals(
                List.of("m=application 0 DTLS/SCTP 5000", "m=audio 30000 RTP/AVP 96 9 8 101 97 102"),
                lines(offer, "m="));
        assertTrue(offer.contains("a=rtpmap:101 PCMU/8000"), offer);
        assertTrue(offer.contains("a=rtpmap:97 telephone-event/8000"), offer);
        String narrow = new String(one.offer(false, List.of(Codec.PCMA)), StandardCharsets.UTF_8);
        assertEquals("m=audio 30000 RTP/AVP 8 97", lines(narrow, "m=audio").getFirst());
    }

    @Test
    void keysStayWhileTheOthersDoAndChangeWithThem() throws Exception {
        var one = secret(NARROW);
        var first = agreed(one.answer(read(MakersOffers.AKUVOX))).keys().orElseThrow();
        assertEquals(
                first,
                agreed(one.answer(read(MakersOffers.AKUVOX.replace("sendrecv", "inactive"))))
                        .keys()
                        .orElseThrow());
        String renewed = MakersOffers.AKUVOX.replaceFirst("inline:d0Rm", "inline:AAAA");
        var second = agreed(one.answer(read(renewed))).keys().orElseThrow();
        assertNotEquals(first.theirs(), second.theirs());
        assertNotEquals(first.ours(), second.ours(), "an old key is not used again from the beginning");
        assertTrue(new String(one.offer(), StandardCharsets.UTF_8)
                .contains(new CryptoLine(1, second.ours()).write() + "\r\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "m=audio 0 RTP/AVP 8, takes no voice",
        "m=video 5 RTP/AVP 8, other lines",
        "m=audio 5 RTP/AVP 18, not offered",
        "m=audio 5 RTP/SAVP 8, another kind",
        "m=audio 5 UDP/TLS/RTP/SAVPF 8, another kind"
    })
    void answerThatDoesNotFitTheOfferIsRefused(String line, String why) throws Exception {
        var one = open(NARROW);
        one.offer();
        String said = refused(one.accept(read("v=0\n" + line + "\n")));
        assertTrue(said.contains(why), said);
        assertEquals(Optional.empty(), one.agreed());
    }

    @ParameterizedTest
    @CsvSource({
        "REQUIRED, RTP/SAVP, '', without a key",
        "REQUIRED, RTP/SAVP, a=crypto:7 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj, without a key",
        "REQUIRED, RTP/SAVP, a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj, without a key",
        "PREFERRED, RTP/AVP, a=crypto:9 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj, without a key"
    })
    void answerWithoutTheRightKeyIsRefused(Protection protection, String profile, String crypto, String why)
            throws Exception {
        var one = secret(NARROW.with(protection));
        one.offer();
        String said = refused(one.accept(read("v=0\nm=audio 5 " + profile + " 8\n" + crypto + "\n")));
        assertTrue(said.contains(why), said);
    }

    @Test
    void offeredKeysAreNoObligation() throws Exception {
        var one = secret(NARROW);
        one.offer();
        var voice = agreed(one.accept(read("v=0\nm=audio 5 RTP/AVP 8\n")));
        assertEquals(Optional.empty(), voice.keys());
    }

    @Test
    void answerWithNumbersOfItsOwnIsHeardUnderOursAndSpokenToUnderIts() throws Exception {
        var one = open(ALL);
        one.offer();
        var voice = agreed(one.accept(read("v=0\nm=audio 5 RTP/AVP 120\na=rtpmap:120 opus/48000/2\n")));
        assertEquals(120, voice.payloadType());
        assertEquals(111, voice.heardAs());
    }

    @Test
    void oneBranchOfAForkAnswersAfterAnother() throws Exception {
        var one = open(NARROW);
        one.offer();
        assertEquals(
                5,
                agreed(one.accept(read("v=0\nm=audio 5 RTP/AVP 8\n")))
                        .remoteRtp()
                        .getPort());
        assertEquals(
                7,
                agreed(one.accept(read("v=0\nm=audio 7 RTP/AVP 0\n")))
                        .remoteRtp()
                        .getPort());
    }

    @Test
    void doorThatShowsNothingIsNotWatched() throws Exception {
        var one = open(NARROW.watching(SCREEN));
        assertEquals(
                Optional.empty(),
                agreed(one.answer(read(MakersOffers.TWO_N.replace("a=sendonly", "a=recvonly"))))
                        .film());
        assertEquals(
                Optional.empty(),
                agreed(one.answer(read(MakersOffers.TWO_N.replace("packetization-mode=1", "packetization-mode=2"))))
                        .film());
    }

    @ParameterizedTest
    @CsvSource({"'', 20", "a=ptime:30, 30", "a=ptime:500, 60", "a=maxptime:10, 10", "a=ptime:x, 20", "a=ptime:0, 20"})
    void packetsAreAsLongAsTheOtherSideWants(String line, int millis) throws Exception {
        assertEquals(
                millis,
                agreed(open(NARROW).answer(read("v=0\nm=audio 5 RTP/AVP 8\n" + line + "\n")))
                        .packetMillis());
    }

    @Test
    void addressOfSixGroupsIsWrittenWithoutTheNameOfItsCard() {
        var own = new InetSocketAddress(InetAddress.ofLiteral("2001:db8::7"), 30000);
        String offer =
                new String(open(new VoiceAddress(own, List.of(Codec.PCMA))).offer(), StandardCharsets.UTF_8);
        assertTrue(offer.contains("c=IN IP6 2001:db8:0:0:0:0:0:7\r\n"), offer);
    }
}
