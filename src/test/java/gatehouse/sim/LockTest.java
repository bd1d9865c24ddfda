package gatehouse.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LockTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Faults faults = new Faults();

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    private Lock lock(Duration pulse) {
        return new Lock("test", Optional.of(pulse), faults, timer);
    }

    @Test
    void pulseEndsByItself() throws Exception {
        var lock = lock(Duration.ofMillis(50));
        var moves = new LinkedBlockingQueue<Lock.State>();
        lock.onChange(moves::add);
        assertEquals(Lock.Outcome.MOVED, lock.open(Lock.By.HTTP));
        assertEquals(Lock.State.UNLOCKED, moves.poll(10, TimeUnit.SECONDS));
        assertEquals(Lock.State.LOCKED, moves.poll(10, TimeUnit.SECONDS));
        assertEquals(Lock.State.LOCKED, lock.state());
        assertEquals(1, lock.openings().size());
    }

    @Test
    void secondOrderProlongsThePulse() {
        var lock = lock(Duration.ofHours(1));
        lock.open(Lock.By.HTTP);
        lock.open(Lock.By.TONES);
        assertEquals(
                List.of(Lock.By.HTTP, Lock.By.TONES),
                lock.openings().stream().map(Lock.Opening::by).toList());
        assertEquals(Lock.State.UNLOCKED, lock.state());
        assertEquals(Lock.Outcome.MOVED, lock.lock());
        assertEquals(Lock.State.LOCKED, lock.state());
    }

    @Test
    void stateCanBeAwaited() throws Exception {
        var lock = lock(Duration.ofMillis(50));
        var open = lock.when(Lock.State.UNLOCKED);
        assertFalse(open.isDone());
        assertTrue(lock.when(Lock.State.LOCKED).isDone());
        lock.open(Lock.By.ONVIF);
        assertEquals(Lock.State.UNLOCKED, open.get(10, TimeUnit.SECONDS));
        assertEquals(Lock.State.LOCKED, lock.when(Lock.State.LOCKED).get(10, TimeUnit.SECONDS));
    }

    @Test
    void refusingRelayDoesNotMove() {
        faults.add(new Fault.RelayRefuses());
        var lock = lock(Duration.ofHours(1));
        assertEquals(Lock.Outcome.REFUSED, lock.open(Lock.By.HTTP));
        assertEquals(Lock.State.LOCKED, lock.state());
        assertTrue(lock.openings().isEmpty());
    }

    @Test
    void silentRelayMovesAndDoesNotTell() {
        faults.add(new Fault.RelaySilent());
        var lock = lock(Duration.ofHours(1));
        assertEquals(Lock.Outcome.SILENT, lock.open(Lock.By.HTTP));
        assertEquals(Lock.State.UNLOCKED, lock.state());
    }

    @Test
    void onlyTheRightTonesOpen() {
        var gate = lock(Duration.ofHours(1));
        var wicket = lock(Duration.ofHours(1));
        var codes = new ToneCodes(List.of(new ToneCodes.Code("42#", gate), new ToneCodes.Code("43#", wicket)));
        "4#2#42".chars().forEach(c -> codes.heard((char) c));
        assertEquals(Lock.State.LOCKED, gate.state());
        codes.begin();
        codes.heard('#');
        assertEquals(Lock.State.LOCKED, gate.state(), "a code does not go on into the next call");
        "9943#".chars().forEach(c -> codes.heard((char) c));
        assertEquals(Lock.State.LOCKED, gate.state());
        assertEquals(Lock.State.UNLOCKED, wicket.state());
        assertEquals(Lock.By.TONES, wicket.openings().getFirst().by());
    }
}
