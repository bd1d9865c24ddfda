package gatehouse.desk;

import static gatehouse.desk.Trial.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.audio.Finding;
import gatehouse.door.DoorId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A desk where everything is pressed at any time, with a telephone that does what it is told, late and in any order.
@Execution(ExecutionMode.CONCURRENT)
class CallWalkTest {
    private static final int STEPS = 4000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void thereAreNeverTwoConversationsAndNoCallIsLost(long seed) {
        var walk = new Walk(new Random(seed));
        for (int i = 0; i < STEPS; i++) {
            walk.step();
            walk.check("seed " + seed + ", step " + i);
        }
        walk.everybodyGoesHome();
        assertTrue(walk.desk.state.calls().stream().noneMatch(Call::alive), () -> "stuck: " + walk.desk.state.calls());
        assertEquals(walk.begun, walk.told(), "each call has one end on record");
    }

    /// `there` is what the telephone knows: the calls that are not over, and which of them are heard.
    private static final class Walk {
        final Trial desk = Trial.seated(Trial.forwarding(Duration.ofSeconds(20), Optional.empty()));
        final Set<CallId> begun = new HashSet<>();
        private final Random random;
        private final Set<CallId> there = new HashSet<>();
        private final Set<CallId> heard = new HashSet<>();
        private final List<Happening> later = new ArrayList<>();
        private int seen;
        private int number;
        private long second;

        Walk(Random random) {
            this.random = random;
        }

        void step() {
            second++;
            desk.tell(later.isEmpty() || random.nextInt(3) > 0 ? press() : later.remove(random.nextInt(later.size())));
            obey();
        }

        private Happening press() {
            var call = any();
            long nanos = second * Trial.SECOND;
            return switch (random.nextInt(19)) {
                case 0, 1, 2 -> rings();
                case 3 -> new Happening.AnswerPressed(call, at(second), nanos);
                case 4 -> new Happening.AnswerNextPressed(at(second), nanos);
                case 5 -> new Happening.DeclinePressed(call, at(second));
                case 6 -> new Happening.EndPressed(call, at(second));
                case 7 -> new Happening.HoldPressed(call, at(second));
                case 8 -> new Happening.ResumePressed(call, at(second), nanos);
                case 9 -> new Happening.SwapPressed(at(second), nanos);
                case 10 -> new Happening.TransferPressed(call, "porter", at(second));
                case 11 -> new Happening.TransferToPressed(call, any(), at(second));
                case 12 -> new Happening.DialPressed(fresh(), callee(), at(second), nanos);
                case 13 -> new Happening.UndisturbedPressed(random.nextBoolean(), Optional.empty(), at(second), nanos);
                case 14 -> new Happening.CallAgainPressed(fresh(), at(second), nanos);
                case 15 -> new Happening.RemedyPressed(call, Finding.Remedy.CALL_BACK, fresh(), at(second), nanos);
                case 16 -> new Happening.ShowPressed(call, nanos);
                case 17 -> new Happening.Dismissed(call, nanos);
                default -> ends(call);
            };
        }

        private Happening rings() {
            if (there.size() >= 20) {
                return new Happening.ClockStruck(at(second), second * Trial.SECOND);
            }
            var call = fresh();
            there.add(call);
            begun.add(call);
            return Trial.rang(call, door(), second);
        }

        /// The other side goes.
        private Happening ends(CallId call) {
            if (!there.remove(call)) {
                return new Happening.ClockStruck(at(second), second * Trial.SECOND);
            }
            boolean talked = heard.remove(call);
            return Trial.over(call, talked ? End.VISITOR_HUNG_UP : End.MISSED, second);
        }

