package gatehouse.darkroom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Who is blamed for the end of a darkroom process, and when it counts as hanging.
class BlameTest {
    private static final String REPORT = """
            # A fatal error has been detected by the Java Runtime Environment:
            #  SIGSEGV (0xb) at pc=0x00007f1860d34f14, pid=27941, tid=27950
            siginfo: si_signo: 11 (SIGSEGV), si_code: %s
            ---------------  T H R E A D  ---------------

            Current thread (0x00007f18500f3a30):  JavaThread "%s" daemon [_thread_in_native, id=27950, stack(0x1)]
            """;

    @Test
    void threadOfTheCrashReportIsBlamedAndNoOther() {
        var report = Optional.of(
                String.format(Locale.ROOT, REPORT, "1 (SEGV_MAPERR), si_addr: 0x0", "darkroom-12-develop North gate"));
        assertEquals(Set.of(12), Blame.of(report, 134, Set.of(11, 12, 13)));
    }

    @Test
    void crashOutsideOfAnyJobIsNoJobsFault() {
        var report = Optional.of(String.format(Locale.ROOT, REPORT, "1 (SEGV_MAPERR), si_addr: 0x0", "darkroom-door"));
        assertEquals(Set.of(), Blame.of(report, 134, Set.of(11, 12)));
    }

    @Test
    void signalSentByHandIsNobodysFault() {
        var report = Optional.of(
                String.format(Locale.ROOT, REPORT, "0 (SI_USER), si_pid: 4, si_uid: 0", "darkroom-12-develop x"));
        assertEquals(Set.of(), Blame.of(report, 134, Set.of(12)));
        assertEquals(Set.of(), Blame.of(Optional.empty(), 137, Set.of(12)));
    }

    @Test
    void withoutReportAllInsideNativeCodeAreSuspects() {
        assertEquals(Set.of(3, 4), Blame.of(Optional.empty(), 134, Set.of(3, 4)));
        assertEquals(Set.of(3), Blame.of(Optional.of("half a rep"), 139, Set.of(3)));
    }

    @Test
    void sameCallSeenTooOftenHangsAndOthersDoNot() {
        var looks = new Looks(3);
        for (int i = 0; i < 3; i++) {
            assertEquals(true, looks.look(Map.of(1, 7, 2, 2 * i + 1), i + 1).isWell(), "look " + i);
        }
        assertEquals(Set.of(1), looks.look(Map.of(1, 7, 2, 9), 4).hanging());
    }

    @Test
    void processWithoutABeatStandsStillAndNobodyIsBlamed() {
        var looks = new Looks(3);
        looks.look(Map.of(1, 7), 1);
        for (int i = 0; i < 2; i++) {
            assertEquals(true, looks.look(Map.of(1, 7), 1).isWell());
        }
        assertEquals(new Looks.Finding(Set.of(), true), looks.look(Map.of(1, 7), 1));
    }
}
