package gatehouse.sip;

import gatehouse.door.Trouble;
import gatehouse.lifecycle.Retry;
import gatehouse.sip.PhoneSettings.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one line registered at the first of its exchanges that serves, renews at half of what was granted, moves with
/// the address of this computer, and says how the line stands. The work is a blocking straight line on a virtual
/// thread; the loop that tries again is `Retry`.
final class LineKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LineKeeper.class);

    /// Whoever closes the console does not wait longer for an exchange than this.
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    /// A line that is lost sooner than this was not worth much; it waits like one that failed.
    private static final Duration STEADY = Duration.ofSeconds(10);

    /// A registration that stands, how far down the list its exchange is, and why it is not the first.
    private record Held(Registration registration, int rank, Optional<Trouble> instead) {}

    private final Line line;
    private final LineNeeds needs;
    private final LineIdentity identity;
    private final BlockingQueue<Boolean> nudges = new ArrayBlockingQueue<>(1);
    private Retry loop;
    private volatile Optional<Way> out = Optional.empty(); // to nobody yet; empty while the line does not stand
    // What follows is touched by the loop's thread, and by close() when that thread is gone.
    private Optional<Registration> current = Optional.empty();

    private LineKeeper(Line line, LineNeeds needs) {
        this.line = line;
        this.needs = needs;
        this.identity = LineIdentity.fresh(needs.letters());
    }

    static LineKeeper start(Line line, LineNeeds needs) {
        var keeper = new LineKeeper(line, needs);
        keeper.loop = Retry.start("line-" + line.id(), needs.limits().retry(), keeper::keep, keeper::down);
        return keeper;
    }

    /// Tries at once instead of waiting.
    void now() {
        loop.now();
    }

    /// Something happened to the network or to a connection: look at once whether the line still stands.
    void nudge() {
        nudges.offer(true);
    }

    Line line() {
        return line;
    }

    /// How a call to this number goes out, while the line stands.
    Optional<Way> way(String number) {
        return out.map(way -> way.to(needs.letters().ofCalls().sameHost(way.target(), number)));
    }

    private void keep(Runnable working) throws LineFault, InterruptedException {
        while (true) {
            out = Optional.empty();
            say(new LineState.Registering());
            needs.guests().registeredAt(line.id(), Exchange.all(line), identity.token());
            long since = System.nanoTime();
            Held held = register();
            working.run();
            LineFault lost = hold(held);
            if (System.nanoTime() - since < STEADY.toNanos()) {
                throw lost;
            }
            LOG.info("The line {} is lost: {}", line.id(), lost.getMessage());
        }
    }

    /// At the first exchange that takes us.
    private Held register() throws LineFault, InterruptedException {
        var faults = new ArrayList<LineFault>();
        for (int rank = 0; rank < line.servers().size(); rank++) {
            Optional<Registration> found = registerAt(line.servers().get(rank), faults);
            if (found.isPresent()) {
                var instead = rank == 0
                        ? Optional.<Trouble>empty()
                        : Optional.of(faults.getFirst().trouble());
                return new Held(found.get(), rank, instead);
            }
        }
        throw LineFault.ofAll(faults);
    }

    private Optional<Registration> registerAt(Server server, List<LineFault> faults)
            throws LineFault, InterruptedException {
        try {
            for (Exchange exchange : Exchange.of(line, server)) {
                try {
                    var registration = Registration.towards(line, exchange, needs, identity);
                    current.ifPresent(registration::replaces);
                    registration.bind();
                    current = Optional.of(registration);
                    return current;
                } catch (LineFault e) {
                    faults.add(patient(e));
                }
            }
        } catch (LineFault e) {
            if (e.isWrongPassword()) {
                throw e;
            }
            faults.add(e);
        }
        return Optional.empty();
    }

    /// Not the usual back-off: an exchange locks out whoever hammers it with a wrong password, so the others of the
    /// list are not tried with it either.
    private LineFault patient(LineFault fault) throws LineFault {
        if (fault.isWrongPassword()) {
            throw fault.patient(needs.limits().afterWrongPassword());
        }
        return fault;
    }

    /// Until the registration is lost. Returns why.
    private LineFault hold(Held first) throws LineFault, InterruptedException {
        Held held = first;
        KeepAlive life = keepAlive(held.registration());
        say(held);
        while (true) {
            var registration = held.registration();
            long now = System.nanoTime();
            long wait =
                    Math.min(life.left(now).toNanos(), registration.renewIn(now).toNanos());
            boolean nudged = nudges.poll(wait, TimeUnit.NANOSECONDS) != null;
            now = System.nanoTime();
            boolean due = registration.renewIn(now).isZero();
            boolean moved = (nudged || due) && registration.isMoved();
            boolean silent = !moved && !registration.isCut() && !life.tick(now);
            if (!due && !moved && !silent && !registration.isCut()) {
                continue;
            }
            try {
                Held renewed = due ? better(held) : held;
                if (moved && renewed == held) {
                    renewed = moved(held);
                }
                if (renewed == held) {
                    registration.bind();
                } else {
                    life = keepAlive(renewed.registration());
                    current = Optional.of(renewed.registration());
                    held = renewed;
                }
            } catch (LineFault e) {
                return patient(e);
            }
            if (silent) {
                life.excuse();
            }
            say(held);
        }
    }

    private KeepAlive keepAlive(Registration registration) {
        return new KeepAlive(registration, needs.stack().gate(), line.transport(), line.keepAlive(), System.nanoTime());
    }

    /// The same exchange from the address that this computer has now.
    private Held moved(Held held) throws LineFault, InterruptedException {
        var registration = Registration.towards(line, held.registration().exchange(), needs, identity);
        registration.replaces(held.registration());
        registration.bind();
        return new Held(registration, held.rank(), held.instead());
    }

    /// One that stands higher in the list, if it serves again; the one that helped out is thanked.
    private Held better(Held held) throws LineFault, InterruptedException {
        var faults = new ArrayList<LineFault>();
        for (int rank = 0; rank < held.rank(); rank++) {
            Optional<Registration> found = registerAt(line.servers().get(rank), faults);
            if (found.isPresent()) {
                held.registration().unbind(GOODBYE);
                var instead = rank == 0
                        ? Optional.<Trouble>empty()
                        : Optional.of(faults.getFirst().trouble());
                return new Held(found.get(), rank, instead);
            }
        }
        return held;
    }

    private void down(Retry.Down down) {
        out = Optional.empty();
        LineFault fault = down.fault() instanceof LineFault known
                ? known
                : LineFault.noWay(line.first(), String.valueOf(down.fault()), down.fault());
        say(new LineState.Failed(fault.trouble(), down.retryAt()));
    }

    private void say(Held held) {
        out = Optional.of(held.registration().way(line.number()));
        say(new LineState.Registered(
                Instant.now().plus(held.registration().granted()),
                held.registration().exchange().server(),
                held.instead()));
    }

    private void say(LineState state) {
        needs.events().accept(new PhoneEvent.LineChanged(line.id(), state));
    }

    /// Takes the binding back, so that the PBX stops ringing a desk that is not there.
    @Override
    public void close() {
        loop.close();
        try {
            if (current.isPresent()) {
                current.get().unbind(GOODBYE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
