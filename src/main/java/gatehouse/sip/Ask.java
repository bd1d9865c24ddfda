package gatehouse.sip;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sip.ClientTransaction;
import javax.sip.ObjectInUseException;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request of ours and its final answer. The stack would wait 32 s; we have a patience of our own.
///
/// Safe for any thread.
final class Ask implements Awaiting {
    private static final Logger LOG = LoggerFactory.getLogger(Ask.class);

    private final CompletableFuture<Response> answer = new CompletableFuture<>();
    private volatile ClientTransaction transaction;

    /// How a request goes on its way: alone or within a dialog.
    interface Sending {
        ClientTransaction send(Ask ask) throws SipException;
    }

    private Ask() {}

    /// Asks and waits, in the future, for a final answer.
    static CompletableFuture<Response> send(
            Sending sending, Executor wire, ScheduledExecutorService clock, Duration patience) {
        var ask = new Ask();
        wire.execute(() -> ask.go(sending));
        var guard = clock.schedule(
                () -> ask.failed(new TimeoutException("no answer within " + patience)),
                patience.toMillis(),
                TimeUnit.MILLISECONDS);
        return ask.answer.whenComplete((response, fault) -> guard.cancel(false));
    }

    /// Says it, whatever the answer may be.
    static void tell(Sending sending, Executor wire) {
        wire.execute(() -> new Ask().go(sending));
    }

    private void go(Sending sending) {
        try {
            transaction = sending.send(this);
        } catch (SipException | RuntimeException e) {
            LOG.debug("A request could not be sent: {}", StackLog.shortened(e.toString()));
            failed(e);
        }
    }

    @Override
    public void answered(ResponseEvent event) {
        if (event.getResponse().getStatusCode() >= 200) {
            answer.complete(event.getResponse());
        }
    }

    @Override
    public void failed(Exception why) {
        var mine = transaction;
        if (answer.completeExceptionally(why) && mine != null) {
            try {
                mine.terminate();
            } catch (ObjectInUseException e) {
                // It ends by itself after 32 s then.
            }
        }
    }
}
