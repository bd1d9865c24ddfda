package gatehouse.sip;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import gatehouse.sip.PhoneEvent.Rang;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What the phone said, kept so that a test may wait for it.
final class Heard implements Consumer<PhoneEvent> {
    private final BlockingQueue<PhoneEvent> events = new LinkedBlockingQueue<>();

    @Override
    public void accept(PhoneEvent event) {
        events.add(event);
    }

    /// The next event of this kind; others before it are passed over.
    <T extends PhoneEvent> T next(Class<T> kind) throws InterruptedException {
        while (true) {
            PhoneEvent event = events.poll(20, TimeUnit.SECONDS);
            assertNotNull(event, "The phone never said " + kind.getSimpleName());
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
    }

    /// The next state of a line that is not the one of trying, which must be of this kind.
    <T extends LineState> T state(Class<T> kind) throws InterruptedException {
        while (true) {
            LineState state = next(PhoneEvent.LineChanged.class).state();
            if (kind.isInstance(state)) {
                return kind.cast(state);
            }
            assertInstanceOf(LineState.Registering.class, state);
        }
    }

    /// Calls properly, and returns the names under which others rang before.
    Set<String> rangBefore(RawCaller caller) throws Exception {
        var talk = caller.talk();
        var named = new RawCaller.Talk(caller, talk.word(), "desk", talk.word(), 0);
        caller.ring(named);
        var before = new TreeSet<String>();
        while (true) {
            Rang rang = next(Rang.class);
            if (rang.displayName().equals(talk.word())) {
                caller.say(named.cancel(""));
                return before;
            }
            before.add(rang.displayName());
        }
    }

    /// What was said so far and not read, of this kind.
    <T extends PhoneEvent> Optional<T> already(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }
}
