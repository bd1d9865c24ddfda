package gatehouse.sip;

import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.header.Header;
import javax.sip.message.Message;
import javax.sip.message.Response;

/// Session timers (RFC 4028), as far as the other side wants them: whoever is to renew the call does so in time, or it
/// ends. We never ask for one first; where there is one, each new offer of ours within the call says so, for one that
/// said nothing would end it (§7.4).
///
/// Guarded by the lock of its call.
final class SessionTimer {
    private static final Pattern VALUE =
            Pattern.compile("\\s*([0-9]{1,7})\\s*(?:;.*?refresher\\s*=\\s*(uac|uas))?.*", Pattern.CASE_INSENSITIVE);

    private static final Pattern LEAST = Pattern.compile("\\s*([0-9]{1,7})\\b.*");

    /// §6: the other side wants to hear of us less often, and says how often at most.
    static final int INTERVAL_TOO_SMALL = 422;

    /// Nobody is told of us all the time.
    private static final int LEAST_SECONDS = 4;

    private final Object lock;
    private final ScheduledExecutorService clock;
    private final Letters letters;
    private final Runnable renew;
    private final Runnable expired;
    private Optional<Wanted> wanted = Optional.empty();
    private int least; // what they said of it; 0 for nothing
    private Optional<ScheduledFuture<?>> next = Optional.empty();
    private boolean running;

    private record Wanted(int seconds, boolean byUs) {}

    /// `renew` is called when it is our turn, `expired` when it was theirs and nothing came.
    SessionTimer(Object lock, Surroundings around, Runnable renew, Runnable expired) {
        this.lock = lock;
        this.clock = around.threads().clock();
        this.letters = around.letters();
        this.renew = renew;
        this.expired = expired;
    }

    /// What a request of theirs asks for. Returns what its 2xx is to say of it: unless they want us to renew, they do.
    Consumer<Response> asked(Message request) {
        Optional<Matcher> value = value(request);
        if (value.isEmpty()) {
            return ok -> {};
        }
        boolean byUs = "uas".equalsIgnoreCase(value.get().group(2));
        String text = value.get().group(1) + ";refresher=" + (byUs ? "uas" : "uac");
        become(value.get(), byUs);
        return ok -> {
            ok.setHeader(letters.header("Session-Expires", text));
            ok.setHeader(letters.header("Require", "timer"));
        };
    }

    /// What a request of ours within the call says of it.
    void asks(Message request) {
        synchronized (lock) {
            wanted.ifPresent(it -> request.setHeader(letters.header(
                    "Session-Expires", Math.max(it.seconds(), least) + ";refresher=" + (it.byUs() ? "uac" : "uas"))));
            if (wanted.isPresent() && least > 0) {
                request.setHeader(letters.header("Min-SE", Integer.toString(least)));
            }
        }
    }

    /// Whether their 422 leaves us anything to ask again with.
    boolean lengthened(Message refusal) {
        Matcher asked = LEAST.matcher(text(refusal, "Min-SE"));
        synchronized (lock) {
            int now = asked.matches() ? Integer.parseInt(asked.group(1)) : 0;
            if (wanted.isEmpty() || now <= Math.max(wanted.get().seconds(), least)) {
                return false;
            }
            least = now;
            return true;
        }
    }

    /// What their 2xx to a request of ours says.
    void granted(Message ok) {
        value(ok).ifPresent(value -> become(value, !"uas".equalsIgnoreCase(value.group(2))));
    }

    private static Optional<Matcher> value(Message message) {
        Matcher value = VALUE.matcher(text(message, "Session-Expires"));
        return value.matches() && Integer.parseInt(value.group(1)) >= LEAST_SECONDS
                ? Optional.of(value)
                : Optional.empty();
    }

    private static String text(Message message, String name) {
        Header header = message.getHeader(name);
        String text = header == null ? "" : header.toString();
        return text.substring(text.indexOf(':') + 1).strip();
    }

    private void become(Matcher value, boolean byUs) {
        synchronized (lock) {
            wanted = Optional.of(new Wanted(Integer.parseInt(value.group(1)), byUs));
            wind();
        }
    }

    void start() {
        synchronized (lock) {
            running = true;
            wind();
        }
    }

    void close() {
        running = false;
        next.ifPresent(timer -> timer.cancel(false));
    }

    /// §10: renewed at half of the time; given up a little before its end.
    private void wind() {
        next.ifPresent(timer -> timer.cancel(false));
        if (!running || wanted.isEmpty()) {
            return;
        }
        int seconds = wanted.get().seconds();
        next = Optional.of(
                wanted.get().byUs()
                        ? clock.schedule(this::ourTurn, seconds / 2, TimeUnit.SECONDS)
                        : clock.schedule(expired, seconds - Math.min(32, seconds / 3), TimeUnit.SECONDS));
    }

    private void ourTurn() {
        renew.run();
        synchronized (lock) {
            wind();
        }
    }
}
