package gatehouse.darkroom;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// One place of work in the darkroom: the one that all doors share, or that of a single door that has to work apart. It
/// has an assistant, a new one when the old one is gone, and knows whose jobs the assistant has.
///
/// Guarded by the darkroom's lock.
final class Bench {
    /// Jobs that ended lately are remembered: the crash they caused is looked into a little later.
    private static final int REMEMBERED = 512;

    private static final long YOUNG_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long STEADY_NANOS = Duration.ofSeconds(60).toNanos();

    /// Starts an assistant in a folder of its own.
    interface Hiring {
        Assistant hire(String name) throws IOException;
    }

    /// Whose a job is, and who hears when it is blamed.
    record Owner(String door, Consumer<Blamed> blamed) {}

    /// What an assistant's end came to: the owners to blame, the cause, and who is to be closed, without any lock.
    record End(Set<Owner> owners, String cause, Assistant dead) {}

    final String name;
    private final int hangingLooks;
    private final Map<Integer, Owner> owners = new HashMap<>();
    private final ArrayDeque<Integer> gone = new ArrayDeque<>();
    private final Set<Integer> hanging = new HashSet<>();
    private Optional<Assistant> assistant = Optional.empty();
    private Looks looks;
    private boolean stopped;
    private long startedNanos;
    private long notBeforeNanos;
    private boolean resting;
    private int failures;
    private int deadAtStart;
    private int hired;

    Bench(String name, int hangingLooks) {
        this.name = name;
        this.hangingLooks = hangingLooks;
        this.looks = new Looks(hangingLooks);
    }

    Optional<Assistant> assistant() {
        return assistant;
    }

    /// The assistant, when it can take jobs now.
    Optional<Assistant> ready() {
        return assistant.filter(a -> a.isReady() && a.exit().isEmpty());
    }

    boolean needsAssistant(long now) {
        return assistant.isEmpty() && !(resting && now - notBeforeNanos < 0);
    }

    void hire(Hiring hiring, long now) throws IOException {
        resting = false;
        startedNanos = now;
        looks = new Looks(hangingLooks);
        stopped = false;
        assistant = Optional.of(hiring.hire(name + "-" + ++hired));
    }

    void take(int job, Owner owner) {
        owners.put(job, owner);
    }

    void forget(int job) {
        gone.addLast(job);
        if (gone.size() > REMEMBERED) {
            owners.remove(gone.removeFirst());
        }
    }

    /// Looks whether the assistant is still at work, and ends it when it is not.
    void look(long now, Duration start) {
        if (assistant.isEmpty() || assistant.get().exit().isPresent()) {
            return;
        }
        var present = assistant.get();
        if (!present.isReady()) {
            if (now - startedNanos > start.toNanos()) {
                stopped = true;
                present.kill();
            }
            return;
        }
        if (deadAtStart > 0 && now - startedNanos > YOUNG_NANOS) {
            deadAtStart = 0;
        }
        present.pulse().ifPresent(pulse -> {
            var finding = looks.look(pulse.inside(), pulse.beats());
            if (!finding.isWell()) {
                hanging.addAll(finding.hanging());
                stopped = finding.stopped();
                present.kill();
            }
        });
    }

    /// Whether the assistant is gone and nobody has looked into it yet.
    boolean hasEnded() {
        return assistant.map(a -> a.exit().isPresent()).orElse(false);
    }

    /// Looks into an end and clears the bench. The assistant's crash report goes with its closing.
    End lookInto(long now) {
        var dead = assistant.orElseThrow();
        int exit = dead.exit().orElseThrow();
        boolean wasReady = dead.isReady();
        var jobs = hanging.isEmpty() && !stopped
                ? Blame.of(
                        dead.report(),
                        exit,
                        dead.pulse().map(p -> p.inside().keySet()).orElse(Set.of()))
                : Set.copyOf(hanging);
        String cause = !hanging.isEmpty()
                ? "native code did not come back"
                : stopped ? "the darkroom process stood still" : "the darkroom process ended with " + exit;
        var blamed = new HashSet<Owner>();
        for (int job : jobs) {
            Optional.ofNullable(owners.get(job)).ifPresent(blamed::add);
        }
        deadAtStart = !wasReady || now - startedNanos < YOUNG_NANOS ? deadAtStart + 1 : 0;
        if (now - startedNanos > STEADY_NANOS) {
            failures = 0;
        }
        owners.clear();
        gone.clear();
        hanging.clear();
        stopped = false;
        assistant = Optional.empty();
        return new End(blamed, cause, dead);
    }

    /// How often in a row it ended before it had worked for some seconds.
    int deadAtStart() {
        return deadAtStart;
    }

    /// Counts one more crash of its own door.
    int failed() {
        return ++failures;
    }

    void rest(long untilNanos) {
        resting = true;
        notBeforeNanos = untilNanos;
    }

    /// Takes the assistant away for good.
    Optional<Assistant> clear() {
        var last = assistant;
        assistant = Optional.empty();
        return last;
    }
}
