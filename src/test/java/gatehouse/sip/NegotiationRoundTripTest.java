package gatehouse.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.sip.Answer.Negotiated;
import gatehouse.sip.Negotiation.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever two sides of ours want, and in whatever order they ask: after each offer and answer both mean the same, or
/// both mean what they meant before.
@Execution(ExecutionMode.CONCURRENT)
class NegotiationRoundTripTest {
    private static final InetAddress FROM = InetAddress.ofLiteral("192.0.2.1");
    private static final int CALLS = 300;
    private static final int STEPS = 8;

    private final List<Negotiated> seen = new ArrayList<>();

    private static VoiceAddress anySide(Random random, String host, int port) {
        var codecs = new ArrayList<>(List.of(Codec.values()));
        Collections.shuffle(codecs, random);
        var voice = new VoiceAddress(
                        new InetSocketAddress(InetAddress.ofLiteral(host), port),
                        codecs.subList(0, 1 + random.nextInt(codecs.size())))
                .with(Protection.values()[random.nextInt(3)]);
        return random.nextBoolean()
                ? voice
                : voice.watching(new InetSocketAddress(InetAddress.ofLiteral(host), port + 2));
    }

    @ParameterizedTest
    @ValueSource(longs = {3264, 4568, 8866})
    void bothSidesMeanTheSameAfterEveryExchange(long seed) throws Exception {
        var random = new Random(seed);
        for (int call = 0; call < CALLS; call++) {
            boolean secret = random.nextBoolean();
            VoiceAddress here = anySide(random, "192.0.2.7", 30000);
            VoiceAddress there = anySide(random, random.nextBoolean() ? "192.0.2.8" : "2001:db8::8", 40000);
            var one = new Negotiation(here, secret);
            var other = new Negotiation(there, secret);
            for (int step = 0; step < STEPS; step++) {
                if (step == 0 || random.nextBoolean()) {
                    exchange(one, here, other, random);
                } else {
                    exchange(other, there, one, random);
                }
            }
        }
        assertTrue(seen.stream().anyMatch(it -> it.keys().isPresent()), "some were sealed");
        assertTrue(seen.stream().anyMatch(it -> it.keys().isEmpty()), "some were open");
        assertTrue(seen.stream().anyMatch(Negotiated::heldByUs), "some were held");
        assertEquals(
                Set.of(Codec.values()),
                new TreeSet<>(seen.stream().map(Negotiated::codec).toList()));
    }

    private void exchange(Negotiation asking, VoiceAddress own, Negotiation asked, Random random) throws Exception {
        Optional<Negotiated> before = asked.agreed();
        Optional<Negotiated> ours = asking.agreed();
        boolean hold = random.nextBoolean();
        byte[] offer = asking.offer(hold, own.codecs());
        switch (asked.answer(Sdp.read(offer, FROM))) {
            case Outcome.Refused refused -> {
                assertTrue(refused.why().contains("line 1"), refused.why());
                assertEquals(before, asked.agreed());
                asking.withdrawn();
                assertEquals(ours, asking.agreed());
            }
            case Outcome.Agreed agreed -> {
                var here = assertInstanceOf(Outcome.Agreed.class, asking.accept(Sdp.read(asked.said(), FROM)))
                        .voice();
                assertEquals(hold, here.heldByUs());
                same(here, agreed.voice());
                seen.add(here);
            }
        }
    }

    private static void same(Negotiated here, Negotiated there) {
        assertEquals(there.codec(), here.codec());
        assertEquals(there.payloadType(), here.heardAs());
        assertEquals(there.heardAs(), here.payloadType());
        assertEquals(there.telephoneEvent(), here.telephoneEvent());
        assertEquals(there.direction().mirrored(), here.direction());
        assertEquals(there.heldByUs(), here.heldByThem());
        assertEquals(there.keys().map(VoiceKeys::ours), here.keys().map(VoiceKeys::theirs));
        assertEquals(there.keys().map(VoiceKeys::theirs), here.keys().map(VoiceKeys::ours));
    }
}
