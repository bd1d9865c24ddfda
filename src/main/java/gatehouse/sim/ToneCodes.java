package gatehouse.sim;

import java.util.List;
import java.util.Optional;

/// Listens to the tones of a call and opens the lock whose code the newest tones spell. Safe for any thread.
final class ToneCodes {
    /// A code and what it opens.
    record Code(String tones, Lock lock) {}

    private static final int MOST_HEARD = 32;

    private final List<Code> codes;
    private final StringBuilder heard = new StringBuilder(); // guarded by this

    ToneCodes(List<Code> codes) {
        this.codes = List.copyOf(codes);
    }

    /// A new call begins with nothing heard.
    synchronized void begin() {
        heard.setLength(0);
    }

    void heard(char tone) {
        spelt(tone).ifPresent(lock -> lock.open(Lock.By.TONES));
    }

    private synchronized Optional<Lock> spelt(char tone) {
        heard.append(tone);
        heard.delete(0, Math.max(0, heard.length() - MOST_HEARD));
        String newest = heard.toString();
        var code = codes.stream().filter(c -> newest.endsWith(c.tones())).findFirst();
        if (code.isPresent()) {
            heard.setLength(0);
        }
        return code.map(Code::lock);
    }
}
