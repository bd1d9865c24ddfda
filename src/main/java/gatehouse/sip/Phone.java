package gatehouse.sip;

import gatehouse.sip.PhoneSettings.Line;
import gatehouse.sip.PhoneSettings.Listen;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The telephone of the desk: takes calls of listed door stations over UDP and TCP, and of the exchanges it is
/// registered at over UDP, TCP and TLS. What happens is told to one consumer, in order, on one thread; what the guard
/// wants is said by the commands,
/// which return at once.
///
/// Safe for any thread.
public final class Phone implements AutoCloseable {
    /// How a call is turned down.
    public enum Decline {
        BUSY(486),
        DECLINE(603);

        private final int status;

        Decline(int status) {
            this.status = status;
        }
    }

    /// One address at which calls really arrive, with the port that was found when any was wanted.
    public record Listening(Transport transport, InetSocketAddress address) {}

    private static final Logger LOG = LoggerFactory.getLogger(Phone.class);
    private static final Duration NAMES_HOLD = Duration.ofMinutes(1);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration REHEARSE_EVERY = Duration.ofMillis(40);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final StackThreads threads;
    private final Lane events;
    private final Consumer<PhoneEvent> listener;
    private final Calls calls;
    private final Letters letters = new Letters();
    private final Map<String, LineKeeper> lines = new ConcurrentHashMap<>(); // filled by open(), then only read
    private Stack stack;
    private GuestList guests;
    private Departures departures;
    private Stack.Point practised;
    private volatile Optional<Rehearsal> rehearsing = Optional.empty();
    private List<Stack.Point> awaited = List.of(); // as above
    private final List<Future<?>> chores = new ArrayList<>(); // as above
    private volatile Thread teller; // of the newest events
    private boolean closed; // guarded by this

    private Phone(PhoneSettings settings, StackThreads threads, Consumer<PhoneEvent> listener) {
        this.threads = threads;
        this.events = new Lane(this::tell);
        this.listener = listener;
        this.calls = new Calls(settings.limits().most());
    }

    /// Opens the telephone: binds, warms up, and starts to register. Returns when calls can come; the lines follow by
    /// `LineChanged`.
    public static Phone open(PhoneSettings settings, Consumer<PhoneEvent> listener) throws CannotListen {
        return open(settings, new Network.OfThisComputer(), listener);
    }

    static Phone open(PhoneSettings settings, Network network, Consumer<PhoneEvent> listener) throws CannotListen {
        String name = Stack.freshName();
        var phone = new Phone(settings, new StackThreads(name), listener);
        try {
            phone.start(name, settings, network);
            return phone;
        } catch (CannotListen | RuntimeException e) {
            phone.close();
            throw e;
        }
    }

    /// Goes on rehearsing beside its work, beginning after this pause, until calls are answered as quickly as they can
    /// be; not while there are any.
    public void rehearse(Duration pause) {
        rehearsing = Rehearsal.more(practised, guests, letters.token());
        Lane lane = threads.lane();
        rehearsing.ifPresent(rehearsal -> rehearseAfter(pause, rehearsal, lane));
    }

