package gatehouse.sip;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// How many messages one address may send: a purse that fills evenly and holds two seconds' worth. What comes above it
/// is dropped unread, and the address is named, once when it begins and once when it is over.
///
/// Safe for any thread.
final class Floods {
    /// Whoever spoke longest ago is forgotten first; a liar with many addresses pushes out other liars.
    private static final int MOST_SOURCES = 512;

    private static final int MOST_NAMED = 32;

    private static final long OVER_AFTER_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final class Purse {
        double left;
        long filledAt;
        boolean told;
        long overflowedAt;
    }

    private final int perSecond;
    private final Consumer<PhoneEvent> events;
    private final Map<InetAddress, Purse> purses = new LinkedHashMap<>(64, 0.75f, true); // its own guard
    private int named; // guarded by purses

    Floods(int perSecond, Consumer<PhoneEvent> events) {
        this.perSecond = perSecond;
        this.events = events;
    }

    /// False when this message is one too many.
    boolean admits(InetAddress source, long now) {
        boolean news = false;
        synchronized (purses) {
            Purse purse = purses.computeIfAbsent(source, it -> full(now));
            double filled = (now - purse.filledAt) / 1e9 * perSecond;
            purse.left = Math.min(purse.left + filled, 2.0 * perSecond);
            purse.filledAt = now;
            if (purse.left >= 1) {
                purse.left -= 1;
                trim();
                return true;
            }
            purse.overflowedAt = now;
            if (!purse.told && named < MOST_NAMED) {
                purse.told = true;
                named++;
                news = true;
            }
        }
        if (news) {
            events.accept(new PhoneEvent.Flooded(source.getHostAddress(), true));
        }
        return false;
    }

    private Purse full(long now) {
        var purse = new Purse();
        purse.left = 2.0 * perSecond;
        purse.filledAt = now;
        return purse;
    }

    private void trim() {
        Iterator<Purse> oldest = purses.values().iterator();
        while (purses.size() > MOST_SOURCES && oldest.hasNext()) {
            if (!oldest.next().told) {
                oldest.remove();
            }
        }
    }

    /// Says of whom nothing was dropped for a while. To be called now and then.
    void settle(long now) {
        var over = new ArrayList<String>();
        synchronized (purses) {
            for (var entry : purses.entrySet()) {
                Purse purse = entry.getValue();
                if (purse.told && now - purse.overflowedAt > OVER_AFTER_NANOS) {
                    purse.told = false;
                    named--;
                    over.add(entry.getKey().getHostAddress());
                }
            }
        }
        over.forEach(host -> events.accept(new PhoneEvent.Flooded(host, false)));
    }
}
