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
/// ends. We never ask for one.
///
/// Guarded by the lock of its call.
final class SessionTimer {
    private static final Pattern VALUE =
            Pattern.compile("\\s*([0-9]{1,7})\\s*(?:;.*?refresher\\s*=\\s*(uac|uas))?.*", Pattern.CASE_INSENSITIVE);

    /// Nobody has to be kept waiting by somebody who wants to hear of us all the time.
    private static final int LEAST_SECONDS = 20;

    private final Object lock;
    private final ScheduledExecutorService clock;
    private final Letters letters;
    private final Runnable renew;
    private final Runnable expired;
    private Optional<Wanted> wanted = Optional.empty();
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

    /// What their 2xx to a request of ours says.
    void granted(Message ok) {
        value(ok).ifPresent(value -> become(value, !"uas".equalsIgnoreCase(value.group(2))));
    }

    private static Optional<Matcher> value(Message message) {
        Header header = message.getHeader("Session-Expires");
        if (header == null) {
            return Optional.empty();
        }
        String text = header.toString();
        Matcher value = VALUE.matcher(text.substring(text.indexOf(':') + 1).strip());
        return value.matches() && Integer.parseInt(value.group(1)) >= LEAST_SECONDS
                ? Optional.of(value)
                : Optional.empty();
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
