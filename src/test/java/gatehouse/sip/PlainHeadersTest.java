package gatehouse.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.parser.ParserFactory;
import gov.nist.javax.sip.parser.RequestLineParser;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read the quick way is what the stack's own parser reads.
@Execution(ExecutionMode.CONCURRENT)
class PlainHeadersTest {
    private static final long SEED = 20261128;
    private static final int ROUNDS = 40_000;
    private static final String LETTERS = "\"<>;=,:@ \t-._%?&[]()/\\*aZ09é";

    private static final List<String> USUAL = List.of(
            "Via: SIP/2.0/UDP 192.0.2.7:5060;rport;branch=z9hG4bK-1-2-0",
            "Via: SIP/2.0/TCP door-3.gate.example;branch=z9hG4bKabc;received=192.0.2.1;rport=5062",
            "v: SIP/2.0/TLS 192.0.2.7;branch=z9hG4bK1",
            "From: \"North gate\" <sip:301@192.0.2.7:5060>;tag=1t2",
            "f: <sip:301@gate.example;transport=tcp>;tag=abc_1.2",
            "To: <sip:desk@192.0.2.1:5060>",
            "To: <sip:desk@192.0.2.1:5060>;tag=x",
            "t: <sip:192.0.2.1>",
            "Contact: <sip:301@192.0.2.7:5060;transport=udp>;expires=60",
            "m: \"Gate\"<sip:301@192.0.2.7>",
            "Call-ID: 12-34@192.0.2.7",
            "i: a84b4c76e66710",
            "CSeq: 1 INVITE",
            "Max-Forwards: 70",
            "Content-Length: 0",
            "l: 137",
            "Content-Type: application/sdp",
            "c: application/sdp");

    @Test
    void usualHeadersAreReadTheQuickWayAndAlike() throws ParseException {
        for (String header : USUAL) {
            Optional<SIPHeader> quick = PlainHeaders.header(header);
            assertTrue(quick.isPresent(), header);
            alike(header, quick.get());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INVITE sip:desk@192.0.2.1:5060 SIP/2.0",
                "CANCEL sip:desk@gate.example;transport=tcp SIP/2.0",
                "BYE sip:192.0.2.1 SIP/2.0"
            })
    void usualRequestLinesAreReadTheQuickWayAndAlike(String line) throws ParseException {
        RequestLine quick = PlainHeaders.requestLine(line).orElseThrow();
        assertEquals(new RequestLineParser(line + "\n").parse().encode(), quick.encode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "To: <sip:desk@192.0.2.1>;",
                "To: <sip:desk@192.0.2.1>;tag=",
                "To: <sip:desk@192.0.2.1;>",
                "To: <sip:desk@192.0.2.1;transport=>",
                "Via: SIP/2.0/UDP 192.0.2.7:5060;branch=",
                "Via: SIP/2.0/UDP 192.0.2.7:5060;"
            })
    void whatIsCutShortIsLeftToTheStack(String header) {
        assertEquals(Optional.empty(), PlainHeaders.header(header));
    }

    @Test
    void whateverIsReadTheQuickWayTheStackReadsAlike() throws ParseException {
        var random = new Random(SEED);
        int quickly = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String header = mutated(USUAL.get(random.nextInt(USUAL.size())), random);
            Optional<SIPHeader> quick = PlainHeaders.header(header);
            if (quick.isPresent()) {
                quickly++;
                alike(header, quick.get());
            }
        }
        assertTrue(quickly > ROUNDS / 10, "only " + quickly + " were plain");
    }

    @Test
    void mutatedRequestLinesAreReadAlikeOrLeftToTheStack() throws ParseException {
        var random = new Random(SEED);
        int quickly = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String line = mutated("INVITE sip:desk@192.0.2.1:5060;transport=udp SIP/2.0", random);
            Optional<RequestLine> quick = PlainHeaders.requestLine(line);
            if (quick.isPresent()) {
                quickly++;
                RequestLine stacks = new RequestLineParser(line + "\n").parse();
                assertEquals(stacks.encode(), quick.get().encode(), line);
                assertEquals(stacks.getUri(), quick.get().getUri(), line);
            }
        }
        assertTrue(quickly > ROUNDS / 20, "only " + quickly + " were plain");
    }

    private static void alike(String header, SIPHeader quick) throws ParseException {
        SIPHeader stacks = ParserFactory.createParser(header + "\n").parse();
        assertEquals(stacks.encode(), quick.encode(), header);
        assertEquals(stacks.getClass(), quick.getClass(), header);
        if (stacks instanceof AddressParametersHeader address) {
            assertEquals(address.getAddress(), ((AddressParametersHeader) quick).getAddress(), header);
        }
        if (stacks instanceof ViaList vias) {
            var via = (Via) vias.getFirst();
            var quickVia = (Via) ((ViaList) quick).getFirst();
            assertEquals(via.getSentBy(), quickVia.getSentBy(), header);
            assertEquals(via.getBranch(), quickVia.getBranch(), header);
            assertEquals(via.hasParameter("rport"), quickVia.hasParameter("rport"), header);
            // What the stack does with it before it answers.
            via.setParameter("rport", "5099");
            quickVia.setParameter("rport", "5099");
            assertEquals(via.encode(), quickVia.encode(), header);
            assertEquals(via.getRPort(), quickVia.getRPort(), header);
        }
    }

    private static String mutated(String header, Random random) {
        var text = new StringBuilder(header);
        int changes = random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = header.indexOf(':') + 1 + random.nextInt(Math.max(1, text.length() - header.indexOf(':') - 1));
            char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.insert(Math.min(at, text.length()), letter);
                case 1 -> text.setCharAt(Math.min(at, text.length() - 1), letter);
                default -> text.deleteCharAt(Math.min(at, text.length() - 1));
            }
        }
        return text.toString();
    }
}
