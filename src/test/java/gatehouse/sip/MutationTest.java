package gatehouse.sip;

import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.sip.PhoneEvent.Confirmed;
import gatehouse.sip.PhoneEvent.Rang;
import gatehouse.sip.PhoneSettings.Limits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Proper traffic of every kind with bytes changed, doubled, left out and cut, the same each time: the call it belonged
/// to may suffer, the next one rings.
@Execution(ExecutionMode.CONCURRENT)
class MutationTest {
    private static final int ROUNDS = 25;
    private static final int PER_ROUND = 12;

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
    void brokenInvites(Road road) throws Exception {
        var random = new Random(3261);
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < PER_ROUND; i++) {
                try (var caller = road.caller(phone)) {
                    caller.say(Mutated.bytes(caller.talk().invite(), random));
                } catch (IOException e) {
                    // Cut while it spoke.
                }
            }
            nextRings(road);
        }
    }

    /// Within a call that both sides have confirmed.
    @ParameterizedTest
    @EnumSource(Road.class)
    void brokenRequestsWithinACall(Road road) throws Exception {
        var random = new Random(3515);
        for (int round = 0; round < ROUNDS; round++) {
            try (var caller = road.caller(phone)) {
                var talk = caller.talk();
                String ok = confirmed(caller, talk);
                int sequence = 2;
                for (String request : requests(talk, ok)) {
                    caller.say(Mutated.bytes(request.replace("CSeq: 2 ", "CSeq: " + sequence++ + " "), random));
                }
            } catch (IOException e) {
                // Cut while it spoke.
            }
            nextRings(road);
        }
    }

    private static List<String> requests(RawCaller.Talk talk, String ok) {
        var next = talk.nextBranch().nextBranch();
        String offer = RawCaller.VOICE.replace("\n", "\r\n");
        return List.of(
                next.follow("INVITE", 2, ok, "application/sdp", offer),
                next.nextBranch().follow("UPDATE", 2, ok, "application/sdp", offer),
                next.nextBranch()
                        .nextBranch()
                        .follow("INFO", 2, ok, "application/dtmf-relay", "Signal=5\r\nDuration=160\r\n"),
                next.nextBranch()
                        .nextBranch()
                        .nextBranch()
                        .follow("PRACK", 2, ok)
                        .replace("Contact:", "RAck: 1 1 INVITE\r\nContact:"),
                next.follow("REFER", 2, ok)
                        .replace("Contact:", "Refer-To: <sip:guard@127.0.0.1>\r\nContact:")
                        .replace(";branch=", ";branch=z9hG4bKr"),
                next.follow("NOTIFY", 2, ok, "message/sipfrag", "SIP/2.0 200 OK")
                        .replace("Contact:", "Event: refer\r\nSubscription-State: active\r\nContact:")
                        .replace(";branch=", ";branch=z9hG4bKn"),
                next.follow("ACK", 2, ok),
                next.follow("BYE", 2, ok).replace(";branch=", ";branch=z9hG4bKb"));
    }

    /// What is said to a request of ours: a tone by INFO, and the BYE of whoever hangs up here.
    @ParameterizedTest
    @EnumSource(Road.class)
    void brokenAnswersToRequestsOfOurs(Road road) throws Exception {
        var random = new Random(8760);
        var told = new ArrayList<CompletableFuture<Integer>>();
        for (int round = 0; round < ROUNDS; round++) {
            try (var caller = road.caller(phone)) {
                var talk = caller.talk();
                confirmed(caller, talk);
                var call = heard.next(Confirmed.class).call();
                told.add(phone.sendInfoTone(call, '5', Duration.ofMillis(160)));
                String info = caller.until("INFO ");
                for (int i = 0; i < PER_ROUND; i++) {
                    caller.say(Mutated.bytes(answer(info, random), random));
                }
                phone.end(call);
                caller.say(Mutated.bytes(answer(caller.until("BYE "), random), random));
                caller.ok(info);
            } catch (IOException e) {
                // Cut while it spoke.
            }
            nextRings(road);
        }
        for (CompletableFuture<Integer> one : told) {
            int status = one.exceptionally(fault -> 0).get(20, TimeUnit.SECONDS);
            assertTrue(status == 0 || status >= 200, "answered for good or given up, not " + status);
        }
    }

    private static String answer(String request, Random random) {
        var head = new StringBuilder("SIP/2.0 "
                + List.of("100 Trying", "200 OK", "302 Moved", "401 No", "600 Busy")
                        .get(random.nextInt(5)));
        request.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.matches("(?i)(Via|From|To|Call-ID|CSeq):.*"))
                .forEach(line -> head.append("\r\n").append(line));
        return head.append("\r\nContact: <sip:door@127.0.0.1>\r\nContent-Length: 0\r\n\r\n")
                .toString();
    }

    private String confirmed(RawCaller caller, RawCaller.Talk talk) throws Exception {
        var named = new RawCaller.Talk(caller, talk.word(), "desk", talk.word(), 0);
        caller.ring(named);
        Rang rang = heard.next(Rang.class);
        while (!rang.displayName().equals(talk.word())) {
            rang = heard.next(Rang.class);
        }
        phone.answer(rang.call(), PhoneTest.voice());
        String ok = caller.until("SIP/2.0 200");
        caller.say(talk.nextBranch().follow("ACK", 1, ok));
        return ok;
    }

    private void nextRings(Road road) throws Exception {
        try (var caller = road.caller(phone)) {
            heard.rangBefore(caller);
        }
    }
}