    private void rehearseAfter(Duration pause, Rehearsal rehearsal, Lane lane) {
        Runnable round = () -> {
            if (!calls.all().isEmpty() || rehearsal.again()) {
                rehearseAfter(REHEARSE_EVERY, rehearsal, lane);
            } else {
                rehearsal.close();
            }
        };
        if (!threads.clock().isShutdown()) {
            threads.clock().schedule(() -> lane.execute(round), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void start(String name, PhoneSettings settings, Network network) throws CannotListen {
        var limits = settings.limits();
        guests = new GuestList(settings.peers(), limits.strangers());
        guests.lookUp();
        var knocks = new Knocks(this::publish);
        var floods = new Floods(limits.perSecond(), this::publish);
        var around = new Surroundings(
                letters, threads, this::publish, calls::leave, limits.ringTime(), limits.answerWithin());
        departures = new Departures(lines, calls, guests, network, around);
        var doorstep = new Doorstep(guests, knocks, letters, calls, limits.strangers(), around);
        stack = Stack.open(
                name,
                limits.ringTime().plusMinutes(1),
                new Stack.Parts(guests, knocks, floods, new CompletableFuture<>()),
                threads,
                new Reception(doorstep, calls, letters),
                doorstep::listensAt);
        departures.from(stack);
        for (Listen one : settings.listen()) {
            stack.listen(one);
        }
        awaited = stack.points();
        practised = practice();
        Rehearsal.play(practised, guests, letters.token());
        var needs = new LineNeeds(stack, threads, letters, guests, doorstep, network, limits, this::publish);
        Lane mourning = threads.lane();
        stack.gate().mourn(connection -> mourning.execute(() -> mourn(connection)));
        for (Line line : settings.lines()) {
            lines.put(line.id(), LineKeeper.start(line, needs));
        }
        var watch = new NetworkWatch(network, stack, calls, awaited, this::nudgeLines, this::publish);
        every(LOOK_EVERY, () -> {
            watch.look(System.nanoTime());
            floods.settle(System.nanoTime());
        });
        every(NAMES_HOLD, guests::lookUpNames);
    }

    /// A point of this computer's own where there is none over UDP: also the first call of a line shall be quick.
    private Stack.Point practice() throws CannotListen {
        for (Stack.Point point : awaited) {
            if (point.transport() == Transport.UDP) {
                return point;
            }
        }
        return stack.at(Transport.UDP, InetAddress.getLoopbackAddress());
    }

    /// On a lane of its own, for it may block.
    private void every(Duration pause, Runnable chore) {
        Lane lane = threads.lane();
        chores.add(threads.clock()
                .scheduleWithFixedDelay(
                        () -> lane.execute(chore), pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS));
    }

    private void mourn(Connection connection) {
        try {
            connection.awaitReader();
            nudgeLines();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void nudgeLines() {
        lines.values().forEach(LineKeeper::nudge);
    }

    private void tell(Runnable work) {
        teller = Thread.ofVirtual().name("sip-events").unstarted(work);
        teller.start();
    }

    private void publish(PhoneEvent event) {
        events.execute(() -> listener.accept(event));
    }

    /// Where calls are awaited without a line; empty when all come through lines.
    public List<Listening> listening() {
        return awaited.stream().map(Stack.Point::listening).toList();
    }

    /// Our own address on the network from which this call came: where its voice should be bound.
    public Optional<InetAddress> localAddress(CallId id) {
        return calls.find(id).map(Call::localAddress);
    }

    /// Takes the call. The voice is agreed on here and now; the caller is told right after. `Awaited` when the caller
    /// wants
    /// our offer first.
    public Answer answer(CallId id, VoiceAddress voice) {
        return incoming(id)
                .map(call -> call.answer(voice))
                .orElseGet(() -> new Answer.Refusal(481, "there is no such call any more"));
    }

    /// Lets the caller hear and see us while it still rings (183). The voice goes on when the call is answered.
    public Answer early(CallId id, VoiceAddress voice) {
        return incoming(id)
                .map(call -> call.early(voice))
                .orElseGet(() -> new Answer.Refusal(481, "there is no such call any more"));
    }

    /// Calls somebody. What comes of it follows as events of this call: `RingsThere`, `EarlyVoice`, `Changed` and
    /// `Confirmed`, or `Ended`.
    public CallId call(Callee callee, VoiceAddress voice) {
        return departures.call(callee, voice);
    }

    /// Our own address on the network towards somebody we may call: where the voice should be bound. Looks names up,
    /// which may block.
    public Optional<InetAddress> localAddress(Callee callee) {
        return departures.localAddress(callee);
    }

    /// The other side hears nothing of us and is not heard until `resume`. The answer is what was agreed on; `Changed`
    /// tells it, too.
    public CompletableFuture<Answer> hold(CallId id) {
        return talk(id, talk -> talk.hold(true));
    }

    public CompletableFuture<Answer> resume(CallId id) {
        return talk(id, talk -> talk.hold(false));
    }

    /// Offers these codecs instead, in a call that is talked in: when what was agreed on is not understood.
    public CompletableFuture<Answer> renegotiate(CallId id, List<Codec> codecs) {
        return talk(id, talk -> talk.renegotiate(codecs));
    }

    private CompletableFuture<Answer> talk(CallId id, Function<Talk, CompletableFuture<Answer>> deed) {
        return calls.find(id)
                .map(call -> deed.apply(call.talk()))
                .orElseGet(() -> CompletableFuture.completedFuture(Talk.over()));
    }

    /// Sends a ringing caller on to somebody else (302), who is called by the caller itself or its exchange.
    public void redirect(CallId id, Callee callee) {
        Optional<IncomingCall> call = incoming(id);
        Optional<String> there = departures.address(callee);
        if (call.isPresent() && there.isPresent()) {
            call.get().redirect(letters.ofCalls().contact(there.get()));
        }
    }

    /// Asks the other side to call somebody else in our place; `TransferMoved` tells how that goes. Our call ends when
    /// they talk with each other, and goes on when they do not.
    public void transfer(CallId id, Callee callee) {
        calls.find(id)
                .ifPresent(call -> departures
                        .address(callee)
                        .ifPresentOrElse(
                                there -> call.transfer().refer(there, departures.self(call), Optional.empty()),
                                () -> publish(new PhoneEvent.TransferMoved(
                                        id, new TransferState.Refused(0, "there is no such line")))));
    }

    /// The same to somebody whom we talk with in another call, which is replaced by theirs (RFC 3891).
    public void transfer(CallId id, CallId consult) {
        Optional<Call> call = calls.find(id);
        Optional<Call> other = calls.find(consult).filter(Call::isConfirmed);
        Optional<String> there = other.flatMap(it -> it.wire.dialog()).map(letters.ofCalls()::replacing);
        if (call.isEmpty()) {
            return;
        }
        if (there.isEmpty()) {
            publish(new PhoneEvent.TransferMoved(
                    id, new TransferState.Refused(0, "nobody is talked with in the other call")));
            return;
        }
        call.get().transfer().refer(there.get(), departures.self(call.get()), other);
    }

    private Optional<IncomingCall> incoming(CallId id) {
        return calls.find(id).filter(IncomingCall.class::isInstance).map(IncomingCall.class::cast);
    }

    /// Turns a ringing call down; does nothing to one that rings no more.
    public void decline(CallId id, Decline how) {
        incoming(id).ifPresent(call -> call.decline(how.status));
    }

    /// The same with a status of its own, 400 to 699, and words that a caller with a display shows.
    public void decline(CallId id, int status, String words) {
        if (status < 400 || status > 699) {
            throw new IllegalArgumentException("A call is declined by 400 to 699, not by " + status);
        }
        incoming(id).ifPresent(call -> {
            if (words.isBlank()) {
                call.decline(status);
            } else {
                call.decline(status, words);
            }
        });
    }

    /// Ends the call in whatever state it is.
    public void end(CallId id) {
        calls.find(id).ifPresent(Call::end);
    }

    /// From now on these stations may call, and no others. Looks names up, which may block.
    public void admit(List<Source.Peer> peers) {
        guests.become(peers);
    }

    /// False once the call has ended, from whichever side.
    public boolean isAlive(CallId id) {
        return calls.find(id).isPresent();
    }

    /// True between the caller's ACK and the end of the call: the only time in which tones may be sent.
    public boolean isConfirmed(CallId id) {
        return calls.find(id).filter(Call::isConfirmed).isPresent();
    }

    /// Sends one tone (0-9, *, #, A-D) by SIP INFO. The future holds the status of the answer, or fails with
    /// `NotConfirmed` (nothing was sent) or `TimeoutException` (sent, and nobody knows what became of it).
    public CompletableFuture<Integer> sendInfoTone(CallId id, char tone, Duration length) {
        return sendInfoTone(id, tone, length, ToneBody.RELAY);
    }

    public CompletableFuture<Integer> sendInfoTone(CallId id, char tone, Duration length, ToneBody body) {
        if ("0123456789*#ABCD".indexOf(tone) < 0) {
            throw new IllegalArgumentException("'" + tone + "' is no tone");
        }
        return calls.find(id)
                .map(call -> call.talk().tone(tone, length, body))
                .orElseGet(() -> CompletableFuture.failedFuture(new NotConfirmed(id)));
    }

    /// Tries a failed line again without waiting for its time.
    public void retryNow(String lineId) {
        Optional.ofNullable(lines.get(lineId)).ifPresent(LineKeeper::now);
    }

    /// Ends the calls, takes the bindings back and returns when threads and sockets are gone.
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        chores.forEach(chore -> chore.cancel(true));
        rehearsing.ifPresent(Rehearsal::close);
        if (stack != null) {
            List<Call> living = calls.all();
            living.forEach(Call::end);
            await(CompletableFuture.allOf(living.stream().map(Call::said).toArray(CompletableFuture[]::new)));
            lines.values().forEach(LineKeeper::close);
            stack.close();
        }
        threads.close();
        // The events of the end are still told.
        await(CompletableFuture.runAsync(() -> {}, events));
        if (teller != Thread.currentThread()) {
            join(teller);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CompletableFuture<Void> last) {
        try {
            last.get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("The telephone closes, but somebody is still busy with an earlier call or event");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