        /// What the telephone does with the newest deeds; what comes of it is told later.
        private void obey() {
            for (; seen < desk.deeds.size(); seen++) {
                switch (desk.deeds.get(seen)) {
                    case Deed.Answer d -> answered(d.call());
                    case Deed.Dial d -> {
                        there.add(d.call());
                        begun.add(d.call());
                        later.add(new Happening.DialMoved(d.call(), Phase.Progress.RINGING, at(second)));
                        answered(d.call());
                    }
                    case Deed.HangUp d -> gone(d.call(), End.GUARD_HUNG_UP);
                    case Deed.Decline d -> gone(d.call(), End.DECLINED);
                    case Deed.HandOver d -> transfers(d.call());
                    case Deed.Connect d -> transfers(d.held());
                    case Deed.SendOn d -> {
                        if (d.redirected()) {
                            gone(d.call(), End.FORWARDED);
                        } else {
                            transfers(d.call());
                        }
                    }
                    case Deed.ForwardLater d ->
                        later.add(new Happening.ForwardDue(d.call(), at(second), second * Trial.SECOND));
                    default -> {
                        // Nothing that changes a call.
                    }
                }
            }
        }

        private void answered(CallId call) {
            if (there.contains(call)) {
                heard.add(call);
                later.add(Trial.answered(call, second));
            }
        }

        private void transfers(CallId call) {
            later.add(Trial.moved(call, Transfer.Stage.ACCEPTED, second));
            later.add(Trial.moved(call, random.nextBoolean() ? Transfer.Stage.DONE : Transfer.Stage.FAILED, second));
        }

        private void gone(CallId call, End how) {
            if (there.remove(call)) {
                heard.remove(call);
                later.add(Trial.over(call, how, second));
            }
        }

        void check(String when) {
            var state = desk.state;
            assertTrue(state.calls().stream().filter(Call::talking).count() <= 1, when + ": " + state.calls());
            assertEquals(
                    state.calls().size(),
                    state.calls().stream().map(Call::id).distinct().count(),
                    when);
            assertTrue(state.shown().isEmpty() || state.shownCall().isPresent(), when + ": shows what is not there");
            state.talking()
                    .ifPresent(t -> assertTrue(
                            state.shown().isPresent(), when + ": somebody is talked with and nobody is shown"));
            // A call that rings or waits somewhere is in the state, shown or in the queue.
            for (var call : state.calls()) {
                if (call.ringing()) {
                    assertTrue(
                            state.waiting().stream()
                                    .anyMatch(w ->
                                            w.id().equals(call.id()) || w.door().equals(call.door())),
                            when);
                }
            }
            assertEquals(
                    desk.rings(),
                    !state.waiting().stream().allMatch(c -> c.course().unrung().isPresent()),
                    when + ": the ring tone follows the calls");
        }

        /// All that is under way comes to an end, and then everybody hangs up.
        void everybodyGoesHome() {
            for (int i = 0; i < 5; i++) {
                while (!later.isEmpty()) {
                    desk.tell(later.removeFirst());
                    obey();
                }
                List.copyOf(there).forEach(call -> desk.tell(ends(call)));
                obey();
            }
        }

        Set<CallId> told() {
            var ends = new HashMap<CallId, Integer>();
            for (var what : List.of(
                    Memory.What.MISSED,
                    Memory.What.DECLINED,
                    Memory.What.ENDED,
                    Memory.What.FORWARDED,
                    Memory.What.ANSWERED_ELSEWHERE)) {
                desk.memories(what).forEach(m -> ends.merge(m.call().orElseThrow(), 1, Integer::sum));
            }
            assertEquals(
                    Map.of(),
                    ends.entrySet().stream()
                            .filter(e -> e.getValue() > 1)
                            .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
            return ends.keySet();
        }

        private CallId fresh() {
            return new CallId("call-" + number++);
        }

        private CallId any() {
            var calls = desk.state.calls();
            return calls.isEmpty()
                    ? new CallId("nobody")
                    : calls.get(random.nextInt(calls.size())).id();
        }

        private Callee callee() {
            return random.nextBoolean() ? new Callee.OfDoor(door()) : new Callee.OfTarget("porter");
        }

        private DoorId door() {
            return random.nextBoolean() ? Trial.GATE : Trial.LOBBY;
        }
    }
}
